using System;
using System.Linq;
using IpBlock.Administration.Import;
using IpBlock.Settings;
using IpBlock.Tests;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>Weights of other programs become scores, and what cannot be a score is never refused for it.</summary>
public sealed class ScoreImportTests
{
    private const string Enforce = "postscreen_dnsbl_action = enforce\n";

    [Theory]
    [InlineData("postscreen_dnsbl_threshold = 3\npostscreen_dnsbl_sites = a.example*3 b.example*2 w.example*-4", "reject 3: a.example 3, b.example 2, w.example -4")]
    [InlineData("postscreen_dnsbl_threshold = 8\npostscreen_dnsbl_sites = a.example=127.0.0.[10;11]*8 a.example=127.0.0.[4..7]*6", "reject 8: a.example 8, a.example 2 6")]
    [InlineData("postscreen_dnsbl_threshold = 2\npostscreen_dnsbl_sites = a.example b.example a.example", "reject 2: a.example 2, b.example 1")]
    [InlineData("postscreen_dnsbl_threshold = 2\npostscreen_dnsbl_sites = a.example*3 a.example*-3 b.example", "reject 2: b.example 1")]
    [InlineData("postscreen_dnsbl_threshold = 2\npostscreen_dnsbl_sites = a.example*1 a.example*-2 b.example", "reject 2: b.example 1, a.example -1")]
    [InlineData("postscreen_dnsbl_threshold = 2\npostscreen_dnsbl_whitelist_threshold = -1\npostscreen_dnsbl_sites = a.example w.example*-1", "reject 2 allow -1: a.example 1, w.example -1")]
    [InlineData("postscreen_dnsbl_threshold = 2\npostscreen_dnsbl_allowlist_threshold = 0\npostscreen_dnsbl_sites = a.example w.example*-1", "reject 2: a.example 1, w.example -1")]
    [InlineData("postscreen_dnsbl_threshold = 8\npostscreen_dnsbl_sites = a.example*8 bad..name*-1", "reject 9: a.example 8")]
    [InlineData("postscreen_dnsbl_threshold = 2\npostscreen_dnsbl_sites = a.example*2 b.example*5", "")]
    [InlineData("postscreen_dnsbl_threshold = 2000\npostscreen_dnsbl_sites = a.example*1000 b.example*2001", "")]
    public void Weights_of_postscreen_that_have_to_be_added_up_become_scores(string main, string expected) =>
        Assert.Equal(expected, Scores(Plan(Enforce + main + "\n")));

