using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Filtering;
using IpBlock.Sessions;
using Xunit;

namespace IpBlock.Tests.Sessions;

/// <summary>Whatever happens in a session, in whatever order: it does and logs what a plain list of rules says.</summary>
public sealed class RandomSessionTests : IAsyncLifetime
{
    private readonly Dictionary<SessionWorld, EngineUnderTest> _engines = [];

    public ValueTask InitializeAsync()
    {
        foreach (var world in SessionWorld.All())
        {
            var engine = new EngineUnderTest();
            engine.Write(world.Settings);
            Assert.Empty(engine.Engine.SettingsErrors);
            _engines.Add(world, engine);
        }

        return default;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines.Values)
            await engine.DisposeAsync();
    }

    [Fact]
    public void A_session_goes_as_the_rules_say()
    {
        var stories =
            from world in Gen.Elements(_engines.Keys.ToArray())
            from door in SessionEvent.AnyDoor
            from isSlow in Gen.Elements(true, false)
            from events in Gen.ListOf(SessionEvent.Any)
            select (world, door, isSlow, events: events.ToArray());
        Sampled.Check(Prop.ForAll(stories.ToArbitrary(), story => Play(story.world, story.door, story.isSlow, story.events)), 5000);
    }

    // Every pair of happenings in a row behind a connection, in every world: what a random story may be too short, or too long, to meet.
    [Fact]
    public void Two_events_after_one_another_go_as_the_rules_say()
    {
        Sampled.NotWhileMutated();
        var random = new Random(5);
        foreach (var world in _engines.Keys)
        {
            foreach (var first in Enum.GetValues<Happening>())
            {
                foreach (var second in Enum.GetValues<Happening>())
                {
                    Happening[] events = [Happening.Connect, first, second, Happening.Recipient];
                    Play(world, AnyDoor(random), isSlow: false, Array.ConvertAll(events, what => AnyOf(what, random)));
                }
            }
        }
    }

    private static DoorKind AnyDoor(Random random) => new((ReportHabit)random.Next(3), random.Next(2) == 0, IpBlock.Settings.RejectAt.Connect);

    private static SessionEvent AnyOf(Happening what, Random random) => new(
        what,
        random.Next(2) == 0 ? SessionWorld.Listed : SessionWorld.Unknown,
        random.Next(2) == 0 ? SessionWorld.BadName : SessionWorld.GoodName,
        random.Next(2) == 0 ? SessionWorld.ExemptRecipient : SessionWorld.OtherRecipient,
        random.Next(2) == 0);

    private void Play(SessionWorld world, DoorKind door, bool isSlow, SessionEvent[] events)
    {
        var played = new PlayedSession(_engines[world].Engine, door, isSlow);
        var model = new SessionModel(world, door);
        var facts = new Facts(SessionWorld.Unknown, false, false);
        var story = new List<string>();
        foreach (var one in events)
        {
            facts = one.What switch
            {
                Happening.Connect => new Facts(one.Client, false, false),
                Happening.LogIn => facts with { LoggedIn = true },
                Happening.LogOut => facts with { LoggedIn = false, Bypassed = false },
                Happening.Bypass => facts with { Bypassed = true },
                Happening.OtherClient => facts with { Client = one.Client },
                _ => facts,
            };
            var (expected, actual) = (Foretell(model, one, facts), played.Take(one, facts));
            story.Add($"{one} {actual}");
            Assert.True(expected == actual, $"{world} {door} slow={isSlow}: {string.Join("; ", story)}, expected {expected}");
        }
    }

    private static string Foretell(SessionModel model, SessionEvent one, Facts facts)
    {
        switch (one.What)
        {
            case Happening.Connect:
                model.Begin(facts);
                return model.BeforeRecipients("OnConnect", "Connection");
            case Happening.Helo or Happening.Ehlo:
                return model.Helo(facts, one.Name) ? model.AtHelo(one.What == Happening.Helo ? "OnHeloCommand" : "OnEhloCommand") : SessionModel.Nothing;
            case Happening.Point:
                return model.HasBegun ? model.BeforeRecipients("OnMailCommand", "Command") : SessionModel.Nothing;
            case Happening.Recipient:
                model.Continue(facts);
                return model.AtRecipient("OnRcptCommand", one.Recipient);
            case Happening.RecipientAsKnown:
                return model.HasBegun ? model.AtRecipient("OnRcptCommand", one.Recipient) : SessionModel.Nothing;
            case Happening.UnknownRecipient:
                model.Continue(facts);
                return model.AtRecipient("OnRcptCommand", null);
            case Happening.Headers:
                return model.AtHeaders(facts with { Client = one.Client }, Recipients(one));
            case Happening.NextSession:
                model.Forget();
                return SessionModel.Nothing;
            default:
                return SessionModel.Nothing;
        }
    }

    private static string[] Recipients(SessionEvent one) => one.IsHelo ? [SessionWorld.OtherRecipient, one.Recipient] : [one.Recipient];

    /// <summary>The session itself, told as a door would tell it.</summary>
    private sealed class PlayedSession : ISessionText
    {
        private readonly MailSession _session;
        private readonly FilterEngine _engine;
        private readonly Queue<Action> _underWay = new();
        private bool _hasBegun;

        public PlayedSession(FilterEngine engine, DoorKind door, bool isSlow)
        {
            _engine = engine;
            _session = new MailSession(engine)
            {
                Reports = door.Reports,
                AcceptsAfterHelo = door.AcceptsAfterHelo,
                RejectAt = door.RejectAt,
                Evaluate = isSlow ? EvaluateSlowly : null,
            };
        }

        public string SessionId => "s1";

        public string LocalEndpoint => "here";

        public string RemoteEndpoint => "there";

        public string Sender => "";

        public string HeloName => "";

        public string ClientName => "";

        public string Take(SessionEvent one, Facts facts)
        {
            switch (one.What)
            {
                case Happening.Connect:
                    _hasBegun = true;
                    _session.Begin(Describe(facts));
                    return Told(() => _session.AtConnect(this));
                case Happening.Helo:
                    return _session.Helo(Describe(facts), one.Name, null) ? Told(() => _session.AtHelo(SessionPoint.Helo, this)) : SessionModel.Nothing;
                case Happening.Ehlo:
                    return _session.Helo(Describe(facts), one.Name, null) ? Told(() => _session.AtHelo(SessionPoint.Ehlo, this)) : SessionModel.Nothing;
                case Happening.Point:
                    return _hasBegun ? Told(() => _session.BeforeRecipients(new SessionPoint("OnMailCommand", "Command"), this)) : SessionModel.Nothing;
                case Happening.Recipient:
                    _hasBegun = true;
                    _session.Continue(Describe(facts));
                    return Told(() => _session.AtRecipient(SessionPoint.Recipient, one.Recipient, this));
                case Happening.RecipientAsKnown:
                    return _hasBegun ? Told(() => _session.AtRecipient(SessionPoint.Recipient, one.Recipient, this)) : SessionModel.Nothing;
                case Happening.UnknownRecipient:
                    _hasBegun = true;
                    _session.Continue(Describe(facts));
                    return Told(() => _session.AtRecipient(SessionPoint.Recipient, null, this));
                case Happening.Headers:
                    var look = _session.LookAgain(Describe(facts with { Client = one.Client }), Recipients(one));
                    return Told(() => look.Judge(this), look.Decided);
                case Happening.NextSession:
                    _hasBegun = false;
                    _session.Forget();
                    return SessionModel.Nothing;
                default:
                    return SessionModel.Nothing;
            }
        }

        private static FilterRequest Describe(Facts facts) => new(Some.Client(facts.Client)) { IsAuthenticated = facts.LoggedIn, IsBypassed = facts.Bypassed };

        private string Told(Func<SessionStep> judge, Task? decided = null)
        {
            while (_underWay.TryDequeue(out var answer))
                answer();
            Assert.True((decided ?? _session.Decided).IsCompletedSuccessfully);
            var step = judge();
            if (step.Action == SessionAction.Continue)
                return step.Decision is null && step.Verdict is null ? SessionModel.Nothing : "Continue with something";
            var verdict = step.Verdict!;
            var decision = step.Decision;
            var isOfThisSession = decision is null
                || (decision.Verdict, decision.SessionId, decision.LocalEndpoint, decision.RemoteEndpoint) == (verdict, SessionId, LocalEndpoint, RemoteEndpoint);
            Assert.True(isOfThisSession);
            Assert.True(decision?.Reply is null || decision.Reply == verdict.Cause().Reply);
            var line = decision is null ? "" : $"{decision.Event} {decision.Action} {decision.Recipient} {(decision.Reply is null ? "" : "said")}";
            return $"{step.Action} {verdict.Cause().Rule}{(step.IsFinal ? " final" : "")} [{line}]";
        }

        // Answers when it is waited for, and not before.
        private Task<Verdict> EvaluateSlowly(FilterRequest request)
        {
            var source = new TaskCompletionSource<Verdict>();
            var deciding = _engine.EvaluateAsync(request);
            _underWay.Enqueue(() => source.SetResult(deciding.GetAwaiter().GetResult()));
            return source.Task;
        }
    }
}
