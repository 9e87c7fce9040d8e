using System;
using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Addresses;

/// <summary>A run of addresses of one family, both ends included: what one line of a local list or of an exception names.</summary>
public readonly struct AddressRange : IEquatable<AddressRange>
{
    private AddressRange(Address first, Address last)
    {
        First = first;
        Last = last;
    }

    /// <summary>The lowest address in it.</summary>
    public Address First { get; }

    /// <summary>The highest address in it.</summary>
    public Address Last { get; }

    /// <summary>Just this address.</summary>
    public static AddressRange Of(Address address) => new(address, address);

    /// <summary>From one address to another, in either order of size.</summary>
    /// <exception cref="ArgumentException">The two are of different families.</exception>
    public static AddressRange Between(Address first, Address last)
    {
        if (first.IsIPv4 != last.IsIPv4)
            throw new ArgumentException("Both ends of a range are of one address family.", nameof(last));
        return first <= last ? new AddressRange(first, last) : new AddressRange(last, first);
    }

    /// <summary>All addresses that share the first <paramref name="prefixLength"/> bits; host bits of <paramref name="address"/> are ignored, as Exchange ignores them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not 0 to 32, or 0 to 128 for IPv6.</exception>
    public static AddressRange Cidr(Address address, int prefixLength)
    {
        if (prefixLength < 0 || prefixLength > address.Bits)
            throw new ArgumentOutOfRangeException(nameof(prefixLength));
        return Sharing(address, prefixLength + (128 - address.Bits));
    }

    /// <summary>
    /// Reads an address, <c>192.0.2.0/24</c>, <c>192.0.2.0/255.255.255.0</c>, <c>192.0.2.0(255.255.255.0)</c> or
    /// <c>192.0.2.10-192.0.2.20</c>, and the same for IPv6. Blanks around the parts are allowed. A network in mapped or NAT64 form, such as
    /// <c>::ffff:192.0.2.0/120</c>, is the IPv4 network.
    /// </summary>
    public static bool TryParse(string? text, out AddressRange range) => TryParse(text, out range, out _);

    /// <summary>The same, with the reason in words when the text is no range.</summary>
    public static bool TryParse(string? text, out AddressRange range, out string? reason)
    {
        range = default;
        var trimmed = (text ?? "").Trim();
        var separator = trimmed.IndexOfAny(Separators);
        if (separator < 0)
        {
            if (!ReadAddress(trimmed, out var single, out reason))
                return false;
            range = Of(single);
            return true;
        }

        if (!ReadAddress(trimmed.Substring(0, separator).Trim(), out var left, out reason))
            return false;
        var right = trimmed.Substring(separator + 1).Trim();
        if (trimmed[separator] == '-')
            return ReadEnd(left, right, out range, out reason);
        if (trimmed[separator] == '(')
        {
            if (!right.EndsWith(")", StringComparison.Ordinal))
                return Fail("a closing bracket is missing", out reason);
            right = right.Substring(0, right.Length - 1).Trim();
        }

        return trimmed.IndexOf(':') >= 0 ? ReadPrefix(trimmed.Substring(0, separator).Trim(), right, out range, out reason) : ReadMask(left, right, out range, out reason);
    }

    /// <summary>True when the address lies in the range. An IPv4 address never lies in an IPv6 range, nor the other way round.</summary>
    public bool Contains(Address address) => address >= First && address <= Last && address.IsIPv4 == First.IsIPv4;

    /// <summary>The fewest networks that hold exactly these addresses, in order.</summary>
    internal IEnumerable<AddressRange> Networks()
    {
        var from = First;
        while (true)
        {
            var network = WidestFrom(from);
            yield return network;
            if (network.Last == Last)
                yield break;
            from = network.Last.Next;
        }
    }

    /// <summary>The shortest notation: one address, a CIDR where it is one, else both ends with a hyphen.</summary>
    public override string ToString()
    {
        if (First == Last)
            return First.ToString();
        for (var length = First.Bits - 1; length >= 0; length--)
        {
            if (Cidr(First, length).Equals(this))
                return First.ToString() + "/" + length.ToString(CultureInfo.InvariantCulture);
        }

        return First + "-" + Last;
    }

    /// <inheritdoc/>
    public bool Equals(AddressRange other) => First == other.First && Last == other.Last;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AddressRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => First.GetHashCode() * 31 + Last.GetHashCode();

    /// <summary>True when both hold the same addresses.</summary>
    public static bool operator ==(AddressRange left, AddressRange right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(AddressRange left, AddressRange right) => !left.Equals(right);

    private static readonly char[] Separators = ['-', '/', '('];

    // The prefix counts in 128 bits for both families, so that a network may begin at a mapped address that an IPv6 range runs over.
    private AddressRange WidestFrom(Address from)
    {
        var network = Of(from);
        for (var ones = 127; ones >= 128 - First.Bits; ones--)
        {
            var wider = Sharing(from, ones);
            if (wider.First != from || wider.Last > Last)
                break;
            network = wider;
        }

        return network;
    }

    private static AddressRange Sharing(Address address, int ones)
    {
        var highMask = Ones(ones);
        var lowMask = Ones(ones - 64);
        return new AddressRange(
            new Address(address.High & highMask, address.Low & lowMask),
            new Address(address.High | ~highMask, address.Low | ~lowMask));
    }

    private static ulong Ones(int count) => count <= 0 ? 0 : count >= 64 ? ulong.MaxValue : ulong.MaxValue << (64 - count);

    private static bool ReadAddress(string text, out Address address, out string? reason)
    {
        reason = null;
        return Address.TryParse(text, out address) || Fail($"'{text}' is not an IPv4 or IPv6 address", out reason);
    }

    private static bool ReadEnd(Address first, string text, out AddressRange range, out string? reason)
    {
        range = default;
        if (!ReadAddress(text, out var last, out reason))
            return false;
        if (first.IsIPv4 != last.IsIPv4)
            return Fail("one end is IPv4 and the other IPv6", out reason);
        if (last < first)
            return Fail("the first address is higher than the last", out reason);
        range = new AddressRange(first, last);
        return true;
    }

    // In IPv6 notation a prefix length counts in 128 bits, whatever the address stands for: ::ffff:192.0.2.0/24 would be all addresses that begin with 24 zeros.
    private static bool ReadPrefix(string written, string text, out AddressRange range, out string? reason)
    {
        range = default;
        reason = null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return Fail($"'{text}' is neither a prefix length nor a mask", out reason);
        if (length > 128)
            return Fail($"a prefix length must be 0 to 128, not {text}", out reason);
        if (!Address.TryParseAsWritten(written, out var address))
            return Fail($"'{written}' is not an IPv4 or IPv6 address", out reason);
        var embedded = Address.FromIPv4(address.IPv4);
        if (!address.IsIPv4 && !Nat64Prefix.IsWellKnown(address.High, address.Low))
            range = Cidr(address, length);
        else if (length >= 96)
            range = Cidr(embedded, length - 96);
        else
            return Fail($"'{written}' means {embedded}, and in IPv6 notation the prefix length is 96 bits longer; write {embedded}/{Math.Min(length, 32).ToString(CultureInfo.InvariantCulture)}", out reason);
        return true;
    }

    private static bool ReadMask(Address address, string text, out AddressRange range, out string? reason)
    {
        range = default;
        reason = null;
        var number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        if (!number && !(address.IsIPv4 && Address.TryParseIPv4(text, 0, text.Length, out var mask) && TryCountOnes(mask, out length)))
            return Fail($"'{text}' is neither a prefix length nor a mask", out reason);
        if (length > address.Bits)
            return Fail($"a prefix length must be 0 to {address.Bits.ToString(CultureInfo.InvariantCulture)}, not {text}", out reason);
        range = Cidr(address, length);
        return true;
    }

    private static bool TryCountOnes(uint mask, out int ones)
    {
        for (ones = 0; ones < 32 && (mask & (0x8000_0000u >> ones)) != 0; ones++)
        {
        }

        return ones == 32 || mask << ones == 0;
    }

    private static bool Fail(string why, out string? reason)
    {
        reason = why;
        return false;
    }
}
