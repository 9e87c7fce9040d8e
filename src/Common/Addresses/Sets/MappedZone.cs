using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>::ffff:0:0/96, which is IPv4: an IPv6 range around it holds none of its addresses, as <see cref="AddressRange.Contains"/> has it.</summary>
internal static class MappedZone
{
    private static readonly Address Below = Address.FromIPv6(0, Address.MappedPrefix - 1);
    private static readonly Address Above = Address.FromIPv6(0, Address.MappedPrefix + 0x1_0000_0000);

    /// <summary>The one or two parts of an IPv6 range, or none, that are not IPv4; its ends may be mapped addresses.</summary>
    public static IEnumerable<AddressRange> CutOutOf(Address first, Address last)
    {
        if (first <= Below)
            yield return AddressRange.Between(first, last > Below ? Below : last);
        if (last >= Above)
            yield return AddressRange.Between(first < Above ? Above : first, last);
    }
}
