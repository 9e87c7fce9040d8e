using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Tests.Sessions;

/// <summary>What a session holds on to, and when it asks, waits, fails and takes memory. What it decides is in <see cref="RandomSessionTests"/>.</summary>
public sealed class MailSessionTests : IAsyncLifetime
{
    private const string Listed = SessionWorld.Listed;
    private const string Unknown = SessionWorld.Unknown;
    private const string Recipient = SessionWorld.OtherRecipient;

    private readonly EngineUnderTest _test = new();
    private readonly Text _text = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public void A_session_keeps_the_filter_with_which_it_began()
    {
        Write($$"""
            "blockList": [ "{{Listed}}" ], "rejectAt": "recipient", "exceptions": { "recipients": [ "{{Recipient}}" ] },
            "helo": { "enabled": true, "own": [ "{{SessionWorld.BadName}}" ] }
            """);
        var session = new MailSession(_test.Engine);
        session.Begin(From(Listed));
        Write("\"exceptions\": { \"exemptAuthenticated\": false }");

        Assert.True(session.HearsHelo);
        Assert.True(session.WaitsForRecipients);
        Assert.Equal(SessionAction.Exempt, At(session, Recipient).Action);
        session.Continue(From(Listed));
        Assert.Equal(SessionAction.Refuse, At(session, "another@site.example").Action);
        session.Continue(From(Listed) with { IsAuthenticated = true });
        Assert.Equal(VerdictRule.Authenticated, At(session, Recipient).Verdict!.Rule);

        session.Begin(From(Listed));
        Assert.False(session.HearsHelo);
        Assert.Equal(SessionAction.Accept, session.AtConnect(_text).Action);
    }

    [Fact]
    public void Another_client_and_a_second_look_get_the_filter_that_is_in_force_by_then()
    {
        Write($"\"blockList\": [ \"{Listed}\" ]");
        var session = new MailSession(_test.Engine);
        session.Begin(From(Unknown));
        Write($"\"blockList\": [ \"{Unknown}\" ], \"exceptions\": {{ \"recipients\": [ \"{Recipient}\" ] }}");

        Assert.Equal(SessionAction.Accept, At(session, Recipient).Action);
        Assert.Equal(SessionAction.Exempt, session.LookAgain(From(Unknown), ["another@site.example", Recipient]).Judge(_text).Action);
        Assert.Equal(SessionAction.Accept, session.LookAgain(From(Listed), []).Judge(_text).Action);
        session.Continue(From(Listed));
        session.Continue(From(Unknown));
        Assert.Equal(SessionAction.Exempt, At(session, Recipient).Action);
    }

    [Fact]
    public void Without_settings_every_client_is_served_and_the_log_says_why()
    {
        _test.WriteText("no settings");
        var session = new MailSession(_test.Engine);
        Assert.False(session.HearsHelo);
        session.Begin(From(Listed));
        Assert.False(session.WaitsForRecipients);
        Assert.False(session.Helo(From(Listed), "name", null));
        Assert.Equal((SessionAction.Accept, VerdictRule.NoSettings), Of(session.AtConnect(_text)));
        session.Continue(From(Listed) with { IsAuthenticated = true });
        Assert.Equal((SessionAction.Accept, VerdictRule.NoSettings), Of(At(session, Recipient)));
        Assert.Equal((SessionAction.Accept, VerdictRule.NoSettings), Of(session.LookAgain(From(Listed), []).Judge(_text)));
    }

    [Fact]
    public void Before_it_begins_a_session_knows_only_whether_names_matter()
    {
        Write("\"helo\": { \"enabled\": true }");
        var session = new MailSession(_test.Engine);
        Assert.True(session.HearsHelo);
        Assert.False(session.Helo(From(Unknown), "name", null));
        Assert.False(session.IsSettled);
        Assert.Equal("", session.HeloName);
        Assert.Equal("The session has not started.", Assert.Throws<InvalidOperationException>(() => { _ = session.Decided; }).Message);
        Assert.Throws<InvalidOperationException>(() => session.AtConnect(_text));
        Assert.Throws<ArgumentNullException>(static () => new MailSession(null!));
    }

    [Fact]
    public async Task Lists_are_asked_once_whatever_is_told_while_they_have_not_answered()
    {
        Write($"\"helo\": {{ \"enabled\": true, \"own\": [ \"{SessionWorld.BadName}\" ] }}");
        var asked = new List<FilterRequest>();
        var verdict = new TaskCompletionSource<Verdict>();
        var session = new MailSession(_test.Engine)
        {
            Evaluate = request =>
            {
                asked.Add(request);
                return request.IsAuthenticated ? _test.Engine.EvaluateAsync(request) : verdict.Task;
            },
        };
        session.Begin(From(Unknown));
        Assert.True(session.Helo(From(Unknown), SessionWorld.BadName, null));
        Assert.False(session.Decided.IsCompleted);
        Assert.False(session.IsSettled);
        session.Continue(From(Unknown) with { IsAuthenticated = true });
        session.Continue(From(Unknown) with { IsAuthenticated = true });
        Assert.False(session.Decided.IsCompleted);
        Assert.Single(asked);

        verdict.SetResult(await _test.EvaluateAsync(Unknown));
        await session.Decided.WaitAsync(Some.Patience);
        Assert.Equal((SessionAction.Accept, VerdictRule.Authenticated), Of(At(session, Recipient)));
        session.Continue(From(Unknown) with { IsAuthenticated = true });
        session.Continue(From(Unknown) with { IsAuthenticated = true });
        Assert.Equal(2, asked.Count);

        session.Continue(From(Unknown));
        Assert.Equal((SessionAction.Refuse, VerdictRule.Helo), Of(At(session, Recipient)));
    }

