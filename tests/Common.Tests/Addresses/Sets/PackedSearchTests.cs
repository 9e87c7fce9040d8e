using System;
using System.Linq;
using IpBlock.Addresses.Sets;
using Xunit;

namespace IpBlock.Tests.Addresses.Sets;

public sealed class PackedSearchTests
{
    [Fact]
    public void All_at_once_or_one_by_one_the_same_is_found()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var count = random.Next(PackedSearch.Lanes + 1);
            var from = random.Next(5);
            var numbers = Enumerable.Range(0, from + count).Select(_ => (uint)random.Next(40) * 0x0666_6666).ToArray();
            Array.Sort(numbers, from, count);
            Array.Resize(ref numbers, numbers.Length + PackedSearch.Lanes);
            var key = (uint)random.Next(42) * 0x0666_6666;
            var expected = from - 1 + numbers.Skip(from).Take(count).Count(number => number <= key);
            Assert.Equal(expected, PackedSearch.LastUpTo(numbers, from, count, key));
            Assert.Equal(expected, PackedSearch.OneByOne(numbers, from, count, key));
        }
    }

    [Fact]
    public void Of_many_so_many_are_left_that_can_be_compared_at_once()
    {
        for (var count = 1; count < 70; count++)
        {
            var numbers = Enumerable.Range(1, count).Select(i => (uint)i * 10).Concat(new uint[PackedSearch.Lanes]).ToArray();
            for (var key = 10u; key <= (uint)count * 10 + 5; key += 5)
            {
                var from = PackedSearch.Narrow(numbers, 0, count, key);
                Assert.InRange((int)(key / 10) - 1, from, Math.Min(from + PackedSearch.Lanes, count) - 1);
            }
        }
    }
}
