using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class BitMaskTests
{
    [Theory]
    [InlineData("0.0.0.4", "127.0.0.4", true)]
    [InlineData("0.0.0.4", "127.0.0.7", true)]
    [InlineData("0.0.0.4", "127.0.0.3", false)]
    [InlineData("127.0.0.4", "127.0.0.3", false)]
    [InlineData("127.0.0.4", "127.0.0.6", true)]
    [InlineData("0.0.0.3", "127.0.0.5", true)]
    [InlineData("0.1.0.0", "127.1.0.0", true)]
    [InlineData("127.1.0.0", "127.0.255.255", false)]
    public void Any_bit_in_common_beyond_the_first_octet_is_a_match(string mask, string code, bool matches)
    {
        Assert.True(ReturnCode.TryParse(code, out var parsed, out _));
        Assert.Equal(matches, Parse(mask).Matches(parsed.Bits));
    }

    [Fact]
    public void A_mask_matches_like_a_comparison_bit_by_bit()
    {
        var gen = from mask in Gen.Choose(1, 0xFFFFFF) from first in Gen.Choose(0, 255) from code in Gen.Choose(0, 0xFFFFFF) select (mask, first, code);
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var mask = Parse(new ReturnCode((uint)sample.mask | (uint)sample.first << 24).ToString());
            var naive = Enumerable.Range(0, 24).Any(bit => (sample.mask >> bit & 1) == 1 && (sample.code >> bit & 1) == 1);
            return mask.Matches(0x7F000000u | (uint)sample.code) == naive
                && mask.BitCount == Enumerable.Range(0, 24).Count(bit => (sample.mask >> bit & 1) == 1)
                && Parse(mask.ToString()) == mask;
        }));
    }

    [Fact]
    public void The_first_octet_makes_no_difference_but_is_given_back_as_written()
    {
        Assert.Equal(Parse("0.0.0.4"), Parse("127.0.0.4"));
        Assert.Equal(Parse("0.0.0.4").GetHashCode(), Parse("127.0.0.4").GetHashCode());
        Assert.Equal("127.0.0.4", Parse("127.0.0.4").ToString());
        Assert.Equal("0.0.0.4", Parse("0.0.0.4").ToString());
    }

    [Theory]
    [InlineData("0.0.0", "'0.0.0' is not a bit mask; write four octets, such as 0.0.0.4")]
    [InlineData("4", "'4' is not a bit mask; write four octets, such as 0.0.0.4")]
    [InlineData("0.0.0.0", "the mask 0.0.0.0 has no bit set in the last three octets and can never match; write a mask such as 0.0.0.4")]
    [InlineData("127.0.0.0", "the mask 127.0.0.0 has no bit set in the last three octets and can never match; write a mask such as 0.0.0.4")]
    public void A_mask_that_is_none_is_refused_with_the_cure(string text, string reason)
    {
        Assert.False(BitMask.TryParse(text, out _, out var why));
        Assert.Equal(reason, why);
    }

    private static BitMask Parse(string text)
    {
        Assert.True(BitMask.TryParse(text, out var mask, out var reason), reason);
        return mask;
    }
}
