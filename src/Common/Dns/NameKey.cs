using System;
using System.Security.Cryptography;

namespace IpBlock.Dns;

/// <summary>
/// 128 bits that stand for a question where its name would take too much memory. The keys are random and of this process alone, so that nobody can choose names that have the same bits: for any two
/// questions that were chosen without knowledge of the keys the chance is below 2^-64 (NH of Black, Halevi, Krawczyk, Krovetz and Rogaway, UMAC, 1999: a sum of products of neighbouring words, each
/// plus a random one).
/// </summary>
internal readonly struct NameKey : IEquatable<NameKey>
{
    // One word for type and length, 32 for the longest name, and one to make them even.
    private const int Words = 34;

    private static readonly ulong[] Keys = MakeKeys();

    private NameKey(ulong high, ulong low) => (High, Low) = (high, low);

    public ulong High { get; }

    public ulong Low { get; }

    /// <summary>32 bits, each of which depends on all of the question.</summary>
    public int Hash => (int)(Low >> 32);

    /// <summary>The key of a question. The name ends with its only empty label, so that zeros behind it change nothing.</summary>
    public static NameKey Of(byte[] name, int length, DnsType type)
    {
        var keys = Keys;
        ulong high = 0;
        ulong low = 0;
        var word = (ulong)(uint)length << 32 | (uint)type;
        var place = 0;
        var offset = 0;
        while (true)
        {
            // The first of the pair is there.
            Add(ref high, ref low, word + keys[place], Next(name, length, ref offset) + keys[place + 1]);
            if (offset >= length)
                return new NameKey(high, Mix(low) ^ high);
            place += 2;
            word = Next(name, length, ref offset);
        }
    }

    public bool Equals(NameKey other) => Low == other.Low && High == other.High;

    public override bool Equals(object? obj) => obj is NameKey other && Equals(other);

    public override int GetHashCode() => Hash;

    private static ulong Next(byte[] name, int length, ref int offset)
    {
        ulong word = 0;
        if (offset + 8 <= length)
        {
            word = BitConverter.ToUInt64(name, offset);
        }
        else
        {
            for (var i = offset; i < length; i++)
                word = word << 8 | name[i];
        }

        offset += 8;
        return word;
    }

    private static void Add(ref ulong high, ref ulong low, ulong left, ulong right)
    {
        var top = Multiply(left, right, out var bottom);
        low += bottom;
        high += top + (low < bottom ? 1UL : 0);
    }

    private static ulong Multiply(ulong left, ulong right, out ulong low)
    {
#if NET
        return Math.BigMul(left, right, out low);
#else
        var (leftHigh, leftLow) = (left >> 32, (ulong)(uint)left);
        var (rightHigh, rightLow) = (right >> 32, (ulong)(uint)right);
        var lowest = leftLow * rightLow;
        var middle = leftHigh * rightLow + (lowest >> 32);
        var other = leftLow * rightHigh + (uint)middle;
        low = other << 32 | (uint)lowest;
        return leftHigh * rightHigh + (middle >> 32) + (other >> 32);
#endif
    }

    // The lowest bit of a product of two random numbers is mostly 0. A permutation, so that nothing is lost (the finalizer of MurmurHash3).
    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD;
        value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53;
        return value ^ value >> 33;
    }

    private static ulong[] MakeKeys()
    {
        var bytes = new byte[Words * sizeof(ulong)];
        using (var generator = RandomNumberGenerator.Create())
            generator.GetBytes(bytes);
        var keys = new ulong[Words];
        Buffer.BlockCopy(bytes, 0, keys, 0, bytes.Length);
        return keys;
    }
}
