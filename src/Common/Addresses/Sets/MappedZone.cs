using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>::ffff:0:0/96, which is IPv4: an IPv6 range around it holds none of its addresses, as <see cref="AddressRange.Contains"/> has it.</summary>
internal static class MappedZone
{
    private static readonly Address Below = Address.FromIPv6(0, Address.MappedPrefix - 1);
    private static readonly Address Above = Address.FromIPv6(0, Address.MappedPrefix + 0x1_0000_0000);

    public static IEnumerable<AddressRange> CutOutOf(AddressRange range)
    {
        if (range.First.IsIPv4 || range.First >= Above || range.Last <= Below)
        {
            yield return range;
            yield break;
        }

        yield return AddressRange.Between(range.First, Below);
        if (range.Last >= Above)
            yield return AddressRange.Between(Above, range.Last);
    }
}
