using System;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Sessions;
using IpBlock.Tests.Filtering;
using Xunit;

namespace IpBlock.Tests.Sessions;

/// <summary>Recipients of one session whose mail is judged by different measures.</summary>
public sealed class PolicySessionTests : ISessionText
{
    private const string Client = FilterUnderTest.Client;
    private const string Policies = """
        "recipientPolicies": [
          { "name": "watch", "recipients": [ "*@watch.test" ], "mode": "report" },
          { "name": "mild", "recipients": [ "*@mild.test" ], "removeProviders": [ "a" ] },
          { "name": "marked", "recipients": [ "*@marked.test" ], "verdict": "score", "thresholds": { "reject": 9, "mark": 1 } },
          { "name": "later", "recipients": [ "*@later.test" ], "verdict": "score", "thresholds": { "reject": 9, "defer": 1 } } ]
        """;

    public string SessionId => "s1";

    public string LocalEndpoint => "";

    public string RemoteEndpoint => "";

    public string Sender => "";

    public string HeloName => "";

    public string ClientName => "";

    [Fact]
    public async Task Each_recipient_hears_what_its_measure_says()
    {
        var session = await BeginAsync($"{Policies}, \"blockProviders\": [ {Some.List("a")} ]", listed: true);

        Assert.Equal(SessionAction.Continue, session.AtConnect(this).Action);
        Assert.Equal("Refuse RejectCommand  550 5.7.1 192.0.2.1 has been blocked by connection filter rule a", await At(session, "user@site.test"));
        Assert.Equal("Report ReportCommand watch 550 5.7.1 192.0.2.1 has been blocked by connection filter rule a", await At(session, "user@watch.test"));
        Assert.Equal("Accept AcceptRecipient mild ", await At(session, "user@mild.test"));
        Assert.Equal("Mark MarkMessage marked ", await At(session, "user@marked.test"));
        Assert.Equal("Refuse RejectCommand later 451 4.7.1 192.0.2.1 has been blocked by connection filter rule a", await At(session, "user@later.test"));
        Assert.Equal(SessionAction.Continue, session.AtRecipient(SessionPoint.EndOfHeaders, null, this).Action);
        Assert.False(session.IsSettled);
    }

    [Theory]
    [InlineData("{ \"name\": \"p\", \"recipients\": [ \"*@a.test\" ], \"verdict\": \"score\" }", true)]
    [InlineData("{ \"name\": \"p\", \"recipients\": [ \"*@a.test\" ], \"mode\": \"report\", \"enabled\": false }", true)]
    [InlineData("{ \"name\": \"p\", \"recipients\": [ \"*@a.test\" ], \"mode\": \"report\" }", false)]
    [InlineData("{ \"name\": \"p\", \"recipients\": [ \"*@a.test\" ], \"verdict\": \"score\", \"thresholds\": { \"reject\": 2, \"defer\": 1 } }", false)]
    public async Task The_client_is_rejected_at_connect_only_if_everybodys_measure_and_every_policy_reject_it(string policy, bool atConnect)
    {
        var session = await BeginAsync($"\"recipientPolicies\": [ {policy} ], \"blockProviders\": [ {Some.List("a")} ]", listed: true);
        Assert.False(session.WaitsForRecipients);
        Assert.Equal(atConnect ? SessionAction.Refuse : SessionAction.Continue, session.AtConnect(this).Action);
    }

    [Fact]
    public async Task Who_everybodys_measure_lets_by_may_be_rejected_for_one_recipient()
    {
        var session = await BeginAsync("""
            "verdict": "score", "thresholds": { "reject": 5 }, "recipientPolicies": [ { "name": "strict", "recipients": [ "*@strict.test" ], "thresholds": { "reject": 1 } } ],
            "blockProviders": [
            """ + Some.List("a") + " ]", listed: true);
        Assert.Equal(SessionAction.Continue, session.AtConnect(this).Action);
        Assert.Equal("Accept AcceptConnection  ", await At(session, "user@site.test"));
        Assert.StartsWith("Refuse RejectCommand strict 550", await At(session, "user@strict.test"), StringComparison.Ordinal);
        Assert.Equal("Accept   ", await At(session, "user@site.test"));
    }

    [Fact]
    public async Task Who_is_exempt_is_accepted_at_connect_whatever_the_policies_say()
    {
        var session = await BeginAsync($"{Policies}, \"blockProviders\": [ {Some.List("a")} ], \"allowList\": [ \"{Client}\" ]", listed: false);
        var step = session.AtConnect(this);
        Assert.Equal((SessionAction.Accept, true, "AcceptConnection"), (step.Action, step.IsFinal, step.Decision!.Action));
        Assert.True(session.IsSettled);
    }