    [Fact]
    public async Task Who_logs_in_before_the_lists_have_answered_and_is_on_none_is_served_for_that()
    {
        Write("\"log\": { \"enabled\": false }");
        var asked = 0;
        var verdict = new TaskCompletionSource<Verdict>();
        var session = new MailSession(_test.Engine)
        {
            Evaluate = _ =>
            {
                asked++;
                return verdict.Task;
            },
        };
        session.Begin(From(Unknown));
        session.Continue(From(Unknown) with { IsBypassed = true });
        verdict.SetResult(await _test.EvaluateAsync(Unknown));
        await session.Decided.WaitAsync(Some.Patience);
        Assert.Equal((SessionAction.Accept, VerdictRule.None), Of(At(session, Recipient)));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task An_engine_that_fails_is_asked_again_once_the_session_is_forgotten()
    {
        Write($"\"blockList\": [ \"{Listed}\" ]");
        var tries = 0;
        var session = new MailSession(_test.Engine)
        {
            Evaluate = request => ++tries switch
            {
                1 => Task.FromException<Verdict>(new InvalidOperationException("later")),
                2 => throw new InvalidOperationException("at once"),
                _ => _test.Engine.EvaluateAsync(request),
            },
        };
        session.Begin(From(Listed));
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.Decided);
        session.Continue(From(Listed) with { IsAuthenticated = true });
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.Decided);
        Assert.Throws<InvalidOperationException>(() => session.AtConnect(_text));
        Assert.False(session.IsSettled);
        Assert.Equal(1, tries);

