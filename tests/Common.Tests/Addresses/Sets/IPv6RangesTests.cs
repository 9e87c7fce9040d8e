using System;
using System.Linq;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses.Sets;

public sealed class IPv6RangesTests
{
    [Theory]
    [InlineData(1, ulong.MaxValue)]
    [InlineData(4, ulong.MaxValue)]
    [InlineData(5, ulong.MaxValue)]
    [InlineData(5_000, ulong.MaxValue)]
    [InlineData(5_000, 1UL << 40)]
    [InlineData(5_000, 3UL)]
    [InlineData(5_000, 0UL)]
    public void Ranges_are_found_however_they_are_spread(int count, ulong spread)
    {
        var random = new Random(count);
        var start = spread == ulong.MaxValue ? 1UL : 0x2001_0DB8_0000_0000UL;
        var builder = new IpSetBuilder();
        var addresses = Enumerable.Range(0, count).Select(_ => Address.FromIPv6(start + (spread == 0 ? 0 : (ulong)random.NextInt64() * 2 % spread), (ulong)random.NextInt64())).Distinct().ToList();
        foreach (var address in addresses)
            builder.Add(AddressRange.Cidr(address, random.Next(100, 129)), 5);

        var set = builder.Build();

        var ranges = set.Ranges.ToList();
        Assert.All(addresses, address => Assert.Equal(5, set.Find(address)));
        Assert.All(ranges, range => Assert.Equal((0, 0), (set.Find(range.Range.First.Previous), set.Find(range.Range.Last.Next))));
        Assert.Equal(ranges.Count, set.Count);
        Assert.All(ranges, range => Assert.Equal(range, set.FirstOverlap(range.Range)));
        Assert.False(set.Contains(Address.FromIPv6(start - 1, 0)));
    }
}