    [Fact]
    public void Without_scores_large_weights_decide_alone()
    {
        var plan = Plan(Enforce + "postscreen_dnsbl_threshold = 2000\npostscreen_dnsbl_sites = a.example*1000 b.example*2001 w.example*-1\n");
        Assert.Equal([("a.example", false), ("b.example", true)], Load(plan).BlockProviders.Select(static provider => (provider.Name, provider.Enabled)));
        Assert.Contains("are limited to 1000", Why(plan, "weights"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_smtpd_refuses_by_itself_beside_scores()
    {
        var settings = Load(Plan(Enforce
            + "postscreen_dnsbl_threshold = 3\npostscreen_dnsbl_sites = a.example*2 b.example*2 w.example*-4\nsmtpd_client_restrictions = permit_dnswl_client v.example reject_rbl_client c.example\n"));
        Assert.Equal(["2", "2", "7"], settings.BlockProviders.Select(static provider => provider.Score.ToString()));
        Assert.Equal(["-4", "-1000"], settings.AllowProviders.Select(static provider => provider.Score.ToString()));
    }

    [Fact]
    public void Error_codes_that_counted_are_named() =>
        Assert.Contains(" in IpBlock error codes",
            string.Concat(Item(Plan(Enforce + "postscreen_dnsbl_threshold = 2\npostscreen_dnsbl_sites = a.example b.example=127.0.0.2\n"),
            "a.example").Remarks), StringComparison.Ordinal);

    [Theory]
    [InlineData("reject_threshold 5\nquarantine_threshold 3\na.example { score 3 }\nb.example { score 2 }\nw.example { score -2 }", "reject 5 mark 3: a.example 3, b.example 2, w.example -2")]
    [InlineData("a.example { }\nb.example { }", "reject 1000 mark 1: a.example 1, b.example 1")]
    [InlineData("reject_threshold 10\na.example {\nresponse 127.0.0.2 127.0.0.3 {\nscore 10\n}\nresponse 127.0.0.10 {\nscore 5\n}\n}", "reject 10 mark 1: a.example 10, a.example 2 5")]
    [InlineData("reject_threshold many\na.example { score 3 }", "")]
    [InlineData("reject_threshold 5\nquarantine_threshold 0\na.example { score 3 }", "")]
    public void Scores_of_maddy_are_scores(string check, string expected) =>
        Assert.Equal(expected, Scores(Plan($"smtp tcp://0.0.0.0:25 {{\ncheck {{\ndnsbl {{\n{check}\n}}\n}}\n}}\n")));

    [Fact]
    public void Two_checks_of_maddy_have_two_sums_and_IpBlock_has_one()
    {
        const string Check = "check {\ndnsbl {\nreject_threshold 5\nb.example { score 5 }\nA.example { score 3 }\n}\n}\n";
        var plan = Plan($"smtp tcp://0.0.0.0:25 {{\n{Check}{Check.Replace("b.example", "c.example", StringComparison.Ordinal)}}}\n");
        Assert.Equal("", Scores(plan));
        Assert.Equal(["b.example", "c.example"], Load(plan).BlockProviders.Where(static provider => provider.Enabled).Select(static provider => provider.Name));
    }

    [Theory]
    [InlineData("@dnsbl_score = ('a.example', 9, 0, 'A', 'b.example', 3.2, -1.5, 'B');", "reject 8.1: a.example 9, b.example 3.2")]
    [InlineData("@dnsbl_score = ('a.example', 3.25, 0, 'A', 'b.example', 4.35, -1.5, 'B');", "reject 80.1: a.example 32.5, b.example 43.5")]
    [InlineData("$MAXDNSBLSCORE = 5;\n@dnsbl_score = ('w.example', -2, 0, 'W', 'b.example', 4, 0, 'B', 'z.example', 0, 0, 'Z');", "reject 5.1: b.example 4, w.example -2")]
    [InlineData("$MAXDNSBLSCORE = 5;\n@dnsbl_score = ('b.example', 6, 0, 'B');", "")]
    [InlineData("$MAXDNSBLSCORE = -1;\n@dnsbl_score = ('b.example', 6, 0, 'B', 'w.example', -2, 0, 'W');", "")]
    public void Scores_of_policyd_weight_are_scores_above_its_limit(string text, string expected) => Assert.Equal(expected, Scores(Plan(text + "\n")));

    [Fact]
    public void Where_scores_decide_already_by_another_threshold_the_providers_come_disabled()
    {
        var plan = Plan(Enforce + "postscreen_dnsbl_threshold = 3\npostscreen_dnsbl_sites = a.example*2 b.example*2\n");
        var same = plan.Without(Some.Settings("{ \"verdict\": \"score\", \"thresholds\": { \"reject\": 3 } }"));
        Assert.Equal([true, true], Load(same).BlockProviders.Select(static provider => provider.Enabled));
        var other = plan.Without(Some.Settings("{ \"verdict\": \"score\", \"thresholds\": { \"reject\": 2 } }"));
        Assert.Equal([false, false], Load(other).BlockProviders.Select(static provider => provider.Enabled));
        Assert.Equal("import: its score is calculated for a reject threshold of 3, but your reject threshold is 2; adjust the score", other.Items[0].Properties["comment"]);
        Assert.All(other.Items, static item => Assert.NotEqual(ImportedKind.Setting, item.Kind));
    }

    private static string Scores(ImportPlan plan)
    {
        var settings = Load(plan);
        if (settings.Verdict != VerdictForm.Score)
            return "";
        var of = settings.Thresholds;
        return $"reject {of.Reject}{(of.Mark is { } mark ? " mark " + mark : "")}{(of.Allow is { } allow ? " allow " + allow : "")}: "
            + string.Join(", ", settings.BlockProviders.Concat(settings.AllowProviders).Where(static provider => provider.Enabled)
                .Select(static provider => provider.Name + " " + provider.Score));
    }
}
