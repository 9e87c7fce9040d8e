using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using IpBlock.Files;

namespace IpBlock.Settings;

/// <summary>
/// A copy of the last settings that were in force, so that they survive a restart at which the settings file is broken or gone. It is the text itself, so
/// that an administrator can compare it with the broken one, or put it in its place. It has the rights of the settings file, because keys of lists stand in it.
/// </summary>
public sealed class LastGoodSettings
{
    private readonly string _settingsPath;
    private string? _kept;

    /// <summary>The copy of this settings file. Nothing is read or written yet.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="settingsPath"/> is null.</exception>
    public LastGoodSettings(string settingsPath)
    {
        _settingsPath = settingsPath ?? throw new ArgumentNullException(nameof(settingsPath));
        Path = PathFor(settingsPath);
    }

    /// <summary>Where the copy is.</summary>
    public string Path { get; }

    /// <summary>Copies the settings file if it is good and not the same as the copy.</summary>
    /// <exception cref="IOException">The copy cannot be written; the one before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The account may not write there.</exception>
    public void Keep()
    {
        var present = SettingsFile.Read(_settingsPath);
        if (present.Text is not { } text || string.Equals(text, _kept, StringComparison.Ordinal) || present.Load().Settings is null)
            return;
        if (!string.Equals(text, SettingsFile.Read(Path).Text, StringComparison.Ordinal))
            Write(text);
        _kept = text;
    }

    /// <summary>The settings of the copy, which may come from an older version of the program; without settings where there is none, or none that is good.</summary>
    public SettingsLoad Load() => SettingsFile.Load(Path);

    // The service may not write where the package has its settings, and which log folder is configured cannot be read from a broken file: so the place follows from
    // that of the settings alone. Elsewhere it is the usual log folder, in which the installer lets the mail server's accounts write.
    private static string PathFor(string settingsPath)
    {
        var full = System.IO.Path.GetFullPath(settingsPath);
        var folder = System.IO.Path.GetDirectoryName(full) ?? ".";
        folder = string.Equals(folder, "/etc/ipblock", StringComparison.Ordinal) ? "/var/lib/ipblock" : System.IO.Path.Combine(folder, "log");
        return System.IO.Path.Combine(folder, "last-good-" + System.IO.Path.GetFileName(full));
    }

    private void Write(string text)
    {
        using var folder = OwnedFolder.OfFile(Path, create: true, out var name);

        // The two transport services of Exchange may write at the same moment, each its own file.
        folder.Write(name, Written, name + "." + Process.GetCurrentProcess().Id.ToString(CultureInfo.InvariantCulture) + ".tmp");

        void Written(FileStream stream)
        {
            folder.CopyOwnerAndRightsOf(_settingsPath, stream);
            var content = SettingsFile.Encode(text, withMark: false);
            stream.Write(content, 0, content.Length);
            stream.Flush(flushToDisk: true);
        }
    }
}
