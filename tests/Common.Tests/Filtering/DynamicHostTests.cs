using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class DynamicHostTests
{
    private const string Client = FilterUnderTest.Client;
    private const string Line = "192-0-2-1.dsl.isp.test";

    [Fact]
    public async Task A_client_with_an_end_users_name_is_refused_and_told_why()
    {
        var test = With("");
        test.Lists.Reverse(Client, Line);

        var verdict = await test.EvaluateAsync();

        Assert.Equal((VerdictAction.Reject, VerdictRule.DynamicHost), (verdict.Action, verdict.Rule));
        Assert.Equal("550 5.7.1 192.0.2.1 has been blocked by connection filter rule dynamic hosts: its host name 192-0-2-1.dsl.isp.test is typical of an end-user connection; send mail through the mail server of your Internet provider", verdict.Reply!.ToString());
        Assert.Equal("its reverse name 192-0-2-1.dsl.isp.test is typical of an end-user connection (it contains the client's address and the word dsl)", verdict.Reason);
        Assert.DoesNotContain(test.Lists.Queries, query => query.StartsWith("A isp", System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mail.isp.test")]
    [InlineData("192-0-2-1.isp.test")]
    [InlineData("192-0-2-1.static.dsl.isp.test")]
    public async Task A_client_with_any_other_name_is_served(string name)
    {
        var test = With("");
        test.Lists.Reverse(Client, name);
        Assert.Equal((VerdictAction.Accept, VerdictRule.None), Of(await test.EvaluateAsync()));
        Assert.Equal((VerdictAction.Accept, VerdictRule.None), Of(await test.EvaluateAsync())); // from the cache
    }

    [Theory]
    [InlineData(Line, "mail.isp.test")]
    [InlineData("mail.isp.test", Line)]
    public async Task One_name_of_several_that_is_let_be_is_enough(params string[] names)
    {
        var test = With("");
        test.Lists.Reverse(Client, names);
        Assert.Equal(VerdictAction.Accept, (await test.EvaluateAsync()).Action);
    }

    [Theory]
    [InlineData(DnsStatus.NoSuchName)]
    [InlineData(DnsStatus.NoRecords)]
    public async Task A_client_without_reverse_name_is_refused_unless_the_settings_let_it_be(DnsStatus status)
    {
        var test = With("");
        test.Lists.Fails("in-addr.arpa", status);
        var verdict = await test.EvaluateAsync();
        Assert.Equal(VerdictRule.DynamicHost, verdict.Rule);
        Assert.EndsWith(": it has no reverse name (PTR record)", verdict.Reply!.Text, System.StringComparison.Ordinal);

        var mild = With(""" "refuseUnnamed": false """);
        mild.Lists.Fails("in-addr.arpa", status);
        Assert.Equal(VerdictAction.Accept, (await mild.EvaluateAsync()).Action);
    }

    [Theory]
    [InlineData(DnsStatus.TimedOut)]
    [InlineData(DnsStatus.ServerFailure)]
    [InlineData(DnsStatus.Refused)]
    [InlineData(DnsStatus.Malformed)]
    [InlineData(DnsStatus.Unreachable)]
    public async Task Nobody_is_refused_because_the_name_servers_do_not_say(DnsStatus status)
    {
        var test = With("");
        test.Lists.Fails("in-addr.arpa", status);
        Assert.Equal(VerdictAction.Accept, (await test.EvaluateAsync()).Action);
        Assert.Equal(VerdictAction.Accept, (await test.EvaluateAsync()).Action);
    }

    [Fact]
    public async Task Name_servers_that_stay_silent_hold_the_client_up_no_longer_than_a_list_may()
    {
        var test = With("");
        test.Lists.Silent("in-addr.arpa");
        var deciding = test.EvaluateAsync();
        await test.PassAsync(2);
        Assert.Equal(VerdictAction.Accept, (await deciding).Action);
    }

    [Fact]
    public async Task It_is_heard_after_the_allow_lists_and_before_the_block_lists()
    {
        var test = With("");
        test.Lists.Reverse(Client, Line).Lists("bad.test", Client, "127.0.0.2");
        Assert.Equal(VerdictRule.DynamicHost, (await test.EvaluateAsync()).Rule);
        Assert.Equal("bad", Assert.Single((await test.EvaluateAsync()).Listed).Provider.Name); // known by now

        var trusted = With("");
        trusted.Lists.Reverse(Client, Line).Lists("good.test", Client, "127.0.0.2");
        Assert.Equal(VerdictRule.AllowProvider, (await trusted.EvaluateAsync()).Rule);
        Assert.Equal(VerdictRule.AllowProvider, (await trusted.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task It_needs_no_list()
    {
        var test = new FilterUnderTest("""{ "dynamicHosts": { "enabled": true } }""");
        test.Lists.Reverse(Client, Line);
        Assert.Equal(VerdictRule.DynamicHost, (await test.EvaluateAsync()).Rule);
        Assert.Equal(VerdictRule.DynamicHost, (await test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task The_name_is_asked_for_together_with_the_lists()
    {
        var test = With("");
        test.Lists.Reverse(Client, "mail.isp.test").Delays("in-addr.arpa", 1).Delays("bad.test", 1).Delays("good.test", 1);
        var deciding = test.EvaluateAsync();
        Assert.Equal(3, test.Lists.Queries.Count);
        await test.PassAsync(1);
        Assert.Equal(VerdictAction.Accept, (await deciding).Action);
        Assert.Equal(3, test.Lists.Asked);
    }

    [Theory]
    [InlineData(Line, "")]
    [InlineData("mail.isp.test", "")]
    [InlineData(Line, "\"exceptions\": [ \"192.0.2.0/24\" ]")]
    public async Task A_name_that_is_known_is_not_asked_for_again(string name, string more)
    {
        var test = With(more);
        test.Lists.Reverse(Client, name);
        var cold = await test.EvaluateAsync();
        var asked = test.Lists.Asked;
        var again = test.Filter.EvaluateAsync(new FilterRequest(Some.Client(Client)));
        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal(Of(cold), Of(await again));
        Assert.Equal(asked, test.Lists.Asked);
    }

    [Fact]
    public async Task A_reverse_entry_that_points_to_the_root_is_none()
    {
        var test = With("");
        test.Lists.Reverse(Client, "", Line).Reverse("192.0.2.2", "");
        Assert.Equal("its reverse name 192-0-2-1.dsl.isp.test is typical of an end-user connection (it contains the client's address and the word dsl)", (await test.EvaluateAsync()).Reason);
        Assert.Equal("it has no reverse name", (await test.EvaluateAsync("192.0.2.2")).Reason);
    }

    [Fact]
    public async Task Of_several_end_users_names_the_first_is_told_and_of_several_others_too()
    {
        var test = With("");
        test.Lists.Reverse(Client, Line, "192-0-2-1.cable.isp.test");
        Assert.Contains(Line, (await test.EvaluateAsync()).Reason, System.StringComparison.Ordinal);
        test.Lists.Reverse("192.0.2.2", "mail.isp.test", "mx.isp.test");
        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client("192.0.2.2")));
        Assert.Equal("mail.isp.test", explained.ReverseName!.Name);
    }

    [Theory]
    [InlineData("%2", "192-0-2-1.dsl.isp.test")]
    [InlineData("%4%5", "192.0.2.1 has been blocked by connection filter rule dynamic hosts: its host name 192-0-2-1.dsl.isp.test is typical of an end-user connection; send mail through the mail server of your Internet provider")]
    [InlineData("100%% %1 %4", "100% dynamic hosts")]
    public async Task The_text_of_the_reply_is_the_administrator_s_unless_nothing_is_left_of_it(string template, string text)
    {
        var test = With($"\"rejectionResponse\": \"{template}\"");
        test.Lists.Reverse(Client, Line);
        Assert.Equal(text, (await test.EvaluateAsync()).Reply!.Text);
    }

    [Fact]
    public async Task In_turn_the_name_is_asked_for_only_when_its_turn_comes()
    {
        var test = new FilterUnderTest("""
            { "lookup": "sequential", "dynamicHosts": { "enabled": true },
              "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true } ], "blockProviders": [ { "name": "bad", "lookupDomain": "bad.test", "anyMatch": true } ] }
            """);
        test.Lists.Reverse(Client, Line);
        Assert.Equal(VerdictRule.DynamicHost, (await test.EvaluateAsync()).Rule);
        Assert.Equal(["A 1.2.0.192.good.test", "Ptr 1.2.0.192.in-addr.arpa"], test.Lists.Queries);
    }

    [Fact]
    public async Task A_rule_that_is_off_asks_for_no_name()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("bad"));
        test.Lists.Reverse(Client, Line);
        Assert.Equal(VerdictAction.Accept, (await test.EvaluateAsync()).Action);
        Assert.Equal(["A 1.2.0.192.bad.test"], test.Lists.Queries);
    }

    [Theory]
    [InlineData("192.0.2.0/24")]
    [InlineData("*.dsl.isp.test")]
    public async Task An_exception_of_the_rule_leaves_the_client_to_the_lists(string exception)
    {
        var test = With($"\"exceptions\": [ \"{exception}\" ]");
        test.Lists.Reverse(Client, Line).Host(Line, Client);
        Assert.Equal((VerdictAction.Accept, VerdictRule.None), Of(await test.EvaluateAsync()));
        Assert.Equal((VerdictAction.Accept, VerdictRule.None), Of(await test.EvaluateAsync()));

        var listed = With($"\"exceptions\": [ \"{exception}\" ]");
        listed.Lists.Reverse(Client, Line).Host(Line, Client).Lists("bad.test", Client, "127.0.0.2");
        Assert.Equal(VerdictRule.BlockProvider, (await listed.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task A_name_in_the_exceptions_must_be_verified()
    {
        var test = With(""" "exceptions": [ "*.dsl.isp.test" ] """);
        test.Lists.Reverse(Client, Line).Host(Line, "203.0.113.1");
        Assert.Equal(VerdictRule.DynamicHost, (await test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task Who_is_exempt_from_everything_is_exempt_from_this_too()
    {
        var test = new FilterUnderTest("""{ "dynamicHosts": { "enabled": true }, "exceptions": { "clients": [ "*.dsl.isp.test" ] } }""");
        test.Lists.Reverse(Client, Line).Host(Line, Client);
        Assert.Equal(VerdictRule.ClientException, (await test.EvaluateAsync()).Rule);
        Assert.Equal(VerdictRule.ClientException, (await test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task The_reply_is_the_administrators()
    {
        var test = With(""" "statusCode": 450, "rejectionResponse": "%0 {1} %2: %3 100%%" """);
        test.Lists.Reverse(Client, "192-0-2-1.dyn.isp.test");
        Assert.Equal(
            "450 4.7.1 192.0.2.1 dynamic hosts 192-0-2-1.dyn.isp.test: its host name 192-0-2-1.dyn.isp.test is typical of an end-user connection; send mail through the mail server of your Internet provider 100%",
            (await test.EvaluateAsync()).Reply!.ToString());
    }

    [Fact]
    public async Task In_report_mode_it_is_the_cause_until_a_list_refuses()
    {
        var test = With(""" "mode": "report" """);
        test.Lists.Reverse(Client, Line);
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.DynamicHost), (verdict.Action, verdict.Cause().Rule));

        var listed = With(""" "mode": "report" """);
        listed.Lists.Reverse(Client, Line).Lists("bad.test", Client, "127.0.0.2");
        Assert.Equal((VerdictAction.Reject, VerdictRule.BlockProvider), Of(await listed.EvaluateAsync()));
        Assert.Equal((VerdictAction.Reject, VerdictRule.BlockProvider), Of(await listed.EvaluateAsync()));
    }

    [Fact]
    public async Task An_explanation_shows_the_name_whatever_it_came_to()
    {
        var test = With("");
        test.Lists.Reverse(Client, "mail.isp.test");
        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(Client)));
        Assert.Equal("its reverse name mail.isp.test is not rejected (it contains the word mail)", explained.ReverseName!.Why);

        test.Lists.Fails("in-addr.arpa", DnsStatus.TimedOut);
        explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client("192.0.2.9")));
        Assert.Equal("the name servers returned no answer for its reverse name (TimedOut)", explained.ReverseName!.Why);
    }

    private static (VerdictAction Action, VerdictRule Rule) Of(Verdict verdict) => (verdict.Action, verdict.Rule);

    private static FilterUnderTest With(string more) => new($$"""
        {
          "dynamicHosts": { "enabled": true{{(more.Length > 0 ? ", " + more : "")}} },
          "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true } ],
          "blockProviders": [ { "name": "bad", "lookupDomain": "bad.test", "anyMatch": true } ]
        }
        """);
}
