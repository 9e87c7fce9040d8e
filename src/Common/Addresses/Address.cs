using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace IpBlock.Addresses;

/// <summary>
/// A client's address, IPv4 or IPv6, in 16 bytes and without a heap object. An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2)
/// <em>is</em> the IPv4 address: a dual-stack listener hands out <c>::ffff:192.0.2.1</c> for a client that every list knows as 192.0.2.1. So is one under the
/// well-known prefix of NAT64 (RFC 6052 §2.1), but for those of private networks, which RFC 6052 §3.1 forbids there.
/// </summary>
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    // IPv4 is kept in its mapped form, so that folding is no special case: high = 0, low = 0000ffff:aabbccdd.
    internal const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    internal Address(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>An IPv4 address from its 32 bits, first octet highest: 0xC0000201 is 192.0.2.1.</summary>
    public static Address FromIPv4(uint bits) => new(0, MappedPrefix | bits);

    /// <summary>An IPv6 address from its two halves, first byte highest. One that stands for an IPv4 address is IPv4.</summary>
    public static Address FromIPv6(ulong high, ulong low) => new Address(high, low).Folded();

    /// <summary>The same address as the framework's type has it; a scope id (<c>%eth0</c>) is dropped, no list knows one.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
    public static Address From(IPAddress address)
    {
        if (address is null)
            throw new ArgumentNullException(nameof(address));
#if NET
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? FromIPv4(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : FromIPv6(
                System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
                System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes.Slice(8)));
#else
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? FromIPv4((uint)BigEndian(bytes, 0, 4)) : FromIPv6(BigEndian(bytes, 0, 8), BigEndian(bytes, 8, 8));
#endif
    }

    /// <summary>
    /// Reads <c>192.0.2.1</c> or <c>2001:db8::1</c>. IPv4 has exactly four decimal octets without leading zeros: <c>10.1</c> and
    /// <c>010.0.0.1</c> mean different addresses to different programs, so they mean none here. No port, no brackets, no scope.
    /// </summary>
    public static bool TryParse(string? text, out Address address)
    {
        var read = TryParseAsWritten(text, out address);
        address = address.Folded();
        return read;
    }

    /// <summary>
    /// The same for an address that is to be reached and not compared: behind a translator a name server can be reached under 64:ff9b::/96 only, so that an
    /// address under that prefix stays IPv6.
    /// </summary>
    internal static bool TryParseAsWritten(string? text, out Address address)
    {
        address = default;
        if (string.IsNullOrEmpty(text))
            return false;
        if (text!.IndexOf(':') < 0)
        {
            if (!TryParseIPv4(text, 0, text.Length, out var bits))
                return false;
            address = FromIPv4(bits);
            return true;
        }

        if (text.IndexOfAny(NotInAnIPv6Address) >= 0 || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        var bytes = parsed.GetAddressBytes();
        address = new Address(BigEndian(bytes, 0, 8), BigEndian(bytes, 8, 8));
        return true;
    }

    private static readonly char[] NotInAnIPv6Address = ['%', '[', ']', '/', ' '];

    internal ulong High { get; }

    internal ulong Low { get; }

    internal Address Next => new(Low == ulong.MaxValue ? High + 1 : High, Low + 1);

    internal Address Previous => new(Low == 0 ? High - 1 : High, Low - 1);

    /// <summary>True for IPv4, mapped addresses included.</summary>
    public bool IsIPv4 => High == 0 && Low >> 32 == 0xFFFF;

    /// <summary>The 32 bits of an IPv4 address, first octet highest. Meaningless for IPv6.</summary>
    public uint IPv4 => (uint)Low;

    /// <summary>32 or 128.</summary>
    public int Bits => IsIPv4 ? 32 : 128;

    /// <summary>The framework's type for it: IPv4 where it is IPv4.</summary>
    public IPAddress ToIPAddress()
    {
        if (IsIPv4)
        {
            var b = IPv4;
            return new IPAddress([(byte)(b >> 24), (byte)(b >> 16), (byte)(b >> 8), (byte)b]);
        }

        var bytes = new byte[16];
        for (var i = 0; i < 8; i++)
        {
            bytes[i] = (byte)(High >> (56 - 8 * i));
            bytes[8 + i] = (byte)(Low >> (56 - 8 * i));
        }

        return new IPAddress(bytes);
    }

    /// <summary>The usual notation, IPv6 shortened and in lower case (RFC 5952).</summary>
    public override string ToString()
    {
        if (!IsIPv4)
            return ToIPAddress().ToString();
        var b = IPv4;
        return string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}.{3}", b >> 24, (b >> 16) & 255, (b >> 8) & 255, b & 255);
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var mixed = (High * 0x9E3779B97F4A7C15) ^ (Low * 0xC2B2AE3D27D4EB4F);
        return (int)(mixed ^ (mixed >> 32));
    }

    /// <summary>Numeric order; the IPv4 addresses stand together, where ::ffff:0:0/96 stands in IPv6.</summary>
    public int CompareTo(Address other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>True when both are the same address.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Numeric order.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    internal static bool TryParseIPv4(string text, int start, int end, out uint bits)
    {
        bits = 0;
        var position = start;
        for (var octet = 0; octet < 4; octet++)
        {
            if (octet > 0 && (position >= end || text[position++] != '.'))
                return false;
            if (!TryReadOctet(text, ref position, end, out var value))
                return false;
            bits = (bits << 8) | value;
        }

        return position == end;
    }

    private static bool TryReadOctet(string text, ref int position, int end, out uint value)
    {
        value = 0;
        var first = position;
        while (position < end && position - first < 3 && text[position] is >= '0' and <= '9')
            value = value * 10 + (uint)(text[position++] - '0');
        var digits = position - first;
        return digits > 0 && value <= 255 && (digits == 1 || text[first] != '0');
    }

    private Address Folded() => Nat64Prefix.IsWellKnown(High, Low) && !PrivateNetworks.Contains(FromIPv4((uint)Low)) ? FromIPv4((uint)Low) : this;

    private static ulong BigEndian(byte[] bytes, int offset, int count)
    {
        ulong value = 0;
        for (var i = offset; i < offset + count; i++)
            value = (value << 8) | bytes[i];
        return value;
    }
}
