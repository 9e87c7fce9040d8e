using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Sessions;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Sessions;

/// <summary>Sessions of clients whose mail is deferred once.</summary>
public sealed class DeferOnceTests : IAsyncLifetime
{
    private const string Sender = "a@sender.example", Recipient = "user@site.example";

    private readonly EngineUnderTest _test = new();
    private readonly Mail _mail = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task A_doubtful_client_is_deferred_at_the_recipient_and_accepted_when_the_mail_comes_again_from_elsewhere()
    {
        Write("");
        var session = await BeginAsync("198.51.100.7");
        Assert.Equal(SessionAction.Continue, session.AtConnect(_mail).Action);
        var step = At(session);
        Assert.Equal((SessionAction.Refuse, 451, "RejectCommand"), (step.Action, step.Verdict!.Reply!.StatusCode, step.Decision!.Action));
        Assert.Equal(Sender, step.Decision.Sender);
        Assert.False(step.IsFinal);

        _test.Pass(299);
        Assert.Equal(SessionAction.Refuse, At(await BeginAsync("198.51.100.8")).Action);
        _test.Pass(1);
        session = await BeginAsync("198.51.100.9");
        step = At(session);
        Assert.Equal((SessionAction.Accept, "AcceptRecipient", false), (step.Action, step.Decision!.Action, step.IsFinal));
        Assert.Equal((VerdictRule.Score, VerdictAction.Accept, "deferred 5m ago, and the client retried"), (step.Verdict!.Rule, step.Verdict.Action, step.Verdict.Reason));
        Assert.Null(step.Verdict.Reply);
        Assert.Equal("1", step.Verdict.Score.ToString());

        // Asked about once more, and for another recipient.
        Assert.Equal(SessionAction.Accept, At(session).Action);
        Assert.Equal(SessionAction.Refuse, At(session, "other@site.example").Action);
        Assert.False(session.IsSettled);
    }

    [Fact]
    public async Task Where_mail_is_marked_at_all_what_has_come_again_is_marked()
    {
        Write("", "\"mark\": 0.5, \"defer\": 1, \"reject\": 3");
        Assert.Equal(SessionAction.Refuse, At(await BeginAsync("198.51.100.7")).Action);
        _test.Pass(300);
        var step = At(await BeginAsync("198.51.100.8"));
        Assert.Equal((SessionAction.Mark, "MarkMessage", true), (step.Action, step.Decision!.Action, step.Verdict!.IsMarked));
        Assert.Equal("list", step.Verdict.ProviderName);
    }

    [Fact]
    public async Task Whoever_is_rejected_is_not_deferred_and_is_told_at_connect()
    {
        Write("", "\"defer\": 0.5, \"reject\": 1");
        Assert.Equal(SessionAction.Refuse, (await BeginAsync("198.51.100.7")).AtConnect(_mail).Action);
        Assert.Equal(0, _test.Engine.Deferred!.Count);
    }

    [Fact]
    public async Task Unless_the_settings_say_so_whoever_is_deferred_is_deferred_each_time_and_at_connect()
    {
        Write("", deferOnce: false);
        Assert.Null(_test.Engine.Deferred);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(451, (await BeginAsync("198.51.100.7")).AtConnect(_mail).Verdict!.Reply!.StatusCode);
            Assert.Equal(SessionAction.Refuse, At(await BeginAsync("198.51.100.7")).Action);
            _test.Pass(301);
        }

