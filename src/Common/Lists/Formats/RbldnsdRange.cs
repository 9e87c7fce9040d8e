using System;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>An address as rbldnsd reads it: octets or words at the end may be left out (127.0.0, 10/8, 2001:db8:1/48), and ranges may name the last part alone (10.0.0.5-9).</summary>
internal static class RbldnsdRange
{
    private const string Wrong = "is not an address, network or range in rbldnsd syntax; write 192.0.2.1, 192.0.2, 192.0.2.0/24 or 192.0.2.1-9";

    public static bool TryParse(string text, out AddressRange range, out string? reason)
    {
        reason = null;
        var read = text.IndexOf(':') >= 0 ? TryIPv6(text, out range, out reason) : TryIPv4(text, out range, out reason);
        if (!read)
            reason ??= $"'{text}' {Wrong}";
        return read;
    }

    /// <summary>What $MAXRANGE4 allows: <c>256</c>, or <c>/24</c>, which is the same.</summary>
    public static ulong Size(string text)
    {
        var isPrefix = text[0] == '/';
        return ulong.TryParse(isPrefix ? text.Substring(1) : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? isPrefix ? 1UL << (32 - (int)Math.Min(number, 32)) : number
            : ulong.MaxValue;
    }

    private static bool TryIPv4(string text, out AddressRange range, out string? reason)
    {
        range = default;
        reason = null;
        var dash = text.IndexOf('-');
        if (dash >= 0)
            return TryEnds(text.Substring(0, dash), text.Substring(dash + 1), out range);
        var slash = text.IndexOf('/');
        if (!TryOctets(slash < 0 ? text : text.Substring(0, slash), out var bits, out var octets))
            return false;
        if (slash < 0)
        {
            range = AddressRange.Cidr(Address.FromIPv4(bits), octets * 8);
            return true;
        }

        return TryPrefix(text, slash, Address.FromIPv4(bits), out range, out reason);
    }

    // "if last boundary is only one octet (127.16-31), it is treated as suffix" (rbldnsd(8))
    private static bool TryEnds(string left, string right, out AddressRange range)
    {
        range = default;
        if (!TryOctets(left, out var first, out var leftOctets) || !TryOctets(right, out var last, out var rightOctets))
            return false;
        if (rightOctets == 1 && leftOctets > 1)
        {
            var shift = 8 * (4 - leftOctets);
            last = (first & ~(0xFFu << shift)) | (last >> 24 << shift);
            rightOctets = leftOctets;
        }

        if (rightOctets != leftOctets)
            return false;
        last |= rightOctets == 4 ? 0 : uint.MaxValue >> (8 * rightOctets);
        if (last < first)
            return false;
        range = AddressRange.Between(Address.FromIPv4(first), Address.FromIPv4(last));
        return true;
    }

    private static bool TryOctets(string text, out uint bits, out int octets)
    {
        bits = 0;
        var parts = text.Split('.');
        octets = parts.Length;
        if (octets > 4)
            return false;
        for (var i = 0; i < octets; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
                return false;
            bits |= (uint)octet << (24 - 8 * i);
        }

        return true;
    }

    private static bool TryIPv6(string text, out AddressRange range, out string? reason)
    {
        range = default;
        reason = null;
        var slash = text.IndexOf('/');
        var written = slash < 0 ? text : text.Substring(0, slash);
        var words = written.Split(':').Length;
        var whole = written.IndexOf("::", StringComparison.Ordinal) >= 0 || words == 8;
        if (!Address.TryParse(whole ? written : written + "::", out var address))
            return false;
        if (slash >= 0)
            return TryPrefix(text, slash, address, out range, out reason);
        if (address.IsIPv4 && !whole && words < 6)
            return false;
        range = AddressRange.Cidr(address, whole ? address.Bits : words * 16 - (128 - address.Bits));
        return true;
    }

    private static bool TryPrefix(string text, int slash, Address address, out AddressRange range, out string? reason)
    {
        range = default;
        reason = null;
        var prefix = text.Substring(slash + 1);
        if (!int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return false;
        if (text.IndexOf(':') >= 0)
            length -= 128 - address.Bits;
        if (length < 0 || length > address.Bits)
            return false;
        range = AddressRange.Cidr(address, length);
        if (range.First == address)
            return true;
        reason = $"'{text}' has bits set after the prefix, and rbldnsd skips such lines; write {range}";
        return false;
    }
}