    [Fact]
    public async Task Who_calls_itself_what_it_cannot_be_is_rejected_by_every_policy_that_rejects_at_all()
    {
        var session = await BeginAsync($"{Policies}, \"blockProviders\": [ {Some.List("a")} ], \"helo\": {{ \"enabled\": true, \"own\": [ \"mx.site.test\" ] }}", listed: false);
        Assert.False(session.Helo(new FilterRequest(Some.Client(Client)), "mx.site.test", null));
        Assert.StartsWith("Refuse RejectCommand  550", await At(session, "user@site.test"), StringComparison.Ordinal);
        Assert.StartsWith("Refuse RejectCommand mild 550", await At(session, "user@mild.test"), StringComparison.Ordinal);
        Assert.StartsWith("Report ReportCommand watch 550", await At(session, "user@watch.test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_logs_in_is_exempt_from_every_policy()
    {
        var session = await BeginAsync($"{Policies}, \"blockProviders\": [ {Some.List("a")} ]", listed: true);
        Assert.StartsWith("Refuse", await At(session, "user@later.test"), StringComparison.Ordinal);
        session.Continue(new FilterRequest(Some.Client(Client)) { IsAuthenticated = true });
        Assert.StartsWith("Accept AcceptConnection", await At(session, "user@later.test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_logs_in_is_exempt_also_from_a_policy_that_has_rejected_it_before_and_is_stricter_than_everybodys_measure()
    {
        var session = await BeginAsync("""
            "verdict": "score", "thresholds": { "reject": 5 },
            "recipientPolicies": [ { "name": "strict", "recipients": [ "*@strict.test" ], "thresholds": { "reject": 1 } } ], "blockProviders": [
            """ + Some.List("a") + " ]", listed: true);
        Assert.StartsWith("Refuse", await At(session, "user@strict.test"), StringComparison.Ordinal);
        session.Continue(new FilterRequest(Some.Client(Client)) { IsAuthenticated = true });
        Assert.StartsWith("Accept", await At(session, "user@strict.test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_before_RCPT_waits_for_the_policies_and_for_HELO()
    {
        var test = new FilterUnderTest($$"""
            { "recipientPolicies": [ { "name": "p", "recipients": [ "*@p.test" ] } ], "helo": { "enabled": true, "own": [ "mx.site.test" ] },
              "exceptions": { "clients": [ { "client": "*.good.test" } ] } }
            """);
        test.Lists.Reverse(Client, "mail.good.test").Delays("in-addr.arpa", 1);
        var session = new MailSession(new Source(test.Filter));
        session.Begin(new FilterRequest(Some.Client(Client)));
        await session.Decided.WaitAsync(Some.Patience);
        session.Helo(new FilterRequest(Some.Client(Client)), "mx.site.test", null);
        Assert.False(session.Decided.IsCompleted);
        await test.PassAsync(1);
        await session.Decided.WaitAsync(Some.Patience);
    }

    [Fact]
    public async Task A_session_that_is_over_asks_nobody_about_another_client()
    {
        var test = new FilterUnderTest($$"""
            { "recipientPolicies": [ { "name": "p", "recipients": [ "*@p.test" ], "addProviders": [ "b" ] } ],
              "lookup": "sequential", "blockProviders": [ {{Some.List("a")}}, {{Some.List("b", "\"anyMatch\": true, \"onlyInPolicies\": true")}} ] }
            """);
        test.Lists.Lists("a.test", Client, "127.0.0.2").Delays("a.test", 1);
        var session = new MailSession(new Source(test.Filter));
        session.Begin(new FilterRequest(Some.Client(Client)));
        var (decided, recipient) = (session.Decided, session.DecidedFor("user@p.test"));
        session.Forget();
        await test.PassAsync(1);
        await decided.WaitAsync(Some.Patience);
        await recipient.WaitAsync(Some.Patience);
        Assert.All(test.Lists.Queries, static query => Assert.Contains("1.2.0.192.", query, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a@mild.test", "user@site.test", SessionAction.Accept)]
    [InlineData("a@marked.test", "a@mild.test", SessionAction.Mark)]
    [InlineData("a@site.test", "b@site.test", SessionAction.Refuse)]
    [InlineData("a@watch.test", "b@site.test", SessionAction.Report)]
    [InlineData("b@site.test", "a@watch.test", SessionAction.Report)]
    public async Task Past_RCPT_a_message_goes_to_all_if_one_policy_lets_it_by(string first, string second, SessionAction action)
    {
        var session = await BeginAsync($"{Policies}, \"blockProviders\": [ {Some.List("a")} ]", listed: true);
        var look = session.LookAgain(new FilterRequest(Some.Client(Client)), [first, second]);
        await look.Decided.WaitAsync(Some.Patience);
        Assert.Equal(action, look.Judge(this).Action);
    }

    private static async Task<MailSession> BeginAsync(string settings, bool listed)
    {
        var test = new FilterUnderTest("{ " + settings + " }");
        if (listed)
            test.Lists.Lists("a.test", Client, "127.0.0.2");
        var session = new MailSession(new Source(test.Filter));
        session.Begin(new FilterRequest(Some.Client(Client)));
        await session.Decided.WaitAsync(Some.Patience);
        return session;
    }

    private async Task<string> At(MailSession session, string recipient)
    {
        await session.DecidedFor(recipient).WaitAsync(Some.Patience);
        var step = session.AtRecipient(SessionPoint.Recipient, recipient, this);
        return $"{step.Action} {step.Decision?.Action} {step.Verdict!.Policy} {step.Decision?.Reply}";
    }

    private sealed class Source(ConnectionFilter filter) : IFilterSource
    {
        public ConnectionFilter Filter => filter;

        public DeferredMail? Deferred => null;

        public Task<Verdict> EvaluateAsync(FilterRequest request, ConnectionFilter? with) => filter.EvaluateAsync(request);
    }
}
