using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>The scores of all lists that match are added, and the sum stands against the thresholds.</summary>
public sealed class ScoreTests
{
    private const string Client = FilterUnderTest.Client;

    [Fact]
    public async Task Two_lists_reach_what_one_alone_does_not()
    {
        var test = Scoring("\"reject\": 2", Some.List("one"), Some.List("two"), Some.List("three"));
        test.Lists.Lists("two.test", Client, "127.0.0.2");
        Assert.Equal((VerdictAction.Accept, VerdictRule.None, "1"), Of(await test.EvaluateAsync()));

        var other = Scoring("\"reject\": 2", Some.List("one"), Some.List("two"), Some.List("three"));
        other.Lists.Lists("two.test", Client, "127.0.0.2").Lists("three.test", Client, "127.0.0.4");
        var verdict = await other.EvaluateAsync();
        Assert.Equal((VerdictAction.Reject, VerdictRule.Score, "2"), Of(verdict));
        Assert.Equal("550 5.7.1 192.0.2.1 has been blocked by connection filter rule two", verdict.Reply!.ToString());
    }

    [Theory]
    [InlineData("-0.1", VerdictAction.Accept, VerdictRule.None)]
    [InlineData("-1", VerdictAction.Accept, VerdictRule.Score)]
    public async Task At_the_threshold_allow_or_below_the_client_is_accepted_and_HELO_is_not_heard(string score, VerdictAction action, VerdictRule rule)
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "thresholds": { "allow": -1 }, "helo": { "enabled": true, "own": [ "mx.site.test" ] },
              "allowProviders": [ {{Some.List("good", $"\"anyMatch\": true, \"score\": {score}")}} ] }
            """);
        test.Lists.Lists("good.test", Client, "127.0.0.2");

        var verdict = await test.EvaluateAsync();

        Assert.Equal((action, rule), (verdict.Action, verdict.Rule));
        Assert.Equal(rule == VerdictRule.None, test.Filter.AwaitsHelo(verdict));
    }

    [Theory]
    [InlineData("127.0.0.2", "1.5")]
    [InlineData("127.0.0.3", "8")]
    [InlineData("127.0.0.9", "1")]
    [InlineData("127.0.0.2 127.0.0.3", "8")]
    [InlineData("127.0.0.3 127.0.0.2", "8")]
    [InlineData("127.0.1.4 127.0.0.2", "1.5")]
    public async Task A_return_code_may_have_a_score_of_its_own_and_of_several_the_largest_counts_once(string codes, string sum)
    {
        var test = Scoring("\"reject\": 100, \"mark\": 0.1", Some.List("one", "\"ipAddressesMatch\": [ \"127.0.0.0/24\" ], \"scores\": { \"127.0.0.2\": 1.5, \"127.0.0.[3;4]\": 8, \"127.0.1.4\": 50 }"));
        test.Lists.Lists("one.test", Client, codes.Split(' '));
        Assert.Equal(sum, (await test.EvaluateAsync()).Score.ToString());
    }

    [Fact]
    public async Task The_reply_is_that_of_the_largest_score_and_says_the_sum()
    {
        var test = Scoring(
            "\"reject\": 3",
            Some.List("small", "\"anyMatch\": true, \"rejectionResponse\": \"small %6\""),
            Some.List("large", "\"anyMatch\": true, \"score\": 2, \"statusCode\": 554, \"rejectionResponse\": \"%1 with %6 because %3\""),
            Some.List("equal", "\"anyMatch\": true, \"score\": 2, \"rejectionResponse\": \"equal %6\""));
        foreach (var zone in new[] { "small.test", "large.test", "equal.test" })
            test.Lists.Lists(zone, Client, "127.0.0.2");
        test.Lists.Explains("large.test", Client, "spam");
        Assert.Equal("554 5.7.1 large with 5 because spam", (await test.EvaluateAsync()).Reply!.ToString());
    }

    [Theory]
    [InlineData("\"allowList\": [ \"192.0.2.1\" ]")]
    [InlineData("\"blockList\": [ \"192.0.2.1\" ]")]
    [InlineData("\"exceptions\": { \"clients\": [ \"192.0.2.1\" ] }")]
    public async Task Where_a_rule_before_the_scores_decides_there_is_no_sum(string settings)
    {
        var test = new FilterUnderTest($$"""{ "verdict": "score", {{settings}}, "blockProviders": [ {{Some.List("one")}} ] }""");
        Assert.Null((await test.EvaluateAsync()).Score);
        Assert.Equal("0", (await test.EvaluateAsync("192.0.2.2")).Score?.ToString());
    }

    [Theory]
    [InlineData(2, VerdictAction.Defer, "451 4.7.1 small 2")]
    [InlineData(1, VerdictAction.Mark, null)]
    public async Task Between_the_thresholds_the_client_is_deferred_or_its_mail_is_marked(int lists, VerdictAction action, string? reply)
    {
        var test = Scoring("\"reject\": 3, \"defer\": 2, \"mark\": 0.5", Some.List("a", "\"anyMatch\": true, \"rejectionResponse\": \"small %6\""), Some.List("b"));
        test.Lists.Lists("a.test", Client, "127.0.0.2");
        if (lists == 2)
            test.Lists.Lists("b.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((action, VerdictRule.Score, reply), (verdict.Action, verdict.Rule, verdict.Reply?.ToString()));
    }

    [Fact]
    public async Task Who_calls_itself_what_it_cannot_be_is_rejected_whatever_its_scores()
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "thresholds": { "reject": 2, "mark": 1 }, "helo": { "enabled": true, "own": [ "mx.site.test" ] }, "blockProviders": [ {{Some.List("a")}} ] }
            """);
        test.Lists.Lists("a.test", Client, "127.0.0.2");
        var marked = await test.EvaluateAsync();
        Assert.Equal(VerdictAction.Mark, marked.Action);
        Assert.Equal((VerdictAction.Reject, VerdictRule.Helo), ((await test.Filter.HearHeloAsync(marked, "mx.site.test", null)).Action, (await test.Filter.HearHeloAsync(marked, "mx.site.test", null)).Rule));
    }

    [Fact]
    public async Task A_mark_stays_when_what_the_client_calls_itself_is_only_reported()
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "thresholds": { "reject": 2, "mark": 1 }, "helo": { "enabled": true, "mode": "report", "own": [ "mx.site.test" ] }, "blockProviders": [ {{Some.List("a")}} ] }
            """);
        test.Lists.Lists("a.test", Client, "127.0.0.2");
        var verdict = await test.Filter.HearHeloAsync(await test.EvaluateAsync(), "mx.site.test", null);
        Assert.Equal((VerdictAction.Mark, VerdictRule.Helo), (verdict.Action, verdict.Reported!.Rule));
    }

    [Fact]
    public async Task A_dynamic_host_adds_its_score_and_can_speak_for_the_rest()
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "thresholds": { "reject": 3 }, "dynamicHosts": { "enabled": true, "score": 2 }, "blockProviders": [ {{Some.List("a")}} ] }
            """);
        test.Lists.Reverse(Client, "192-0-2-1.dsl.isp.test").Lists("a.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Reject, VerdictRule.Score, "3"), Of(verdict));
        Assert.Contains("192-0-2-1.dsl.isp.test", verdict.Reply!.Text);
        Assert.Equal("2", verdict.Steps.Single(static step => step.Rule == VerdictRule.DynamicHost).Score.ToString());
    }

    [Fact]
    public async Task What_only_reports_adds_nothing_and_is_said()
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "dynamicHosts": { "enabled": true, "mode": "report" }, "blockProviders": [ {{Some.List("a", "\"anyMatch\": true, \"mode\": \"report\"")}}, {{Some.List("b")}} ] }
            """);
        test.Lists.Reverse(Client, "192-0-2-1.dsl.isp.test").Lists("a.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.None, "0"), Of(verdict));
        Assert.Null(verdict.Reported);
        Assert.Equal(["DynamicHost: Reported", "BlockProvider a: Reported", "BlockProvider b: Passed"],
            verdict.Steps.Where(static step => step.Rule is VerdictRule.DynamicHost or VerdictRule.BlockProvider).Select(static step => step.ToString()));
    }

    [Fact]
    public async Task In_report_mode_the_sum_is_reported_and_nobody_is_rejected()
    {
        var test = new FilterUnderTest($$"""{ "mode": "report", "verdict": "score", "blockProviders": [ {{Some.List("a")}} ] }""");
        test.Lists.Lists("a.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.Score, "1"), (verdict.Action, verdict.Reported!.Rule, verdict.Reported.Score.ToString()));
    }

    [Fact]
    public async Task A_host_name_exception_speaks_for_a_client_whose_scores_reject_it()
    {
        var test = new FilterUnderTest($$"""{ "verdict": "score", "exceptions": { "clients": [ "*.isp.test" ] }, "blockProviders": [ {{Some.List("a")}} ] }""");
        test.Lists.Lists("a.test", Client, "127.0.0.2").Reverse(Client, "mail.isp.test").Host("mail.isp.test", Client);
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.ClientException), (verdict.Action, verdict.Rule));
        Assert.Equal(StepResult.Overruled, verdict.Steps.Single(static step => step.Rule == VerdictRule.Score).Result);
    }

    [Fact]
    public async Task A_silent_list_whose_silence_defers_is_waited_for_and_defers_who_would_be_accepted()
    {
        var test = Scoring("\"reject\": 5", Some.List("a"), Some.List("dead", "\"anyMatch\": true, \"onFailure\": \"defer\""));
        test.Lists.Silent("dead.test");
        var verdict = test.EvaluateAsync();
        await test.PassAsync(2);
        Assert.Equal((VerdictAction.Defer, VerdictRule.ListsSilent), ((await verdict).Action, (await verdict).Rule));
    }

    [Fact]
    public async Task In_sequential_order_nobody_is_asked_whose_answer_can_change_nothing()
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "lookup": "sequential", "thresholds": { "reject": 2 },
              "blockProviders": [ {{Some.List("a", "\"anyMatch\": true, \"score\": 2")}}, {{Some.List("b")}}, {{Some.List("c")}} ] }
            """);
        test.Lists.Lists("a.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Reject, VerdictRule.Score, "2"), Of(verdict));
        Assert.Equal(["A 1.2.0.192.a.test"], test.Lists.Queries);
        Assert.Equal(["Decided", "NotReached"], verdict.Steps.Where(static step => step.Rule is VerdictRule.Score or VerdictRule.ListsSilent).Select(static step => step.Result.ToString()));
    }

    [Fact]
    public async Task A_rejection_waits_a_moment_for_the_others_and_no_longer()
    {
        var test = Scoring("\"reject\": 1", Some.List("fast"), Some.List("soon", "\"anyMatch\": true, \"score\": 4"), Some.List("slow", "\"anyMatch\": true, \"score\": 9"));
        test.Lists.Lists("fast.test", Client, "127.0.0.2").Lists("soon.test", Client, "127.0.0.2").Delays("soon.test", 0.05)
            .Lists("slow.test", Client, "127.0.0.2").Delays("slow.test", 1);
        var evaluation = test.EvaluateAsync();
        // The two answers that are late, and the moment for which they are waited for.
        await Some.UntilAsync(() => test.Clock.Waiting == 3, "the wait for the others");
        test.Clock.Advance(TimeSpan.FromSeconds(0.05));
        await Some.UntilAsync(() => test.Lists.HasAnsweredUnder("soon.test"), "the answer that is soon");
        test.Clock.Advance(TimeSpan.FromSeconds(0.05));
        var verdict = await evaluation;
        Assert.Equal((VerdictAction.Reject, VerdictRule.Score, "5"), Of(verdict));
        Assert.Equal(TimeSpan.FromSeconds(0.1), verdict.Took);
        Assert.Equal("soon", verdict.ProviderName);
    }

    private static FilterUnderTest Scoring(string thresholds, params string[] providers) =>
        new($$"""{ "verdict": "score", "thresholds": { {{thresholds}} }, "blockProviders": [ {{string.Join(", ", providers)}} ] }""");

    private static (VerdictAction Action, VerdictRule Rule, string Score) Of(Verdict verdict) => (verdict.Action, verdict.Rule, verdict.Score!.Value.ToString());
}
