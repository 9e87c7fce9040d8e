using System;

namespace IpBlock.Service.Milter;

/// <summary>The sender as MAIL names it, or a recipient as RCPT does.</summary>
internal static class EnvelopePath
{
    // RFC 5321 §4.5.3.1: 64 octets before the @ and 255 after it, with room for what breaks the rule.
    private const int MaxAddress = 512;

    /// <summary>The address without angle brackets and source route. False when the packet is malformed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out string address)
    {
        address = "";
        var words = new Words(data);
        // What follows are ESMTP parameters, such as NOTIFY=NEVER.
        if (!words.TryTake(out var path))
            return false;
        address = Words.Text(WithoutRoute(path.Trim((byte)' ').TrimStart((byte)'<').TrimEnd((byte)'>')), MaxAddress);
        return true;
    }

    // RFC 5321 appendix C: "<@relay.example:user@site.example>" is for user@site.example.
    private static ReadOnlySpan<byte> WithoutRoute(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty || path[0] != '@')
            return path;
        // Behind the address literals of the route, in which there may be colons.
        var from = path.LastIndexOf("]:"u8) is >= 0 and var literal ? literal + 1 : path.IndexOf((byte)':');
        return from > 0 ? path[(from + 1)..] : path;
    }
}
