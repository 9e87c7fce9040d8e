using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IpBlock.Manager.Accounts;

/// <summary>A random key of 256 bits, for a session or an invitation. Who reads the database cannot use what is there: it holds only the hash.</summary>
public static class SecretKey
{
    private const int Bytes = 32;
    private const int Characters = 43;

    /// <summary>A new one, in characters that may stand in an address and in a cookie.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of it: 64 hexadecimal digits. No salt and no slow hash, because nobody guesses 256 random bits.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>True for what can be a key at all, so that nothing else is looked up.</summary>
    public static bool IsOne(string? text) => text is { Length: Characters } && Base64Url.IsValid(text);
}
