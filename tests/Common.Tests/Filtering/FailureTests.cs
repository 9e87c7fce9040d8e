using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class FailureTests
{
    private const string Client = FilterUnderTest.Client;
    private const string Defers = "\"anyMatch\": true, \"onFailure\": \"defer\"";
    private const string Accepts = "\"anyMatch\": true, \"onFailure\": \"accept\"";

    [Fact]
    public async Task A_silent_list_lets_the_client_in_and_the_verdict_names_it()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("alive"), Some.List("dead"));
        test.Lists.Silent("dead.test");
        var verdict = test.EvaluateAsync();
        await test.PassAsync(2);
        Assert.Equal((VerdictAction.Accept, VerdictRule.None), ((await verdict).Action, (await verdict).Rule));
        Assert.True((await verdict).IsPartial);
        var missing = Assert.Single((await verdict).Missing);
        Assert.Equal(("dead", ProviderOutcome.Late), (missing.Provider.Name, missing.Outcome));
        Assert.Same(await verdict, Assert.Single(test.Partial));
    }

    [Fact]
    public async Task With_defer_the_client_is_asked_to_come_again()
    {
        var test = new FilterUnderTest($$"""{ "onFailure": "defer", "blockProviders": [ {{Some.List("dead")}} ] }""");
        test.Lists.Fails("dead.test", DnsStatus.ServerFailure);
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Defer, VerdictRule.ListsSilent), (verdict.Action, verdict.Rule));
        Assert.Equal("451 4.7.1 The block lists did not answer, please try again later", verdict.Reply!.ToString());
        Assert.True(verdict.IsPartial);
    }

    [Fact]
    public async Task Whom_a_name_exempts_need_not_come_again()
    {
        var test = new FilterUnderTest($$"""{ "onFailure": "defer", "blockProviders": [ {{Some.List("dead")}} ], "exceptions": { "clients": [ "*.partner.test" ] } }""");
        test.Lists.Fails("dead.test", DnsStatus.ServerFailure).Reverse(Client, "mx.partner.test").Host("mx.partner.test", Client);
        Assert.Equal((VerdictAction.Accept, VerdictRule.ClientException), Of(await test.EvaluateAsync()));
        Assert.Equal((VerdictAction.Defer, VerdictRule.ListsSilent), Of(await test.EvaluateAsync("192.0.2.2")));
    }

    [Fact]
    public async Task Whom_a_name_exempts_is_not_reported_by_a_list_that_only_reports()
    {
        var test = new FilterUnderTest($$"""{ "blockProviders": [ {{Some.List("watched", "\"anyMatch\": true, \"mode\": \"report\"")}} ], "exceptions": { "clients": [ "*.partner.test" ] } }""");
        test.Lists.Lists("watched.test", Client, "127.0.0.2").Reverse(Client, "mx.partner.test").Host("mx.partner.test", Client);
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictRule.ClientException, false), (verdict.Rule, verdict.IsRefusal));
    }

    [Theory]
    [InlineData("accept", Defers, VerdictAction.Defer)]
    [InlineData("defer", Accepts, VerdictAction.Accept)]
    public async Task What_a_provider_says_of_its_failure_overrides_what_the_settings_say(string general, string own, VerdictAction action)
    {
        var test = new FilterUnderTest($$"""{ "onFailure": "{{general}}", "blockProviders": [ {{Some.List("dead", own)}}, {{Some.List("alive")}} ] }""");
        test.Lists.Fails("dead.test", DnsStatus.Unreachable);
        Assert.Equal(action, (await test.EvaluateAsync()).Action);
    }

    [Fact]
    public async Task One_silent_list_that_defers_is_enough_among_those_that_accept()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", Accepts), Some.List("two", Defers), Some.List("three", Accepts));
        test.Lists.Fails("one.test", DnsStatus.Refused).Fails("two.test", DnsStatus.Refused).Fails("three.test", DnsStatus.Refused);
        var verdict = await test.EvaluateAsync();
        Assert.Equal(VerdictAction.Defer, verdict.Action);
        Assert.Equal(["one", "two", "three"], verdict.Missing.Select(answer => answer.Provider.Name));
    }

    [Fact]
    public async Task A_silent_list_that_defers_does_not_hold_up_a_match()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("dead", Defers), Some.List("black"));
        test.Lists.Fails("dead.test", DnsStatus.ServerFailure).Lists("black.test", Client, "127.0.0.2");
        Assert.Equal(VerdictAction.Reject, (await test.EvaluateAsync()).Action);
    }

    [Theory]
    [InlineData("127.255.255.254")]
    [InlineData("127.255.255.255")]
    [InlineData("127.0.1.255")]
    [InlineData("93.184.216.34")]
    public async Task An_error_code_never_defers(string code)
    {
        var test = new FilterUnderTest($$"""{ "onFailure": "defer", "blockProviders": [ {{Some.List("refusing", Defers)}} ] }""");
        test.Lists.Lists("refusing.test", Client, code);
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.None, null), (verdict.Action, verdict.Rule, verdict.Reply));
        Assert.Equal(ProviderOutcome.Refused, Assert.Single(verdict.Missing).Outcome);
        Assert.Equal(Some.Code(code), Assert.Single(verdict.Missing).Code);
    }

    [Fact]
    public async Task Sequential_lookups_end_after_the_time_that_there_is_in_all()
    {
        var test = new FilterUnderTest($$"""{ "lookup": "sequential", "blockProviders": [ {{Some.List("one")}}, {{Some.List("two")}}, {{Some.List("three")}} ] }""");
        test.Lists.Silent("one.test").Silent("two.test").Silent("three.test");
        var verdict = test.EvaluateAsync();
        await test.PassAsync(2);
        await Some.UntilAsync(() => test.Lists.CountUnder("two.test") == 1 && test.Clock.Waiting == 2, "the second lookup with its deadline");
        test.Clock.Advance(TimeSpan.FromSeconds(0.999));
        Assert.False(verdict.IsCompleted);
        test.Clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(TimeSpan.FromSeconds(3), (await verdict).Took);
        Assert.Equal(["one", "two", "three"], (await verdict).Missing.Select(answer => answer.Provider.Name));
        Assert.Equal(0, test.Lists.CountUnder("three.test"));
    }

    [Fact]
    public async Task Sequential_lookups_that_are_just_in_time_are_heard()
    {
        var test = new FilterUnderTest($$"""{ "lookup": "sequential", "blockProviders": [ {{Some.List("one")}}, {{Some.List("two")}} ] }""");
        test.Lists.Silent("one.test").Delays("two.test", 0.9).Lists("two.test", Client, "127.0.0.2");
        var verdict = test.EvaluateAsync();
        await test.PassAsync(2);
        await Some.UntilAsync(() => test.Clock.Waiting == 2, "the second lookup with its deadline");
        test.Clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal("two", (await verdict).ProviderName);
        await Some.UntilAsync(() => test.Clock.Waiting == 0, "the end of the timer for the deadline");
    }

    [Fact]
    public async Task Whatever_the_resolver_answers_a_verdict_comes_and_nothing_is_thrown()
    {
        foreach (var status in Enum.GetValues<DnsStatus>())
        {
            var test = new FilterUnderTest($$"""
                { "blockProviders": [ {{Some.List("one")}} ], "allowProviders": [ {{Some.List("white")}} ], "exceptions": { "clients": [ "*.example.com" ] }, "onFailure": "defer" }
                """);
            test.Lists.Fails("one.test", status).Fails("white.test", status).Fails("in-addr.arpa", status);
            var verdict = await test.EvaluateAsync();
            Assert.Equal(status > DnsStatus.NoRecords ? VerdictAction.Defer : VerdictAction.Accept, verdict.Action);
            Assert.Equal(status > DnsStatus.NoRecords ? 2 : 0, verdict.Missing.Count);
        }
    }

    [Fact]
    public async Task A_reason_that_does_not_come_is_left_out()
    {
        foreach (var status in Enum.GetValues<DnsStatus>())
        {
            var test = FilterUnderTest.WithBlockLists(Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"Listed: %3\""));
            test.Lists.Fails("2.0.192.one.test", status).Lists("one.test", Client, "127.0.0.2");
            Assert.Equal("550 5.7.1 Listed", (await test.EvaluateAsync()).Reply!.ToString());
        }
    }

    private static (VerdictAction Action, VerdictRule Rule) Of(Verdict verdict) => (verdict.Action, verdict.Rule);

    [Fact]
    public void Who_is_deferred_hears_why() =>
        Assert.Equal("451 4.7.1 The block lists did not answer, please try again later", RejectionReply.ComeAgain.ToString());
}
