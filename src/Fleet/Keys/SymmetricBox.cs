using System;
using System.Security.Cryptography;
using System.Text;

namespace IpBlock.Fleet.Keys;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) with a random nonce in front: nonce, tag, ciphertext. What is sealed for one purpose does not open for another.
/// </summary>
internal static class SymmetricBox
{
    public const int KeyLength = 32;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string purpose)
    {
        var box = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(Derive(key, purpose), TagLength);
        aes.Encrypt(box.AsSpan(0, NonceLength), plain, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    /// <summary>Null when it was sealed with another key, for another purpose, or has been changed.</summary>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < NonceLength + TagLength)
            return null;
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(Derive(key, purpose), TagLength);
        try
        {
            aes.Decrypt(box[..NonceLength], box[(NonceLength + TagLength)..], box.Slice(NonceLength, TagLength), plain, Encoding.UTF8.GetBytes(purpose));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>A key for one purpose only (RFC 5869).</summary>
    public static byte[] Derive(byte[] key, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, info: Encoding.UTF8.GetBytes("ipblock fleet: " + purpose));
}
