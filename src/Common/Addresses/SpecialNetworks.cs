using System.Collections.Generic;

namespace IpBlock.Addresses;

/// <summary>
/// The IANA registries of special-purpose addresses (RFC 6890 §2.2, as amended by RFC 8190), with the site-local addresses that RFC 3879 took out of use. Where one
/// network lies in another, the narrower stands first.
/// </summary>
internal static class SpecialNetworks
{
    private static readonly bool[] SpecialOctets = new bool[256];

    private static readonly SpecialNetwork[] IPv4 =
    [
        new("0.0.0.0/8", "this network", "RFC 791 §3.2", isOwn: true),
        new("10.0.0.0/8", "private use", "RFC 1918 §3", isOwn: true),
        new("100.64.0.0/10", "shared address space of carriers", "RFC 6598 §7", isOwn: true),
        new("127.0.0.0/8", "loopback", "RFC 1122 §3.2.1.3", isOwn: true),
        new("169.254.0.0/16", "link-local", "RFC 3927 §2.1", isOwn: true),
        new("172.16.0.0/12", "private use", "RFC 1918 §3", isOwn: true),
        new("192.0.0.9/32", "Port Control Protocol anycast", "RFC 7723 §6", isOwn: false),
        new("192.0.0.10/32", "TURN anycast", "RFC 8155 §8", isOwn: false),
        new("192.0.0.0/24", "IETF protocol assignments", "RFC 6890 §2.1", isOwn: true),
        new("192.0.2.0/24", "documentation", "RFC 5737 §3", isOwn: false),
        new("192.31.196.0/24", "AS112", "RFC 7535 §8.1", isOwn: false),
        new("192.52.193.0/24", "AMT", "RFC 7450 §7", isOwn: false),
        new("192.88.99.0/24", "6to4 relays, obsolete", "RFC 7526 §4", isOwn: false),
        new("192.168.0.0/16", "private use", "RFC 1918 §3", isOwn: true),
        new("192.175.48.0/24", "AS112", "RFC 7534 §3.6", isOwn: false),
        new("198.18.0.0/15", "benchmarks", "RFC 2544 appendix C.2.2", isOwn: true),
        new("198.51.100.0/24", "documentation", "RFC 5737 §3", isOwn: false),
        new("203.0.113.0/24", "documentation", "RFC 5737 §3", isOwn: false),
        new("240.0.0.0/4", "reserved, and 255.255.255.255", "RFC 1112 §4, RFC 919 §7", isOwn: false),
    ];

    private static readonly SpecialNetwork[] IPv6 =
    [
        new("::", "unspecified", "RFC 4291 §2.5.2", isOwn: true),
        new("::1", "loopback", "RFC 4291 §2.5.3", isOwn: true),
        new("64:ff9b:1::/48", "local use of IPv4/IPv6 translation", "RFC 8215 §7", isOwn: false),
        new("100::/64", "discard only", "RFC 6666 §4", isOwn: true),
        new("100:0:0:1::/64", "dummy prefix", "RFC 9780 §5", isOwn: true),
        new("2001::/32", "Teredo", "RFC 4380 §2.6", isOwn: false),
        new("2001:1::1/128", "Port Control Protocol anycast", "RFC 7723 §6", isOwn: false),
        new("2001:1::2/128", "TURN anycast", "RFC 8155 §8", isOwn: false),
        new("2001:1::3/128", "DNS-SD service registration anycast", "RFC 9665 §10", isOwn: false),
        new("2001:2::/48", "benchmarks", "RFC 5180 §8", isOwn: true),
        new("2001:3::/32", "AMT", "RFC 7450 §7", isOwn: false),
        new("2001:4:112::/48", "AS112", "RFC 7535 §8.1", isOwn: false),
        new("2001:10::/28", "ORCHID, obsolete", "RFC 4843 §6", isOwn: false),
        new("2001:20::/28", "ORCHIDv2", "RFC 7343 §6", isOwn: false),
        new("2001:30::/28", "drone remote identification", "RFC 9374 §8", isOwn: false),
        new("2001:db8::/32", "documentation", "RFC 3849 §4", isOwn: false),
        new("2002::/16", "6to4", "RFC 3056 §2", isOwn: false),
        new("2620:4f:8000::/48", "AS112", "RFC 7534 §3.6", isOwn: false),
        new("3fff::/20", "documentation", "RFC 9637 §5", isOwn: false),
        new("5f00::/16", "segment routing identifiers", "RFC 9602 §6", isOwn: true),
        new("fc00::/7", "unique local", "RFC 4193 §8", isOwn: true),
        new("fe80::/10", "link-local", "RFC 4291 §2.5.6", isOwn: true),
        new("fec0::/10", "site-local, obsolete", "RFC 3879 §4", isOwn: true),
    ];

    static SpecialNetworks()
    {
        foreach (var network in IPv4)
        {
            for (var octet = network.Range.First.IPv4 >> 24; octet <= network.Range.Last.IPv4 >> 24; octet++)
                SpecialOctets[octet] = true;
        }
    }

    /// <summary>All of them: IPv4, then IPv6. The mapped addresses (::ffff:0:0/96) and the well-known prefix of NAT64 (64:ff9b::/96) are missing: they are IPv4 here.</summary>
    public static IReadOnlyList<SpecialNetwork> All { get; } = [.. IPv4, .. IPv6];

    /// <summary>The narrowest network that holds the address, or null.</summary>
    public static SpecialNetwork? Find(Address address)
    {
        if (address.IsIPv4)
            return SpecialOctets[address.IPv4 >> 24] ? Find(IPv4, address) : null;

        // Nearly every client of IPv6 has an address from 2400::/6 or above in 2000::/3.
        return address.High >> 58 is 9 or 10 or 11 && address.High >> 48 != 0x2620 ? null : Find(IPv6, address);
    }

    private static SpecialNetwork? Find(SpecialNetwork[] networks, Address address)
    {
        foreach (var network in networks)
        {
            if (network.Range.Contains(address))
                return network;
        }

        return null;
    }
}
