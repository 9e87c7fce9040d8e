using System;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses.Sets;

/// <summary>Blocks with more and more ranges, so that each size of cell occurs; every address of the block is looked up.</summary>
public sealed class CrowdedBlockTests
{
    private const uint Block = 0xC000_0000;

    [Theory]
    [InlineData(1, 65_536)]
    [InlineData(7, 4_000)]
    [InlineData(9, 100)]
    [InlineData(40, 300)]
    [InlineData(300, 64)]
    [InlineData(300, 1)]
    [InlineData(3_000, 20)]
    [InlineData(20_000, 1)]
    [InlineData(40_000, 3)]
    public void Every_address_has_the_value_that_an_array_of_all_addresses_has(int count, int longest)
    {
        var random = new Random(count);
        var naive = new byte[3 << 16];
        var builder = new IpSetBuilder();
        for (var i = 0; i < count; i++)
        {
            // Half of them in one corner, so that cells are unequally full.
            var first = 65_000 + random.Next(random.Next(2) == 0 ? 67_000 : 3_000);
            var last = first + random.Next(longest);
            var value = (byte)random.Next(1, 4);
            builder.Add(AddressRange.Between(Address.FromIPv4(Block + (uint)first), Address.FromIPv4(Block + (uint)last)), value);
            for (var at = first; at <= last && at < naive.Length; at++)
                naive[at] = naive[at] == 0 ? value : Math.Min(naive[at], value);
        }

        var set = builder.Build();

        for (var at = 0; at < naive.Length; at++)
        {
            if (naive[at] != set.Find(Address.FromIPv4(Block + (uint)at)))
                Assert.Fail($"{at}: {naive[at]} was expected, {set.Find(Address.FromIPv4(Block + (uint)at))} found");
        }

        Assert.Equal(0, set.Find(Address.FromIPv4(Block - 1)));
    }
}
