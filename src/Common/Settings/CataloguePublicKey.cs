using System;
using System.Diagnostics.CodeAnalysis;

namespace IpBlock.Settings;

/// <summary>
/// The key by which a catalogue's signature is checked: ECDSA on the curve P-256, as PEM or as the base64 in it (SubjectPublicKeyInfo, RFC 5480).
/// </summary>
public sealed class CataloguePublicKey : IEquatable<CataloguePublicKey>
{
    private const string Cure = "write the output of openssl ec -in KEY.pem -pubout or of ipblock catalog key";
    private const string Begin = "-----BEGIN PUBLIC KEY-----";
    private const string End = "-----END PUBLIC KEY-----";
    private const int CoordinateLength = 32;

    // id-ecPublicKey, prime256v1, and a bit string of an uncompressed point. Of P-256 these bytes are always the same.
    private static readonly byte[] Prefix =
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    private readonly byte[] _info;

    private CataloguePublicKey(byte[] info) => _info = info;

    /// <summary>The point's first coordinate, 32 bytes.</summary>
    public byte[] X => Part(Prefix.Length);

    /// <summary>The point's second coordinate, 32 bytes.</summary>
    public byte[] Y => Part(Prefix.Length + CoordinateLength);

    /// <summary>Reads PEM or base64. Whether the point is on the curve is for whoever checks a signature to say.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CataloguePublicKey? key, out string? reason)
    {
        key = null;
        reason = null;
        var trimmed = (text ?? "").Trim();
        if (trimmed.IndexOf("PRIVATE KEY", StringComparison.Ordinal) >= 0)
            reason = "this is a private key, which must not be in the settings; " + Cure;
        else if (Decode(trimmed) is not { } info)
            reason = "this is not a public key in PEM format or base64; " + Cure;
        else if (!IsP256(info))
            reason = "this is not an ECDSA key on the curve P-256 with an uncompressed point; " + Cure;
        else
            key = new CataloguePublicKey(info);
        return key is not null;
    }

    /// <summary>As base64.</summary>
    public override string ToString() => Convert.ToBase64String(_info);

    /// <inheritdoc/>
    public bool Equals(CataloguePublicKey? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CataloguePublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private byte[] Part(int start)
    {
        var part = new byte[CoordinateLength];
        Buffer.BlockCopy(_info, start, part, 0, part.Length);
        return part;
    }

    private static byte[]? Decode(string text)
    {
        if (text.StartsWith(Begin, StringComparison.Ordinal) && text.EndsWith(End, StringComparison.Ordinal) && text.Length > Begin.Length + End.Length)
            text = text.Substring(Begin.Length, text.Length - Begin.Length - End.Length);
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null; // said by the caller, with the cure
        }
    }

    private static bool IsP256(byte[] info)
    {
        if (info.Length != Prefix.Length + CoordinateLength + CoordinateLength)
            return false;
        for (var i = 0; i < Prefix.Length; i++)
        {
            if (info[i] != Prefix[i])
                return false;
        }

        return true;
    }
}
