namespace IpBlock.Addresses;

/// <summary>Ranges so wide that whoever writes one as a rarity has most likely made a slip: they hold half of the internet or more.</summary>
internal static class WideRanges
{
    private const uint HalfOfIPv4 = 1U << 31;

    // All addresses of the internet's IPv6 lie in 2000::/3, and nearly all of those in its lower half.
    private static readonly AddressRange[] HalvesOfIPv6 =
    [
        AddressRange.Cidr(Address.FromIPv6(0x2000_0000_0000_0000, 0), 4),
        AddressRange.Cidr(Address.FromIPv6(0x3000_0000_0000_0000, 0), 4),
    ];

    /// <summary>The same rule for IPv4 alone, without words: for lists with millions of lines.</summary>
    public static bool IsTooWide(uint first, uint last) => last - first >= HalfOfIPv4 - 1;

    /// <summary>Why the range is too wide for a list entry or an exception; null when it is not.</summary>
    public static string? WhyTooWide(AddressRange range)
    {
        if (range.First.IsIPv4)
            return IsTooWide(range.First.IPv4, range.Last.IPv4) ? $"{range} covers half of all IPv4 addresses or more" : null;
        foreach (var half in HalvesOfIPv6)
        {
            if (range.Contains(half.First) && range.Contains(half.Last))
                return $"{range} covers half of all public IPv6 addresses or more";
        }

        return null;
    }
}
