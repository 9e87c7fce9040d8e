using System;

namespace IpBlock.Dns;

/// <summary>
/// What to look up: a name in wire form (RFC 1035 §3.1: labels with their lengths, ended by a zero byte) in lower case, and a type. It only
/// borrows the caller's buffer, so that asking for what is cached allocates nothing; who keeps a question makes a copy.
/// It has no ToString with the name in it: a name may hold a customer's key.
/// </summary>
public readonly struct DnsQuestion
{
    /// <summary>Longest name in wire form, the final zero included (RFC 1035 §2.3.4).</summary>
    public const int MaxNameLength = 255;

    /// <summary>A question about the name in the first <paramref name="length"/> bytes of <paramref name="name"/>.</summary>
    /// <param name="name">Lower case: names are compared byte by byte.</param>
    /// <param name="length">1 to 255, final zero included.</param>
    /// <param name="type">The record type.</param>
    /// <param name="window">Bounds what may be under way about the zone; null for a name whose zone nobody watches.</param>
    /// <exception cref="ArgumentOutOfRangeException">No name is that long, or the buffer is shorter.</exception>
    public DnsQuestion(byte[] name, int length, DnsType type, ZoneWindow? window = null)
    {
        if (length < 1 || length > MaxNameLength || length > name.Length)
            throw new ArgumentOutOfRangeException(nameof(length));
        Name = name;
        Length = length;
        Type = type;
        Window = window;
        Key = NameKey.Of(name, length, type);
    }

    /// <summary>The buffer that holds the name.</summary>
    public byte[] Name { get; }

    /// <summary>How many bytes of it are the name.</summary>
    public int Length { get; }

    /// <summary>The record type asked for.</summary>
    public DnsType Type { get; }

    /// <summary>Bounds what may be under way about the zone. No part of what is asked: questions that differ in it alone are the same.</summary>
    public ZoneWindow? Window { get; }

    internal NameKey Key { get; }

    internal int Hash => Key.Hash;

    /// <summary>The same question with a buffer of its own.</summary>
    public DnsQuestion Copy()
    {
        var name = new byte[Length];
        Buffer.BlockCopy(Name, 0, name, 0, Length);
        return new DnsQuestion(name, Length, Type, Window, Key);
    }

    internal bool Is(DnsQuestion other) =>
        Key.Equals(other.Key) && Type == other.Type && Length == other.Length && SameBytes(Name, other.Name, Length);

    private DnsQuestion(byte[] name, int length, DnsType type, ZoneWindow? window, NameKey key)
    {
        Name = name;
        Length = length;
        Type = type;
        Window = window;
        Key = key;
    }

    private static bool SameBytes(byte[] left, byte[] right, int length)
    {
#if NET
        return left.AsSpan(0, length).SequenceEqual(right.AsSpan(0, length));
#else
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
                return false;
        }

        return true;
#endif
    }
}
