using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class ReturnCodePatternTests
{
    [Theory]
    [InlineData("127.0.0.2", "127.0.0.2", true)]
    [InlineData("127.0.0.2", "127.0.0.3", false)]
    [InlineData(" 127.0.0.2 ", "127.0.0.2", true)]
    [InlineData("127.0.0.[2..11;14]", "127.0.0.11", true)]
    [InlineData("127.0.0.[2..11;14]", "127.0.0.12", false)]
    [InlineData("127.0.0.[2..11;14]", "127.0.0.14", true)]
    [InlineData("127.0.0.[2,4]", "127.0.0.4", true)]
    [InlineData("127.0.[2..20].[ 2 ; 3 ]", "127.0.20.3", true)]
    [InlineData("127.0.[2..20].[2;3]", "127.0.21.3", false)]
    [InlineData("127.0.0.2-127.0.0.11", "127.0.0.11", true)]
    [InlineData("127.0.0.2 - 127.0.0.11", "127.0.0.12", false)]
    [InlineData("127.0.0.0/24", "127.0.0.255", true)]
    [InlineData("127.0.0.77/24", "127.0.0.1", true)]
    [InlineData("127.0.0.0/24", "127.0.1.0", false)]
    [InlineData("0.0.0.0/0", "127.0.0.2", true)]
    [InlineData("127.0.0.2/32", "127.0.0.2", true)]
    public void A_code_matches_what_the_pattern_says(string pattern, string code, bool matches) =>
        Assert.Equal(matches, Parse(pattern).Matches(Code(code)));

    [Theory]
    [InlineData("", "is not a return code")]
    [InlineData("127.0.0", "is not a return code")]
    [InlineData("127.0.0.02", "is not a return code")]
    [InlineData("127.0.0.256", "is not a return code")]
    [InlineData("listed", "is not a return code")]
    [InlineData("127.0.0.0/33", "a number from 0 to 32")]
    [InlineData("127.0.0.0/", "a number from 0 to 32")]
    [InlineData("127.0.0.0/-1", "a number from 0 to 32")]
    [InlineData("127.0.0.9-127.0.0.2", "above its last")]
    [InlineData("127.0.0.[11..2]", "is reversed")]
    [InlineData("127.0.0.[2..11", "closing bracket is missing")]
    [InlineData("127.0.0.[2;300]", "'300' is not a number from 0 to 255")]
    [InlineData("127.0.0.[]", "'' is not a number from 0 to 255")]
    [InlineData("127.0.0.[2].3", "is not a return code")]
    [InlineData("127.0.[2]", "is not a return code")]
    [InlineData("127.0.0.2]", "is not a return code")]
    [InlineData("10.0.0.0/8", "outside 127.0.0.0/8")]
    [InlineData("192.0.2.1", "outside 127.0.0.0/8")]
    [InlineData("[1;126].0.0.2", "outside 127.0.0.0/8")]
    [InlineData("127.255.255.254", "only error codes, which are never a match")]
    [InlineData("127.255.255.0/24", "only error codes, which are never a match")]
    [InlineData("127.255.255.[252..255]", "only error codes, which are never a match")]
    [InlineData("127.0.[1;2].255", "unless you write them as single codes")]
    [InlineData("127.[0].[1..2].[255]", "unless you write them as single codes")]
    public void A_pattern_that_is_none_or_could_never_match_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(ReturnCodePattern.TryParse(text, out var pattern, out var why));
        Assert.Null(pattern);
        Assert.Contains(reason, why, StringComparison.Ordinal);
        Assert.Contains("; write 127.0.0.2", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Brackets_match_like_a_naive_reading_of_them()
    {
        var gen = from sets in OctetRanges.ArrayOf(4) from octets in Octet.ArrayOf(4) select (sets, octets);
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var (sets, octets) = sample;
            sets[0] = [(127, 127)];
            var text = string.Join('.', sets.Select(Write));
            if (!ReturnCodePattern.TryParse(text, out var pattern, out var reason))
                return reason!.Contains("only error codes, which are never a match", StringComparison.Ordinal);
            octets[0] = (octets[0] % 4) == 0 ? octets[0] : 127;
            var naive = octets.Zip(sets).All(pair => pair.Second.Any(range => range.First <= pair.First && pair.First <= range.Last));
            return pattern.Matches(Code(octets)) == naive && Parse(pattern.ToString()).Matches(Code(octets)) == naive;
        }));
    }

    [Fact]
    public void Ranges_match_like_a_naive_reading_of_them()
    {
        var gen = from first in Gen.Choose(0, 0xFFFFFF) from last in Gen.Choose(0, 0xFFFFFF) from code in Gen.Choose(-2, 0x1000001) select (first, last, code);
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var low = Loopback(Math.Min(sample.first, sample.last));
            var high = Loopback(Math.Max(sample.first, sample.last));
            var code = Loopback(sample.code);
            if (!ReturnCodePattern.TryParse($"{new ReturnCode(low)}-{new ReturnCode(high)}", out var pattern, out _))
                return low >= 0x7FFFFF00;
            return pattern.Matches(low) && pattern.Matches(high) && pattern.Matches(code) == (low <= code && code <= high);
        }));
    }

    [Fact]
    public void Only_patterns_without_a_usable_code_are_refused_as_useless()
    {
        var octet = Gen.Elements(0, 1, 2, 255, 255);
        var gen = Gen.Elements(126, 127).NonEmptyListOf().Zip(octet.NonEmptyListOf().ArrayOf(3));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            int[][] sets = [[.. sample.Item1.Take(2)], .. sample.Item2.Select(set => set.Take(2).ToArray())];
            var codes = from a in sets[0] from b in sets[1] from c in sets[2] from d in sets[3] select new ReturnCode(Code([a, b, c, d]));
            var text = string.Join('.', sets.Select(set => "[" + string.Join(';', set) + "]"));
            return ReturnCodePattern.TryParse(text, out _, out _) == (codes.Any(code => code.CanMatch && !code.MustBeNamed) || (codes.Distinct().Count() == 1 && codes.First().CanMatch));
        }));
    }

    [Fact]
    public void Only_ranges_without_a_usable_code_are_refused_as_useless()
    {
        var start = Gen.Elements(0x7EFFFFF0u, 0x7F0001F0u, 0x7F0002F0u, 0x7F0002FFu, 0x7F0001FFu, 0x7FFFFEF0u, 0x7FFFFF00u, 0x7FFFFFF0u);
        var gen = from first in start from skip in Gen.Choose(0, 20) from length in Gen.Choose(0, 20) select (First: first + (uint)skip, Length: length);
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var usable = Enumerable.Range(0, sample.Length + 1).Any(i => new ReturnCode(sample.First + (uint)i) is { CanMatch: true } code && (sample.Length == 0 || !code.MustBeNamed));
            var text = $"{new ReturnCode(sample.First)}-{new ReturnCode(sample.First + (uint)sample.Length)}";
            return ReturnCodePattern.TryParse(text, out _, out _) == usable;
        }));
    }

    [Theory]
    [InlineData("127.0.0.2", true)]
    [InlineData("127.0.1.254", true)]
    [InlineData("127.255.254.255", true)]
    [InlineData("127.255.255.0", false)]
    [InlineData("127.255.255.255", false)]
    [InlineData("126.255.255.255", false)]
    [InlineData("128.0.0.0", false)]
    public void A_refusal_is_never_a_match(string code, bool can)
    {
        Assert.True(ReturnCode.TryParse(code, out var parsed, out _));
        Assert.Equal(can, parsed.CanMatch);
        Assert.Equal(code, parsed.ToString());
    }

    [Theory]
    [InlineData("127.0.1.255", "127.0.1.255")]
    [InlineData("127.0.1.255/32", "127.0.1.255")]
    [InlineData("127.0.2.255-127.0.2.255", "127.0.2.255")]
    [InlineData("127.0.[2].[255..255]", "127.0.2.255")]
    [InlineData("127.0.1.[254..255]", null)]
    [InlineData("127.0.1.254-127.0.1.255", null)]
    public void A_pattern_of_one_code_is_that_code_however_it_is_written(string pattern, string? code) =>
        Assert.Equal(code, Parse(pattern).Single is { } single ? new ReturnCode(single).ToString() : null);

    private static Gen<int> Octet => Gen.Choose(0, 255);

    private static Gen<List<(int First, int Last)>> OctetRanges =>
        from ranges in Gen.NonEmptyListOf(from a in Octet from b in Octet select (First: Math.Min(a, b), Last: Math.Max(a, b)))
        select ranges.Take(4).ToList();

    private static string Write(List<(int First, int Last)> ranges) => "[" + string.Join(';', ranges.Select(Write)) + "]";

    private static string Write((int First, int Last) range) => range.First == range.Last ? $"{range.First}" : $"{range.First}..{range.Last}";

    private static uint Loopback(int offset) => (uint)(0x7F000000 + offset);

    private static ReturnCodePattern Parse(string text)
    {
        Assert.True(ReturnCodePattern.TryParse(text, out var pattern, out var reason), reason);
        return pattern;
    }

    private static uint Code(string text)
    {
        Assert.True(ReturnCode.TryParse(text, out var code, out var reason), reason);
        return code.Bits;
    }

    private static uint Code(int[] octets) => octets.Aggregate(0u, (code, octet) => code << 8 | (uint)octet);
}