        session.Forget();
        Assert.Throws<InvalidOperationException>(() => session.Continue(From(Listed)));
        session.Continue(From(Listed));
        Assert.Equal(SessionAction.Refuse, At(session, Recipient).Action);
    }

    [Fact]
    public async Task A_name_that_an_exempt_client_gives_is_not_answered()
    {
        Write($"\"helo\": {{ \"enabled\": true, \"own\": [ \"{SessionWorld.BadName}\" ] }}, \"exceptions\": {{ \"clients\": [ \"*.partner.test\" ] }}");
        _test.Server.Reverse(Unknown, "mx.partner.test");
        _test.Server.Name("mx.partner.test").Address(Unknown);
        var session = new MailSession(_test.Engine);
        session.Begin(From(Unknown));
        Assert.True(session.Helo(From(Unknown), SessionWorld.BadName, null));
        await session.Decided.WaitAsync(Some.Patience);
        Assert.Equal(SessionAction.Continue, session.AtHelo(SessionPoint.Helo, _text).Action);
        Assert.Equal((SessionAction.Accept, VerdictRule.ClientException), Of(At(session, Recipient)));
    }

    [Fact]
    public void The_address_to_which_the_client_came_is_no_name_for_it()
    {
        Write("\"helo\": { \"enabled\": true }");
        var session = new MailSession(_test.Engine);
        session.Begin(From(Unknown));
        session.Helo(From(Unknown), "[203.0.113.25]", Some.Client("203.0.113.25"));
        Assert.Equal("[203.0.113.25]", session.HeloName);
        Assert.Equal((SessionAction.Refuse, VerdictRule.Helo), Of(session.AtHelo(SessionPoint.Ehlo, _text)));
        session.Begin(From(Unknown));
        Assert.Equal("", session.HeloName);
    }

    [Fact]
    public async Task A_name_that_was_refused_hides_no_report_that_comes_after_it()
    {
        Write($$"""
            "helo": { "enabled": true, "own": [ "{{SessionWorld.BadName}}" ] }, "blockProviders": [ {{Some.List("list", "\"anyMatch\": true, \"mode\": \"report\"")}} ]
            """);
        _test.Server.Zone("list.test").Lists(Unknown, "127.0.0.2");
        var session = new MailSession(_test.Engine);
        session.Begin(From(Unknown));
        await session.Decided.WaitAsync(Some.Patience);
        Assert.True(session.Helo(From(Unknown), SessionWorld.BadName, null));
        Assert.Equal((SessionAction.Refuse, VerdictRule.Helo), Of(session.AtHelo(SessionPoint.Helo, _text)));
        session.Helo(From(Unknown), SessionWorld.GoodName, null);
        Assert.Equal("ReportCommand", At(session, Recipient).Decision!.Action);
        Assert.Null(At(session, Recipient).Decision);
    }

    [Fact]
    public void What_a_door_does_not_know_of_a_decision_is_empty()
    {
        var decision = new Decision(Verdict.WithoutSettings(default));
        Assert.Equal(("", "", ""), (decision.Sender, decision.HeloName, decision.ClientName));
        Assert.Equal(("", "", "", "", "", ""), (decision.SessionId, decision.LocalEndpoint, decision.RemoteEndpoint, decision.Event, decision.Action, decision.Recipient));
        Assert.Null(decision.Reply);
    }

    [Fact]
    public void An_exception_that_ends_in_mid_session_exempts_nobody_and_the_refusal_still_waits()
    {
        Write($$"""
            "blockList": [ "{{Listed}}" ],
            "exceptions": { "recipients": [ { "recipient": "{{Recipient}}", "expires": "{{_test.Clock.UtcNow.AddMinutes(1):yyyy-MM-ddTHH:mm:ssZ}}" } ] }
            """);
        var session = new MailSession(_test.Engine);
        session.Begin(From(Listed));
        Assert.Equal(SessionAction.Exempt, At(session, Recipient).Action);
        _test.Pass(120);
        Assert.Equal(SessionAction.Continue, session.AtConnect(_text).Action);
        Assert.Equal(SessionAction.Refuse, At(session, Recipient).Action);
    }

    [Fact]
    public void Of_a_served_client_nothing_is_asked_for_the_log_twice_and_no_memory_is_taken()
    {
        Write("\"helo\": { \"enabled\": true }");
        var session = new MailSession(_test.Engine);
        session.Begin(From(Unknown));
        session.Helo(From(Unknown), SessionWorld.GoodName, null);
        Assert.False(session.IsSettled);
        Assert.NotNull(session.AtConnect(_text).Decision);
        Assert.True(session.IsSettled);
        var asked = _text.Asked;

        Again(session);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Again(session);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(asked, _text.Asked);
    }

    [Fact]
    public void A_decision_that_was_not_carried_out_is_the_same_with_another_word()
    {
        Write($"\"blockList\": [ \"{Listed}\" ]");
        var session = new MailSession(_test.Engine) { RejectAt = RejectAt.Recipient };
        session.Begin(From(Listed));
        var refused = At(session, Recipient).Decision!;
        var failed = refused.NotCarriedOut();
        Assert.Equal(("RejectCommand", "FailCommand"), (refused.Action, failed.Action));
        Assert.Equal(
            (refused.Verdict, refused.SessionId, refused.LocalEndpoint, refused.RemoteEndpoint, refused.Event, refused.Recipient, refused.Reply),
            (failed.Verdict, failed.SessionId, failed.LocalEndpoint, failed.RemoteEndpoint, failed.Event, failed.Recipient, failed.Reply));
        Assert.Equal(("sender@client.example", "mail.client.example", "host.client.example"), (failed.Sender, failed.HeloName, failed.ClientName));
        Assert.Equal("AcceptMessage", session.LookAgain(From(Unknown), []).Judge(_text).Decision!.NotCarriedOut().Action);
    }

    [Fact]
    public void The_recipients_of_a_message_are_gone_through_only_if_it_would_be_refused()
    {
        Write($"\"blockList\": [ \"{Listed}\" ]");
        var session = new MailSession(_test.Engine);
        IEnumerable<string> none = Enumerable.Range(0, 1).Select<int, string>(static _ => throw new InvalidOperationException("asked"));
        Assert.Equal(SessionAction.Accept, session.LookAgain(From(Unknown), none).Judge(_text).Action);
        Assert.Throws<InvalidOperationException>(() => session.LookAgain(From(Listed), none).Judge(_text));
    }

    private static FilterRequest From(string client) => new(Some.Client(client));

    private static (SessionAction, VerdictRule) Of(SessionStep step) => (step.Action, step.Verdict!.Rule);

    private SessionStep At(MailSession session, string recipient) => session.AtRecipient(SessionPoint.Recipient, recipient, _text);

    private void Again(MailSession session)
    {
        session.Helo(From(Unknown), SessionWorld.GoodName, null);
        session.Continue(From(Unknown));
        var isSame = session.IsSettled && session.Decided.IsCompleted && At(session, Recipient).Action == SessionAction.Accept && session.AtConnect(_text).Decision is null;
        if (!isSame)
            throw new InvalidOperationException("It is no more as it was.");
    }

    private void Write(string properties)
    {
        _test.Write(properties);
        _test.Pass(2);
        _test.Engine.Reload();
        Assert.Empty(_test.Engine.SettingsErrors);
    }

    private sealed class Text : ISessionText
    {
        public int Asked { get; private set; }

        public string SessionId => Say("session");

        public string LocalEndpoint => Say("here");

        public string RemoteEndpoint => Say("there");

        public string Sender => Say("sender@client.example");

        public string HeloName => Say("mail.client.example");

        public string ClientName => Say("host.client.example");

        private string Say(string text)
        {
            Asked++;
            return text;
        }
    }
}
