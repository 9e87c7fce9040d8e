using System;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>
/// A signature as openssl writes it (DER, RFC 3279 §2.2.3: a sequence of the two numbers r and s) in the form that every .NET takes: both
/// numbers with 32 bytes, one behind the other. Strict: each signature has one spelling.
/// </summary>
internal static class DerSignature
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;
    private const int NumberLength = 32;
    private const int LongestContent = 127;

    /// <summary>The 64 bytes; null for what is no signature of P-256 in DER.</summary>
    public static byte[]? ToFixed(byte[] der)
    {
        if (der.Length < 2 || der[0] != Sequence || der[1] > LongestContent || der[1] != der.Length - 2)
            return null;
        var signature = new byte[NumberLength + NumberLength];
        var at = 2;
        return TryCopy(der, ref at, signature, NumberLength) && TryCopy(der, ref at, signature, signature.Length) && at == der.Length ? signature : null;
    }

    // Numbers of DER have a sign: one with its highest bit set has a zero byte in front, and no other has.
    private static bool TryCopy(byte[] der, ref int at, byte[] to, int end)
    {
        if (at + 2 > der.Length || der[at] != Integer)
            return false;
        var (start, length) = (at + 2, (int)der[at + 1]);
        at = start + length;
        if (length == 0 || at > der.Length || der[start] > LongestContent)
            return false;
        if (der[start] == 0)
        {
            if (length == 1 || der[start + 1] <= LongestContent)
                return false;
            start++;
            length--;
        }

        if (length > NumberLength)
            return false;
        Buffer.BlockCopy(der, start, to, end - length, length);
        return true;
    }
}
