namespace IpBlock.Addresses;

/// <summary>Addresses that are somebody's own and that no list on the internet knows.</summary>
public static class PrivateNetworks
{
    /// <summary>True for private (RFC 1918, RFC 4193), loopback and link-local addresses.</summary>
    public static bool Contains(Address address)
    {
        if (!address.IsIPv4)
            return address.High >> 57 == 0xFC >> 1 || address.High >> 54 == 0xFE80 >> 6 || (address.High == 0 && address.Low == 1);
        var bits = address.IPv4;
        return bits >> 24 is 10 or 127 || bits >> 20 == 0xAC1 || bits >> 16 is 0xC0A8 or 0xA9FE;
    }
}
