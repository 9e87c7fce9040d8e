using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock.Tests.Sessions;

/// <summary>What a door knows of the client at a moment.</summary>
internal readonly record struct Facts(string Client, bool LoggedIn, bool Bypassed);

/// <summary>How a door uses a session.</summary>
internal readonly record struct DoorKind(ReportHabit Reports, bool AcceptsAfterHelo, RejectAt RejectAt);

/// <summary>
/// What must become of a session, as a list of rules over all that has been said in it: nothing is remembered but the story. Slow, plain, and written from
/// the manual.
/// </summary>
internal sealed class SessionModel(SessionWorld world, DoorKind door)
{
    public const string Nothing = "Continue";

    private readonly List<string> _names = [];
    private readonly List<string> _logged = [];
    private Facts? _begun;
    private Facts _now;

    private sealed record Outcome(string Fate, string Rule);

    public bool HasBegun => _begun is not null;

    public void Begin(Facts client)
    {
        Forget();
        (_begun, _now) = (client, client);
    }

    public void Forget()
    {
        _begun = null;
        _names.Clear();
        _logged.Clear();
    }

    public void Continue(Facts now)
    {
        if (_begun is null || _begun.Value.Client != now.Client)
            Begin(now);
        _now = now;
    }

    /// <returns>Whether it is answered.</returns>
    public bool Helo(Facts now, string name)
    {
        if (_begun is null || _begun.Value.Client != now.Client || world.Helo == "off")
            return false;
        _now = now;
        _names.Add(name);
        return !Waits;
    }

    public string AtHelo(string @event)
    {
        var outcome = Counting();
        return Waits || outcome.Rule != "Helo" ? Nothing : Refusal(outcome, @event, "Command", "", logsAgain: door.Reports != ReportHabit.Once);
    }

    public string BeforeRecipients(string @event, string refused)
    {
        var outcome = Counting();
        if (outcome.Fate == "served")
            return door.AcceptsAfterHelo && IsOpen(outcome) ? Nothing : Acceptance(outcome, @event);
        return Waits ? Nothing : Refusal(outcome, @event, refused, "", logsAgain: door.Reports == ReportHabit.Always);
    }

    public string AtRecipient(string @event, string? recipient)
    {
        var outcome = Counting();
        if (outcome.Fate == "served")
            return Acceptance(outcome, @event);
        if (recipient is null && world.ExemptsRecipients)
            return Nothing;
        if (recipient == SessionWorld.ExemptRecipient && world.ExemptsRecipients)
            return Line("Exempt", outcome, $"{@event} AcceptRecipient {recipient} ", isFinal: false);
        return Refusal(outcome, @event, "Command", recipient ?? "", logsAgain: Waits || door.Reports == ReportHabit.Always);
    }

    public string AtHeaders(Facts entered, IEnumerable<string> recipients)
    {
        var outcome = About(entered, "");
        if (outcome.Fate == "served")
            return Line("Accept", outcome, "OnEndOfHeaders AcceptMessage  ", isFinal: true);
        if (world.ExemptsRecipients && recipients.Contains(SessionWorld.ExemptRecipient))
            return Line("Exempt", outcome, $"OnEndOfHeaders AcceptMessage {SessionWorld.ExemptRecipient} ", isFinal: false);
        return outcome.Fate == "refused"
            ? Line("Refuse", outcome, "OnEndOfHeaders RejectMessage  said", isFinal: true)
            : Line("Report", outcome, "OnEndOfHeaders ReportMessage  said", isFinal: true);
    }

    private bool Waits => world.AtRecipient || world.ExemptsRecipients || door.RejectAt == RejectAt.Recipient;

    // Exceptions first, then the list of those who are let in, that of those who are not, and the name at last.
    private Outcome About(Facts facts, string name)
    {
        if (facts.Bypassed)
            return new("served", "Bypassed");
        if (facts.LoggedIn && world.ExemptsLogin)
            return new("served", "Authenticated");
        if (facts.Client == SessionWorld.Allowed)
            return new("served", "AllowList");
        if (facts.Client == SessionWorld.Listed)
            return new(world.Reports ? "reported" : "refused", "BlockList");
        if (world.Helo != "off" && name == SessionWorld.BadName)
            return new(world.Reports || world.Helo == "report" ? "reported" : "refused", "Helo");
        return new("served", "None");
    }

    // Who would be refused by what he was at first is looked at as what he is now; nobody is looked at twice to be refused.
    private Outcome Counting()
    {
        var first = About(_begun!.Value, _names.LastOrDefault() ?? "");
        var isExempt = _now.Bypassed || (_now.LoggedIn && world.ExemptsLogin);
        return first.Fate != "served" && isExempt ? About(_now, "") : first;
    }

    // A verdict that a name could still change: no rule decided yet, though one may have been reported.
    private bool IsOpen(Outcome outcome) => world.Helo != "off" && (outcome.Fate == "reported" || outcome.Rule == "None");

    private string Acceptance(Outcome outcome, string @event)
    {
        var line = $"{@event} AcceptConnection  ";
        var isNew = !_logged.Contains("acceptance");
        _logged.Add("acceptance");
        return Line("Accept", outcome, isNew ? line : "", isFinal: true);
    }

    private string Refusal(Outcome outcome, string @event, string refused, string recipient, bool logsAgain)
    {
        var isFinal = !Waits && !(door.AcceptsAfterHelo && IsOpen(outcome));
        if (outcome.Fate == "refused")
            return Line("Refuse", outcome, $"{@event} Reject{refused} {recipient} said", isFinal);
        var isLogged = logsAgain || !_logged.Contains("report");
        if (!Waits)
            _logged.Add("report");
        return Line("Report", outcome, isLogged ? $"{@event} Report{refused} {recipient} said" : "", isFinal);
    }

    private static string Line(string action, Outcome outcome, string decision, bool isFinal) =>
        $"{action} {outcome.Rule}{(isFinal ? " final" : "")} [{decision}]";
}
