using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;

namespace IpBlock.Fleet.Following;

/// <summary>
/// The settings file of this server and the version that it was brought to. Both are read when they have been written, and not each time that they are looked at: with 100,000
/// entries to compare that would take a second.
/// </summary>
internal sealed class LocalFile(string settingsPath)
{
    private (DateTime File, DateTime Taken) _written;
    private Lazy<IReadOnlyList<string>> _changes = new([]);

    /// <summary>The version that was taken; 0 for none.</summary>
    public int Number { get; private set; }

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }

    /// <summary>What was changed on this server since. It is compared when it is asked for: a new version is in force before.</summary>
    public IReadOnlyList<string> Changes => _changes.Value;

    /// <summary>The digest of the file's text (<see cref="FilterSettings.Digest"/>).</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Looks at the files.</summary>
    /// <exception cref="FleetException">The version that was taken cannot be read.</exception>
    public void Look()
    {
        var written = (File.GetLastWriteTimeUtc(settingsPath), File.GetLastWriteTimeUtc(TakenVersion.PathOf(settingsPath)));
        if (written == _written)
            return;
        var taken = TakenVersion.Find(settingsPath);
        (Number, Id) = taken is null ? (0, Guid.Empty) : (taken.Number, taken.Id);
        var file = SettingsFile.Read(settingsPath);
        Digest = file.Text is { } text ? TextDigest.Of(text) : "";
        _changes = new Lazy<IReadOnlyList<string>>(() => SettingsTaker.LocalChanges(taken, file.Load().Settings is null ? null : file.Text));
        _written = written;
    }
}
