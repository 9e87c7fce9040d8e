using System;
using System.Collections.Generic;

namespace IpBlock.Addresses;

/// <summary>Addresses that are somebody's own and that no list on the internet knows.</summary>
public static class PrivateNetworks
{
    /// <summary>The same as ranges, for who has to look for them elsewhere.</summary>
    public static IReadOnlyList<AddressRange> Ranges { get; } =
    [
        Range("10.0.0.0/8"), Range("172.16.0.0/12"), Range("192.168.0.0/16"), Range("127.0.0.0/8"), Range("169.254.0.0/16"), Range("fc00::/7"), Range("fe80::/10"), Range("::1"),
    ];

    /// <summary>True for private (RFC 1918, RFC 4193), loopback and link-local addresses.</summary>
    public static bool Contains(Address address)
    {
        if (!address.IsIPv4)
            return address.High >> 57 == 0xFC >> 1 || address.High >> 54 == 0xFE80 >> 6 || (address.High == 0 && address.Low == 1);
        var bits = address.IPv4;
        return bits >> 24 is 10 or 127 || bits >> 20 == 0xAC1 || bits >> 16 is 0xC0A8 or 0xA9FE;
    }

    private static AddressRange Range(string text) => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text);
}
