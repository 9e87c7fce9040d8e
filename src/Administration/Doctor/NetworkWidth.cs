using IpBlock.Addresses;

namespace IpBlock.Administration.Doctor;

/// <summary>Tells a network that somebody may mean from a large part of the internet.</summary>
internal static class NetworkWidth
{
    private const int WidestIPv4 = 8;
    private const int WidestIPv6 = 16;

    /// <summary>True for a range wider than an IPv4 /8 or an IPv6 /16: no operator's networks are.</summary>
    public static bool IsWide(AddressRange range) => range.First.IsIPv4
        ? (long)range.Last.IPv4 - range.First.IPv4 >= 1L << (32 - WidestIPv4)
        : range.Last.High - range.First.High >= 1UL << (64 - WidestIPv6);
}
