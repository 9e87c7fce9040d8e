using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Addresses;

/// <summary>Addresses that are somebody's own and that no list on the internet knows: those of <see cref="SpecialNetworks"/> that are <see cref="SpecialNetwork.IsOwn"/>.</summary>
public static class PrivateNetworks
{
    /// <summary>The same as ranges, for who has to look for them elsewhere.</summary>
    public static IReadOnlyList<AddressRange> Ranges { get; } = [.. SpecialNetworks.All.Where(static network => network.IsOwn).Select(static network => network.Range)];

    /// <summary>True for private (RFC 1918, RFC 4193), loopback, link-local and other addresses that only a site or a carrier uses within itself.</summary>
    public static bool Contains(Address address) => Find(address) is not null;

    /// <summary>The network that makes the address private; null for one that is not.</summary>
    public static SpecialNetwork? Find(Address address) => SpecialNetworks.Find(address) is { IsOwn: true } network ? network : null;
}
