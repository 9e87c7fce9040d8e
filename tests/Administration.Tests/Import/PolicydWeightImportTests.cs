using System;
using System.Linq;
using IpBlock.Administration.Import;
using IpBlock.Settings;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class PolicydWeightImportTests
{
    private const string Rows =
        "@dnsbl_score = (\n# HOST, HIT, MISS, NAME\n'a.example', 9, 0, 'A',\n\"b.example\", 3.25, -1.5, 'B', # second\n'c.example', 4, 0, 'C'\n);\n";

    [Fact]
    public void What_is_carried_over_and_what_is_not_have_their_lines()
    {
        var plan = Plan(Rows + "@rhsbl_score = ('multi.surbl.org', 4, 0, 'SURBL');\n$REJECTLEVEL = 1;\n");
        Assert.Equal(ImportSource.PolicydWeight, plan.Source);
        Assert.Equal([3, 4, 5], plan.Items.Where(static item => item.Kind is ImportedKind.BlockProvider).Select(static item => item.Line));
        Assert.Contains("10 times", string.Concat(Item(plan, "a.example").Remarks), StringComparison.Ordinal);
        Assert.Equal(["1: $MAXDNSBLHITS", "7: @rhsbl_score", "8: $REJECTLEVEL"],
            plan.NotCarriedOver.Select(static refusal => refusal.Line + ": " + refusal.What));
    }

    [Theory]
    [InlineData("$MAXDNSBLSCORE = 3;", "a.example b.example c.example")]
    [InlineData("$MAXDNSBLSCORE = 4;", "a.example")]
    [InlineData("# $MAXDNSBLSCORE = 3;", "a.example")]
    [InlineData("$MAXDNSBLSCORE = $other;", "")]
    [InlineData("my $MAXDNSBLSCORE = '9';", "")]
    [InlineData("push @dnsbl_score, 1;\n@dnsbl_score = ('a.example', 12, 0, 'A', 'w.example', -2, 0, 'W');", "a.example")]
    public void A_list_alone_refuses_where_its_score_is_above(string more, string refusing)
    {
        var settings = Load(Plan(Rows + more + "\n"));
        var least = settings.Verdict == VerdictForm.Score ? settings.Thresholds.Reject : default;
        Assert.Equal(refusing,
            string.Join(' ', settings.BlockProviders.Where(provider => provider.Enabled && (settings.Verdict != VerdictForm.Score || provider.Score >= least))
            .Select(static provider => provider.Name)));
    }

    [Fact]
    public void Lists_that_the_program_brings_along_are_not_guessed() =>
        Assert.Contains("policyd-weight defaults", Why(Plan("$MAXDNSBLSCORE = 5;\n"), "@dnsbl_score"), StringComparison.Ordinal);

    [Fact]
    public void A_row_that_is_none_is_named() =>
        Assert.Contains("four values", Why(Plan("@dnsbl_score = ('a.example', 'x', 0, 'A', 'b.example', 3);\n"), "b.example"), StringComparison.Ordinal);
}
