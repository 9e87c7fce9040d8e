using System;
using System.Linq;
using IpBlock.Addresses.Sets;
using Xunit;

namespace IpBlock.Tests.Addresses.Sets;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_999)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void Numbers_are_sorted_by_their_upper_half_and_what_lies_behind_is_not_touched(int count)
    {
        var random = new Random(3);
        var numbers = Enumerable.Range(0, count + 3).Select(_ => (ulong)random.NextInt64() * 2).ToArray();
        var before = numbers.ToArray();

        RadixSort.ByUpperHalf(numbers, count);

        Assert.Equal(before.Take(count).Order(), numbers.Take(count).OrderBy(number => number));
        Assert.All(numbers.Take(count).Zip(numbers.Take(count).Skip(1)), pair => Assert.True(pair.First >> 32 <= pair.Second >> 32));
        Assert.Equal(before.Skip(count), numbers.Skip(count));
    }
}
