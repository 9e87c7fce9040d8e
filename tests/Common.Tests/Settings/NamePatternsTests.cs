using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class NamePatternsTests
{
    // 120 labels, as long as DNS lets a name be.
    private static readonly string LongName = string.Concat(Enumerable.Repeat("a.", 115)) + "host-17.dyn.isp17.example";

    public enum Kind
    {
        Whole,
        WholeLabels,
        LastLabels,
    }

    [Fact]
    public void The_first_pattern_is_found_that_fits_when_all_are_tried_in_turn()
    {
        // Few letters and few ends, so that patterns share them and names fit them.
        var head = Gen.Elements('a', 'b', '.', '*', '*', '?').ListOf().Select(chars => string.Concat(chars.Take(7)));
        var end = Gen.Elements("c", "c", "ac", ".c", "a.c", "b.a.c", "ba.c");
        var kind = Gen.Elements(Kind.Whole, Kind.WholeLabels, Kind.LastLabels);
        var pattern = head.Zip(end).Zip(kind).Select(made => (Text: made.Item1.Item1 + made.Item1.Item2, Kind: made.Item2));
        var patterns = pattern.ListOf(40).Select(many => many.ToArray());
        var name = Gen.Elements('a', 'b', 'A', '.').ListOf().Zip(end).Select(made => string.Concat(made.Item1.Take(12)) + made.Item2);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sampled.Times(20_000)), Prop.ForAll(patterns.Zip(name).Zip(Gen.Choose(1, 40)).ToArbitrary(), made =>
        {
            var (all, text) = (made.Item1.Item1[^made.Item2..], made.Item1.Item2);
            return new NamePatterns(all.Select(Made)).First(text) == Array.FindIndex(all, one => FitsAlone(one.Text, one.Kind, text));
        }));
    }

    [Fact]
    public void What_does_not_count_hides_nothing_behind_it()
    {
        var patterns = new NamePatterns(new[] { "mail.example.com", "*.example.com", "*.com", "mail.example.com" }.Select(NamePattern.Whole));
        Assert.Equal(0, patterns.First("mail.example.com"));
        Assert.Equal(1, patterns.First("MAIL.example.com", number => number > 0));
        Assert.Equal(3, patterns.First("mail.example.com", number => number > 2));
        Assert.Equal(-1, patterns.First("mail.example.com", number => number > 3));
    }

    [Theory]
    [InlineData("**.dyn.isp{0}.example")]
    [InlineData("*.pool-{0}.example")]
    [InlineData("*-{0}.dyn.isp.example")]
    [InlineData("dsl-{0}-*.isp.example")]
    [InlineData("host{0}**.example")]
    [InlineData("*.line{0}.*.isp.example")]
    [InlineData("mx{0}.example")]
    public void A_long_name_is_compared_with_few_of_twenty_thousand_patterns(string form)
    {
        var texts = Enumerable.Range(0, 20_000).Select(number => string.Format(null, form, number)).ToList();
        foreach (var make in new Func<string, NamePattern>[] { NamePattern.WholeLabels, NamePattern.LastLabels })
        {
            var patterns = new NamePatterns(texts.Select(make));
            foreach (var name in new[] { LongName, LongName.Replace("dyn.isp17", "line18.x.isp", StringComparison.Ordinal), LongName.Replace("host-17.dyn.isp17", "dsl-19-1.isp", StringComparison.Ordinal) })
                Assert.InRange(Compared(patterns, name), 0, 8);
        }
    }

    [Fact]
    public void A_pattern_for_each_end_of_the_name_is_compared_once()
    {
        var ends = Enumerable.Range(0, LongName.Length).Where(start => start == 0 || LongName[start - 1] == '.').Select(start => "x*." + LongName[start..]).ToList();
        Assert.InRange(Compared(new NamePatterns(ends.Concat(ends).Select(NamePattern.Whole)), LongName), ends.Count, ends.Count * 2);
    }

    [Fact]
    public void No_pattern_fits_no_name()
    {
        Assert.Equal(-1, new NamePatterns([]).First("mail.example.com"));
        Assert.Equal(-1, new NamePatterns([NamePattern.Whole("*.com")]).First(""));
    }

    private static int Compared(NamePatterns patterns, string name)
    {
        var compared = 0;
        _ = patterns.First(name, _ => ++compared > 0);
        return compared;
    }

    private static NamePattern Made((string Text, Kind Kind) pattern) => pattern.Kind switch
    {
        Kind.Whole => NamePattern.Whole(pattern.Text),
        Kind.WholeLabels => NamePattern.WholeLabels(pattern.Text),
        _ => NamePattern.LastLabels(pattern.Text),
    };

    private static bool FitsAlone(string pattern, Kind kind, string name) => kind switch
    {
        Kind.Whole => Glob.Matches(pattern, name),
        Kind.WholeLabels => Glob.MatchesLabels(pattern, name),
        _ => Ends(name).Any(end => Glob.MatchesLabels(pattern, end)),
    };

    private static IEnumerable<string> Ends(string name) => Enumerable.Range(0, name.Length).Where(start => start == 0 || name[start - 1] == '.').Select(start => name[start..]);
}
