using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IpBlock.Fleet.Keys;

/// <summary>
/// A member's key pair (ECDH on P-256): what is sealed for it only it can open. Each box has a key pair of its own, whose public half stands in front.
/// </summary>
internal static class MemberKey
{
    private static readonly ECCurve Curve = ECCurve.NamedCurves.nistP256;

    /// <summary>A new pair: the private half (PKCS #8) and the public one (SubjectPublicKeyInfo).</summary>
    public static (byte[] PrivateKey, byte[] PublicKey) Create()
    {
        using var pair = ECDiffieHellman.Create(Curve);
        return (pair.ExportPkcs8PrivateKey(), pair.ExportSubjectPublicKeyInfo());
    }

    /// <param name="publicKey">Whom it is for.</param>
    /// <param name="plain">What it is.</param>
    /// <param name="purpose">What it is for; the same when it is opened.</param>
    /// <exception cref="CryptographicException">The public key is none.</exception>
    public static byte[] SealFor(byte[] publicKey, ReadOnlySpan<byte> plain, string purpose)
    {
        using var once = ECDiffieHellman.Create(Curve);
        using var peer = ECDiffieHellman.Create();
        peer.ImportSubjectPublicKeyInfo(publicKey, out _);
        var front = once.ExportSubjectPublicKeyInfo();
        var box = SymmetricBox.Seal(SharedKey(once, peer, front, publicKey), plain, purpose);
        var result = new byte[2 + front.Length + box.Length];
        BinaryPrimitives.WriteUInt16BigEndian(result, (ushort)front.Length);
        front.CopyTo(result, 2);
        box.CopyTo(result, 2 + front.Length);
        return result;
    }

    /// <summary>Null when it was sealed for another, for another purpose, or has been changed.</summary>
    public static byte[]? Open(byte[] privateKey, ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(box) is var length && box.Length < 2 + length)
            return null;
        try
        {
            using var pair = ECDiffieHellman.Create();
            pair.ImportPkcs8PrivateKey(privateKey, out _);
            using var once = ECDiffieHellman.Create();
            var front = box.Slice(2, length).ToArray();
            once.ImportSubjectPublicKeyInfo(front, out _);
            return SymmetricBox.Open(SharedKey(pair, once, front, pair.ExportSubjectPublicKeyInfo()), box[(2 + length)..], purpose);
        }
        catch (Exception damaged) when (damaged is CryptographicException or PlatformNotSupportedException or ArgumentException)
        {
            return null; // no key, or one on another curve
        }
    }

    // Both public keys go in, so that a box cannot be turned into one for somebody else.
    private static byte[] SharedKey(ECDiffieHellman own, ECDiffieHellman other, byte[] front, byte[] peer)
    {
        using var publicKey = other.PublicKey;
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(publicKey), SymmetricBox.KeyLength, salt: [.. front, .. peer]);
    }
}
