using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>
/// Reads the signed catalogue that an update has put beside the settings file. Its signature is checked each time: a file that was changed there
/// counts for nothing.
/// </summary>
internal static class SignedInForce
{
    /// <summary>The catalogue; null when there is none, or with the reason why it counts for nothing.</summary>
    public static (SignedCatalogue? Catalogue, IReadOnlyList<SettingsError> Errors) Read(string settingsPath)
    {
        var path = SignedCatalogue.PathFor(settingsPath);
        try
        {
            if (!File.Exists(path))
                return (null, []);
            var load = SettingsFile.Load(settingsPath);
            if (load.Settings is null)
                return Nothing(path, "the settings, which contain the key for its signature, cannot be used", "correct the settings");
            return load.Settings.Catalogue.PublicKey is { } key
                ? SignedCatalogueReader.Read(SignedCatalogue.ReadFile(path), path, key)
                : Nothing(path, "catalogue.publicKey is not set, so its signature cannot be verified", "set it, or remove the file");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Nothing(path, "it cannot be read: " + failure.Message, "grant this account read access, or remove it");
        }
    }

    private static (SignedCatalogue? Catalogue, IReadOnlyList<SettingsError> Errors) Nothing(string path, string why, string cure) =>
        (null, [new SettingsError(path, 0, 0, path: null, why, cure)]);
}
