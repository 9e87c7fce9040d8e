using System;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet.Versions;

namespace IpBlock.Fleet.Keys;

/// <summary>
/// Settings as they lie in the database: each key of a list encrypted with the key of the fleet, and the whole sealed with it, so that whoever owns the
/// database can neither read a key nor change
/// a setting without the servers noticing.
/// </summary>
internal static class SealedSettings
{
    private const string Mark = "fleet-key:";
    private const string ListKey = "key of a list";

    /// <summary>The text with its keys encrypted.</summary>
    public static string Encrypt(string text, FleetKeys keys)
    {
        var (number, key) = (keys.Newest, keys.Find(keys.Newest)!);
        return KeysInSettings.Hide(text, (value, _) =>
            Mark + number.ToString(CultureInfo.InvariantCulture) + ":" + Base64Url.EncodeToString(SymmetricBox.Seal(key, Encoding.UTF8.GetBytes(value), ListKey)));
    }

    /// <summary>The seal of a version.</summary>
    public static byte[] Seal(StoredVersion version, FleetKeys keys) =>
        HMACSHA256.HashData(SymmetricBox.Derive(keys.Find(version.KeyNumber) ?? throw Missing(version), "seal of a version"), Sealed(version));

    /// <summary>The text of a version as a settings file has it.</summary>
    /// <exception cref="FleetException">The version was not made by a member of the fleet, or its key is not known here.</exception>
    public static string Open(StoredVersion version, FleetKeys keys)
    {
        if (keys.Find(version.KeyNumber) is null)
            throw Missing(version);
        if (!CryptographicOperations.FixedTimeEquals(Seal(version, keys), version.Seal))
        {
            throw new FleetException(
                $"the signature of version {VersionStore.Text(version.Number)} is invalid: it was changed in the database without a key of the fleet. "
                + "It was not applied; find out who changed the database");
        }

        return KeysInSettings.Reveal(version.Content, (value, _) => value.StartsWith(Mark, StringComparison.Ordinal) ? Decrypt(value, keys) : null);
    }

    private static string Decrypt(string value, FleetKeys keys)
    {
        var parts = value.Split(':');
        var number = parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        return keys.Find(number) is { } key && Base64Url.IsValid(parts[2]) && SymmetricBox.Open(key, Base64Url.DecodeFromChars(parts[2]), ListKey) is { } plain
            ? Encoding.UTF8.GetString(plain)
            : throw new FleetException("a key of a list in the fleet's settings cannot be decrypted");
    }

    private static FleetException Missing(StoredVersion version) =>
        new(string.Create(CultureInfo.InvariantCulture, $"version {version.Number} is signed with key {version.KeyNumber} of the fleet, which this member does not have"));

    private static byte[] Sealed(StoredVersion version)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(version.Number);
        writer.Write(version.Id.ToByteArray());
        writer.Write(version.Group ?? "");
        writer.Write(version.Own.Count);
        foreach (var part in version.Own)
            writer.Write(part);
        writer.Write(version.Content);
        if (version.GroupBox is not null)
            writer.Write(version.GroupBox);
        writer.Flush();
        return bytes.ToArray();
    }
}
