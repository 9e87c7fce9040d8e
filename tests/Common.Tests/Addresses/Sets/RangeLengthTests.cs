using System.Linq;
using IpBlock.Addresses.Sets;
using Xunit;

namespace IpBlock.Tests.Addresses.Sets;

public sealed class RangeLengthTests
{
    [Fact]
    public void A_code_is_the_longest_that_is_not_too_long()
    {
        var lengths = Enumerable.Range(1, 208).Select(code => RangeLength.Reach[code] + 1).ToArray();
        for (var length = 1u; length <= RangeLength.Longest; length++)
            Assert.Equal(lengths.Last(known => known <= length), RangeLength.Reach[RangeLength.Code(length)] + 1);
    }

    [Fact]
    public void Powers_of_two_and_small_numbers_are_exact()
    {
        foreach (var length in Enumerable.Range(1, 31).Concat(Enumerable.Range(0, 17).Select(bit => 1 << bit)))
            Assert.Equal(length, RangeLength.Reach[RangeLength.Code((uint)length)] + 1);
    }

    [Fact]
    public void Any_length_is_put_together_of_four()
    {
        for (var length = 1u; length <= RangeLength.Longest; length++)
        {
            var rest = length;
            for (var piece = 0; piece < 4 && rest > 0; piece++)
                rest -= RangeLength.Reach[RangeLength.Code(rest)] + 1u;
            Assert.Equal(0u, rest);
        }
    }
}
