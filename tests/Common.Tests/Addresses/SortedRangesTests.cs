using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class SortedRangesTests
{
    [Fact]
    public void A_range_overlaps_when_it_shares_an_address_with_any_of_the_others()
    {
        var ranges = from first in Gen.Choose(0, 200) from length in Gen.Choose(0, 20) select AddressRange.Between(Address.FromIPv4((uint)first), Address.FromIPv4((uint)(first + length)));
        var sample = from known in ranges.ListOf() from asked in ranges select (known, asked);
        Sampled.Check(Prop.ForAll(sample.ToArbitrary(), s =>
            SortedRanges.Of([.. s.known]).Overlaps(s.asked) == s.known.Any(range => range.First <= s.asked.Last && range.Last >= s.asked.First)), times: 3000);
    }

    [Fact]
    public void The_families_do_not_overlap()
    {
        var index = SortedRanges.Of([AddressRange.Cidr(Address.FromIPv4(0), 0)]);
        Assert.False(index.Overlaps(AddressRange.Cidr(Address.FromIPv6(0x2001_0DB8_0000_0000, 0), 32)));
        Assert.True(index.Overlaps(AddressRange.Of(Address.FromIPv4(uint.MaxValue))));
    }
}
