using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>A pattern of cidr_table(5). What Postfix passes over with a warning is no pattern here either.</summary>
internal static class CidrPattern
{
    public static bool TryParse(string text, out AddressRange range, out string? reason)
    {
        range = default;
        var slash = text.IndexOf('/');
        var address = WithoutBrackets(slash < 0 ? text : text.Substring(0, slash));
        if (!Address.TryParse(address, out var first))
            return Fail($"'{address}' is not an IPv4 or IPv6 address, so Postfix skips the line", out reason);
        if (first.IsIPv4 && address.IndexOf(':') >= 0)
            return Fail("Postfix identifies such a client by its IPv4 address, so the line never matches", out reason);
        var length = text.Substring(slash + 1);
        if (slash >= 0 && length.IndexOf('.') >= 0)
            return Fail("Postfix does not support masks and skips the line; write the number of bits", out reason);
        if (!AddressRange.TryParse(slash < 0 ? address : address + "/" + length, out range, out reason))
            return false;
        return range.First == first
            || Fail("host bits are set, so Postfix skips the line with a warning; the network is " + range, out reason);
    }

    /// <summary>All addresses of the family but these; up to two ranges.</summary>
    public static AddressRange[] AllBut(AddressRange range)
    {
        var all = AddressRange.Cidr(range.First, 0);
        return Subtract(all, [range]);
    }

    /// <summary>What is left of a range when others are taken out.</summary>
    public static AddressRange[] Subtract(AddressRange range, List<AddressRange> others)
    {
        var left = new List<AddressRange>();
        others.Sort(static (a, b) => a.First.CompareTo(b.First));
        var from = range.First;
        foreach (var other in others)
        {
            if (other.First > from)
                left.Add(AddressRange.Between(from, other.First.Previous));
            if (other.Last >= range.Last)
                return [.. left];
            if (other.Last >= from)
                from = other.Last.Next;
        }

        left.Add(AddressRange.Between(from, range.Last));
        return [.. left];
    }

    private static string WithoutBrackets(string text) =>
        text.Length > 1 && text[0] == '[' && text[text.Length - 1] == ']' ? text.Substring(1, text.Length - 2) : text;

    private static bool Fail(string why, out string? reason)
    {
        reason = why;
        return false;
    }
}
