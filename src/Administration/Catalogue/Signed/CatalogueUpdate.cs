using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Files;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Time;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>Puts a newer signed catalogue in force: verified, not expired, and of a higher version than the one there is.</summary>
public sealed class CatalogueUpdate
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string _settingsPath;
    private readonly Clock _clock;
    private readonly string _path;

    /// <param name="settingsPath">The settings file, beside which the catalogue is kept.</param>
    /// <param name="clock">The time.</param>
    public CatalogueUpdate(string settingsPath, Clock clock)
    {
        _settingsPath = settingsPath ?? throw new ArgumentNullException(nameof(settingsPath));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _path = SignedCatalogue.PathFor(settingsPath);
    }

    /// <summary>Says what would change, and changes nothing.</summary>
    /// <param name="content">The signed catalogue.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="key">Whose signature it must have.</param>
    public CatalogueUpdateResult Preview(byte[] content, string source, CataloguePublicKey key) => Judge(content, source, key);

    /// <summary>Puts it in force.</summary>
    /// <param name="content">The signed catalogue.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="key">Whose signature it must have.</param>
    public CatalogueUpdateResult Apply(byte[] content, string source, CataloguePublicKey key)
    {
        try
        {
            using var store = new SettingsStore(_settingsPath);
            using var held = store.Lock(_clock);
            if (held is null)
                return Refuse(_settingsPath, "another program is changing the settings", "try again when it has finished");
            var judged = Judge(content, source, key);
            if (judged.Catalogue is { } catalogue)
            {
                // The catalogue last: an update that was cut short can then be made again.
                WriteZones(catalogue.Zones);
                OwnedFolder.ReplaceFile(_path, content, isAlone: true);
            }

            return judged;
        }
        catch (Exception failure) when (WriteErrors.IsExpected(failure))
        {
            return CatalogueUpdateResult.Refused([WriteErrors.Explain(failure, Path.GetDirectoryName(_path)!).In(_path)]);
        }
    }

    private CatalogueUpdateResult Judge(byte[] content, string source, CataloguePublicKey key)
    {
        var (catalogue, errors) = SignedCatalogueReader.Read(content, source, key);
        if (catalogue is null)
            return CatalogueUpdateResult.Refused(errors);
        if (catalogue.IsExpired(_clock.UtcNow))
        {
            var why = $"version {Number(catalogue)} expired on {PointInTime.Format(catalogue.Expires)}";
            return Refuse(source, why, "get a newer one, or correct the clock of this server");
        }

        var present = SiteCatalogue.Read(_settingsPath, _clock);
        return present.Signed is { } before && before.Version >= catalogue.Version
            ? Refuse(source, $"its version {Number(catalogue)} is not higher than version {Number(before)}, which is active", "get a newer one")
            : CatalogueUpdateResult.Of(catalogue, present);
    }

    private static CatalogueUpdateResult Refuse(string source, string reason, string cure) =>
        CatalogueUpdateResult.Refused([new SettingsError(source, 0, 0, path: null, reason, cure)]);

    private static string Number(SignedCatalogue catalogue) => catalogue.Version.ToString(CultureInfo.InvariantCulture);

    // For the service and the agent, which tell of such zones in force. They check no signature: whoever may write there may change the settings too.
    private void WriteZones(JArray? zones)
    {
        var path = SiteZones.PathFor(_settingsPath);
        if (zones is not null)
        {
            OwnedFolder.ReplaceFile(path, Utf8.GetBytes(new JObject { ["format"] = 1, ["zones"] = zones }.ToString(Formatting.Indented) + "\n"), isAlone: true);
            return;
        }

        using var folder = OwnedFolder.OfFile(path, create: false, out var name);
        folder.Delete(name);
    }
}