        Assert.False(File.Exists(_test.PathOf("log/deferred-mail.bin")));
    }

    [Fact]
    public async Task An_exempt_recipient_does_not_wait_and_is_not_remembered()
    {
        Write($"\"exceptions\": {{ \"recipients\": [ \"{Recipient}\" ] }}");
        Assert.Equal(SessionAction.Exempt, At(await BeginAsync("198.51.100.7")).Action);
        Assert.Equal(0, _test.Engine.Deferred!.Count);
    }

    [Fact]
    public async Task What_is_only_reported_is_neither_deferred_nor_remembered()
    {
        Write("\"mode\": \"report\"");
        var step = At(await BeginAsync("198.51.100.7"));
        Assert.Equal((SessionAction.Report, 451), (step.Action, step.Decision!.Reply!.StatusCode));
        Assert.Equal(0, _test.Engine.Deferred!.Count);
    }

    [Fact]
    public async Task Behind_RCPT_nothing_is_said_when_the_mail_server_does_not_name_the_recipients()
    {
        Write("");
        var session = await BeginAsync("198.51.100.7");
        Assert.Equal(SessionAction.Continue, session.AtRecipient(SessionPoint.EndOfHeaders, null, _mail).Action);
        Assert.Equal(0, _test.Engine.Deferred!.Count);
    }

    [Fact]
    public async Task A_policy_of_its_own_may_defer_once_what_is_deferred_each_time_for_all_others()
    {
        Write($$"""
            "recipientPolicies": [ { "name": "patient", "recipients": [ "{{Recipient}}" ], "deferOnce": true } ]
            """, deferOnce: false);
        Assert.Equal(SessionAction.Refuse, At(await BeginAsync("198.51.100.7")).Action);
        Assert.Equal(SessionAction.Refuse, At(await BeginAsync("198.51.100.7"), "other@site.example").Action);
        _test.Pass(300);
        var step = At(await BeginAsync("198.51.100.7"));
        Assert.Equal((SessionAction.Accept, "patient"), (step.Action, step.Verdict!.Policy));
        Assert.Equal(SessionAction.Refuse, At(await BeginAsync("198.51.100.7"), "other@site.example").Action);
        Assert.Equal(1, _test.Engine.Deferred!.Count);
    }

    [Fact]
    public async Task Mail_that_an_internal_server_hands_on_is_deferred_as_a_whole_and_accepted_as_a_whole()
    {
        Write("");
        Assert.Equal(451, (await LookAgainAsync("one@site.example", "two@site.example")).Verdict!.Reply!.StatusCode);
        _test.Pass(300);
        var step = await LookAgainAsync("two@site.example", "three@site.example");
        Assert.Equal((SessionAction.Accept, "AcceptMessage"), (step.Action, step.Decision!.Action));
    }

    [Fact]
    public async Task A_restart_of_the_engine_forgets_nothing_and_the_file_moves_with_the_log()
    {
        Write("");
        At(await BeginAsync("198.51.100.7"));
        Write("\"log\": { \"directory\": \"elsewhere\" }");
        Assert.Equal(64, new FileInfo(_test.PathOf("elsewhere/deferred-mail.bin")).Length);
        Assert.Equal(64, new FileInfo(_test.PathOf("log/deferred-mail.bin")).Length);
        _test.Pass(300);
        using (var next = new FilterEngine(_test.SettingsPath, _test.Clock, _test.Notices))
            Assert.NotNull(next.Deferred!.HasComeAgain(Sender, Recipient));
        Write("", deferOnce: false);
        Assert.Null(_test.Engine.Deferred);
    }

    // A large provider: each try comes from any address of twenty /24s, all of them on the list. Its queue comes again after 1, 6 and 20 minutes.
    [Fact]
    public async Task Of_a_provider_with_twenty_networks_no_mail_is_deferred_more_than_twice()
    {
        Write("");
        var random = new System.Random(20);
        var waiting = Enumerable.Range(0, 40).ToDictionary(static mail => mail, static _ => 0);
        foreach (var minutes in new[] { 0, 1, 5, 14 })
        {
            _test.Pass(minutes * 60);
            foreach (var mail in waiting.Keys.ToList())
            {
                var session = await BeginAsync($"198.51.{100 + random.Next(20)}.{random.Next(1, 255)}");
                if (session.AtRecipient(SessionPoint.Recipient, $"user{mail % 5}@site.example", new Mail { Sender = mail % 9 == 0 && mail < 45 ? $"<bounce+{mail}@pool.example>" : $"news{mail}@pool.example" }).Action == SessionAction.Accept)
                    waiting.Remove(mail);
                else
                    Assert.True(++waiting[mail] <= 2);
            }
        }

        Assert.Empty(waiting);
    }

    private SessionStep At(MailSession session, string recipient = Recipient) => session.AtRecipient(SessionPoint.Recipient, recipient, _mail);

    private async Task<MailSession> BeginAsync(string client)
    {
        var session = new MailSession(_test.Engine);
        session.Begin(new FilterRequest(Some.Client(client)));
        await session.Decided.WaitAsync(Some.Patience);
        await session.DecidedFor(Recipient).WaitAsync(Some.Patience);
        return session;
    }

    private async Task<SessionStep> LookAgainAsync(params string[] recipients)
    {
        var look = new MailSession(_test.Engine).LookAgain(new FilterRequest(Some.Client("198.51.100.7")), recipients);
        await look.Decided.WaitAsync(Some.Patience);
        return look.Judge(_mail);
    }

    private void Write(string more, string thresholds = "\"defer\": 1, \"reject\": 3", bool deferOnce = true)
    {
        var zone = _test.Server.Zone("list.test");
        for (var network = 0; network < 20; network++)
        {
            for (var host = 1; host < 255; host++)
                zone.Lists($"198.51.{100 + network}.{host}", "127.0.0.2");
        }

        _test.Write($$"""
            "verdict": "score", "thresholds": { {{thresholds}} }, "deferOnce": { "enabled": {{(deferOnce ? "true" : "false")}} },
            "blockProviders": [ {{Some.List("list")}} ]{{(more.Length > 0 ? ", " + more : "")}}
            """);
        _test.Pass(2);
        _test.Engine.Reload();
        Assert.Empty(_test.Engine.SettingsErrors);
    }

    private sealed class Mail : ISessionText
    {
        public string SessionId => "";

        public string LocalEndpoint => "";

        public string RemoteEndpoint => "";

        public string Sender { get; init; } = DeferOnceTests.Sender;

        public string HeloName => "";

        public string ClientName => "";
    }
}
