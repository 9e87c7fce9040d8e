using System;
using System.Threading.Tasks;
using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class HeloTests
{
    private const string Client = FilterUnderTest.Client;

    [Theory]
    [InlineData("192.0.2.1", "the HELO name 192.0.2.1 is an address without brackets")]
    [InlineData("mail.site.test", "the HELO name mail.site.test is a name of this server")]
    [InlineData("[203.0.113.25]", "the HELO name [203.0.113.25] is an address of this server")]
    [InlineData("[203.0.113.99]", "the HELO name [203.0.113.99] is an address of this server")]
    public async Task A_client_that_calls_itself_what_it_cannot_be_is_refused_and_told_why(string helo, string why)
    {
        var verdict = await HearAsync(With(""), helo);

        Assert.Equal((VerdictAction.Reject, VerdictRule.Helo), (verdict.Action, verdict.Rule));
        Assert.Equal("550 5.7.1 192.0.2.1 has been blocked by connection filter rule HELO: " + why, verdict.Reply!.ToString());
        Assert.Equal(why, verdict.Reason);
    }

    [Theory]
    [InlineData("mail.sender.test")]
    [InlineData("[192.0.2.1]")]
    [InlineData("")]
    public async Task Any_other_name_changes_nothing(string helo)
    {
        var test = With("");
        var before = await test.EvaluateAsync();
        Assert.Same(before, await HearAsync(test, before, helo));
    }

    [Fact]
    public async Task A_rule_that_is_off_hears_nothing()
    {
        var test = new FilterUnderTest("{}");
        Assert.False(test.Filter.HearsHelo);
        Assert.Equal(VerdictAction.Accept, (await HearAsync(test, "192.0.2.1")).Action);
    }

    [Fact]
    public async Task Whoever_is_exempt_or_on_an_allow_list_may_call_himself_what_he_likes()
    {
        var test = With("", """, "allowList": [ "192.0.2.1" ] """);
        Assert.Equal(VerdictRule.AllowList, (await HearAsync(test, "192.0.2.1")).Rule);

        var named = With("", """, "exceptions": { "clients": [ "*.partner.test" ] } """);
        named.Lists.Reverse(Client, "mx.partner.test").Host("mx.partner.test", Client);
        Assert.Equal(VerdictRule.ClientException, (await HearAsync(named, "192.0.2.1")).Rule);
        Assert.Equal(VerdictRule.Helo, (await HearAsync(With("", """, "exceptions": { "clients": [ "*.partner.test" ] } """), "192.0.2.1")).Rule);
    }

    [Theory]
    [InlineData("192.0.2.0/24")]
    [InlineData("*.partner.test")]
    public async Task An_exception_of_the_rule_leaves_the_verdict_as_it_was(string exception)
    {
        var test = With($", \"exceptions\": [ \"{exception}\" ]");
        test.Lists.Reverse(Client, "mx.partner.test").Host("mx.partner.test", Client);
        Assert.Equal((VerdictAction.Accept, VerdictRule.None), Of(await HearAsync(test, "192.0.2.1")));
    }

    [Fact]
    public async Task A_client_that_is_refused_anyway_stays_refused_for_that()
    {
        var test = With("");
        test.Lists.Lists("bad.test", Client, "127.0.0.2");
        Assert.Equal(VerdictRule.BlockProvider, (await HearAsync(test, "192.0.2.1")).Rule);
    }

    [Fact]
    public async Task A_client_that_would_have_to_come_again_is_refused_for_good()
    {
        var test = With("", """, "onFailure": "defer" """);
        test.Lists.Fails("bad.test", IpBlock.Dns.DnsStatus.ServerFailure);
        Assert.Equal(VerdictRule.ListsSilent, (await test.EvaluateAsync()).Rule);
        Assert.Equal((VerdictAction.Reject, VerdictRule.Helo), Of(await HearAsync(test, "192.0.2.1")));
    }

    [Fact]
    public async Task In_report_mode_it_is_the_cause_unless_there_was_one_before()
    {
        var test = With(""", "mode": "report" """);
        var verdict = await HearAsync(test, "192.0.2.1");
        Assert.Equal((VerdictAction.Accept, VerdictRule.Helo), (verdict.Action, verdict.Cause().Rule));

        var all = With("", """, "mode": "report" """);
        Assert.Equal(VerdictRule.Helo, (await HearAsync(all, "192.0.2.1")).Cause().Rule);
        all.Lists.Lists("bad.test", "192.0.2.9", "127.0.0.2");
        var listed = await all.EvaluateAsync("192.0.2.9");
        Assert.Same(listed, await HearAsync(all, listed, "192.0.2.1"));
    }

    [Fact]
    public async Task An_enforced_rule_refuses_whom_a_list_only_reports()
    {
        var test = new FilterUnderTest("""
            { "helo": { "enabled": true }, "blockProviders": [ { "name": "bad", "lookupDomain": "bad.test", "anyMatch": true, "mode": "report" } ] }
            """);
        test.Lists.Lists("bad.test", Client, "127.0.0.2");
        var verdict = await HearAsync(test, "192.0.2.1");
        Assert.Equal((VerdictAction.Reject, VerdictRule.Helo), Of(verdict));
        Assert.Equal("bad", Assert.Single(verdict.Listed).Provider.Name);
    }

    [Fact]
    public async Task The_reply_is_the_administrators_and_a_stranger_s_name_cannot_break_it()
    {
        var test = With(""", "own": [ "mail*.test" ], "statusCode": 421, "enhancedCode": "4.7.0", "rejectionResponse": "%0 {1} %2 100%%" """);
        Assert.Equal("421 4.7.0 192.0.2.1 HELO mail??x.test 100%", (await HearAsync(test, "mail\r\nx.test")).Reply!.ToString());
    }

    private static async Task<Verdict> HearAsync(FilterUnderTest test, string helo) => await HearAsync(test, await test.EvaluateAsync(), helo);

    private static Task<Verdict> HearAsync(FilterUnderTest test, Verdict verdict, string helo) =>
        test.Filter.HearHeloAsync(verdict, helo, Some.Client("203.0.113.99")).WaitAsync(Some.Patience);

    private static (VerdictAction Action, VerdictRule Rule) Of(Verdict verdict) => (verdict.Action, verdict.Rule);

    private static FilterUnderTest With(string rule, string more = "") => new($$"""
        {
          "helo": { "enabled": true{{(rule.Contains("\"own\"", StringComparison.Ordinal) ? "" : ", \"own\": [ \"mail.site.test\", \"203.0.113.25\" ]")}}{{rule}} },
          "blockProviders": [ { "name": "bad", "lookupDomain": "bad.test", "anyMatch": true } ]{{more}}
        }
        """);
}
