using System;
using System.Text;
using IpBlock.Settings;

namespace IpBlock.Sessions;

/// <summary>
/// A mail as a number: its sender and one recipient, each in the one form that all its spellings have. Hashed with a secret (SipHash-2-4 by Aumasson and
/// Bernstein, as its authors describe it), so that no stranger can make two mails that have the same number, and no address stands in
/// the file.
/// </summary>
internal sealed class MailKey
{
    private readonly ulong _k0;
    private readonly ulong _k1;

    /// <param name="secret">16 bytes.</param>
    public MailKey(byte[] secret)
    {
        Secret = secret;
        _k0 = BitConverter.ToUInt64(secret, 0);
        _k1 = BitConverter.ToUInt64(secret, 8);
    }

    public byte[] Secret { get; }

    /// <summary>The number of a mail. A null sender, that of bounces, is a sender like any other.</summary>
    public ulong Of(string sender, string recipient) =>
        Hash(Encoding.UTF8.GetBytes(RecipientAddress.Of(sender) + "\n" + RecipientAddress.Of(recipient)));

    internal ulong Hash(byte[] data)
    {
        var (v0, v1, v2, v3) = (_k0 ^ 0x736f6d6570736575, _k1 ^ 0x646f72616e646f6d, _k0 ^ 0x6c7967656e657261, _k1 ^ 0x7465646279746573);
        var whole = data.Length & ~7;
        for (var i = 0; i < whole; i += 8)
            Take(BitConverter.ToUInt64(data, i));
        var last = (ulong)data.Length << 56;
        for (var i = whole; i < data.Length; i++)
            last |= (ulong)data[i] << (8 * (i - whole));
        Take(last);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++)
            Round();
        return v0 ^ v1 ^ v2 ^ v3;

        void Take(ulong word)
        {
            v3 ^= word;
            Round();
            Round();
            v0 ^= word;
        }

        void Round()
        {
            v0 += v1;
            v1 = Rotate(v1, 13) ^ v0;
            v0 = Rotate(v0, 32);
            v2 += v3;
            v3 = Rotate(v3, 16) ^ v2;
            v0 += v3;
            v3 = Rotate(v3, 21) ^ v0;
            v2 += v1;
            v1 = Rotate(v1, 17) ^ v2;
            v2 = Rotate(v2, 32);
        }
    }

    private static ulong Rotate(ulong value, int bits) => value << bits | value >> (64 - bits);
}
