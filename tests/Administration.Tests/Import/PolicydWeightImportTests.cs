using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class PolicydWeightImportTests
{
    private const string Rows = "@dnsbl_score = (\n# HOST, HIT, MISS, NAME\n'a.example', 9, 0, 'A',\n\"b.example\", 3.25, -1.5, 'B', # second\n'c.example', 4, 0, 'C'\n);\n";

    [Fact]
    public void A_list_above_the_score_is_enabled_and_the_others_are_not()
    {
        var plan = Plan(Rows + "@rhsbl_score = ('multi.surbl.org', 4, 0, 'SURBL');\n$REJECTLEVEL = 1;\n");
        Assert.Equal(ImportSource.PolicydWeight, plan.Source);
        Assert.Equal([("a.example", true), ("b.example", false), ("c.example", false)], Load(plan).BlockProviders.Select(static provider => (provider.Name, provider.Enabled)));
        Assert.Contains("score 3.25 is not above 8 (MAXDNSBLSCORE)", string.Concat(Item(plan, "b.example").Remarks), StringComparison.Ordinal);
        Assert.Equal([3, 4, 5], plan.Items.Select(static item => item.Line));
        Assert.Equal(["1: $MAXDNSBLHITS", "7: @rhsbl_score", "8: $REJECTLEVEL"], plan.NotCarriedOver.Select(static refusal => refusal.Line + ": " + refusal.What));
    }

    [Theory]
    [InlineData("$MAXDNSBLSCORE = 3;", "a.example b.example c.example")]
    [InlineData("$MAXDNSBLSCORE = 4;", "a.example")]
    [InlineData("# $MAXDNSBLSCORE = 3;", "a.example")]
    [InlineData("$MAXDNSBLSCORE = $other;", "")]
    [InlineData("my $MAXDNSBLSCORE = '9';", "")]
    [InlineData("push @dnsbl_score, 1;\n@dnsbl_score = ('w.example', -2, 0, 'W', 'a.example', 9, 0, 'A');", "")]
    public void Nobody_is_refused_whom_policyd_weight_accepts(string more, string enabled) =>
        Assert.Equal(enabled, string.Join(' ', Load(Plan(Rows + more + "\n")).BlockProviders.Where(static provider => provider.Enabled).Select(static provider => provider.Name)));

    [Fact]
    public void Lists_that_the_program_brings_along_are_not_guessed() =>
        Assert.Contains("policyd-weight defaults", Why(Plan("$MAXDNSBLSCORE = 5;\n"), "@dnsbl_score"), StringComparison.Ordinal);

    [Fact]
    public void A_row_that_is_none_is_named() => Assert.Contains("four values", Why(Plan("@dnsbl_score = ('a.example', 'x', 0, 'A', 'b.example', 3);\n"), "b.example"), StringComparison.Ordinal);
}
