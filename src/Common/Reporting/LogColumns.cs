using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Reporting;

/// <summary>The columns of the decision log in their order. New ones are added at the end: whoever reads the log by position goes on reading it.</summary>
public static class LogColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<LogColumn> All { get; } =
    [
        new("Timestamp", "when, in UTC", static (_, at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        new("SessionId", "the session ID, as in the mail server's own logs", static (decision, _) => decision.SessionId),
        new("LocalEndpoint", "address and port of this server, if known", static (decision, _) => decision.LocalEndpoint),
        new("RemoteEndpoint", "address and port of the client", static (decision, _) => decision.RemoteEndpoint),
        new("Event", "the event in the session: `OnConnect`, `OnHeloCommand`, `OnMailCommand`, `OnRcptCommand`, `OnEndOfHeaders`, ...; not every mail server has all of them", static (decision, _) => decision.Event),
        new("Action", "the action; see below", static (decision, _) => decision.Action),
        new("SmtpResponse", "the SMTP reply to the client, or the reply it would have received in report mode; empty when it was accepted", static (decision, _) => decision.Reply?.ToString()),
        new(
            "Rule",
            "the rule that decided: `PrivateNetwork`, `Authenticated`, `ClientException`, `AllowList`, `BlockList`, `AllowProvider`, `DynamicHost`, `BlockProvider`, `ListsSilent`, `Helo`, ...; empty when none matched",
            static (decision, _) => decision.Verdict.Cause().Rule is not VerdictRule.None and var rule ? rule.ToString() : ""),
        new("Provider", "the list that decided, or would have decided", static (decision, _) => decision.Verdict.Cause().ProviderName),
        new("ReturnCodes", "its return codes, with their meaning if the settings define one", static (decision, _) => Codes(decision.Verdict.Cause())),
        new(
            "Reason",
            "the reason that the list gives, followed by its removal page if the settings define one; or the comment of the entry or exception that decided",
            static (decision, _) => Reason(decision.Verdict.Cause()),
            maxLength: 800),
        new("Recipient", "the recipient; empty for a decision about the connection", static (decision, _) => decision.Recipient),
        new(
            "Missing",
            "lists without an answer, each with the cause: `name=Late`, `=Failed`, `=Suspended`, `=NotReached`, or the error code; separated by `;`",
            static (decision, _) => ByProvider(decision.Verdict.Cause().Missing)),
        new("Milliseconds", "how long the decision took", static (decision, _) => decision.Verdict.Cause().Took.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)),
        new(
            "Listed",
            "the block lists that list the client, with their codes, including those in report mode. A rejection waits at most 100 ms for their answers; empty if no list rejects the client",
            static (decision, _) => ByProvider(decision.Verdict.Cause().Listed)),
        new("Policy", "the recipient policy that applied; empty if the general settings applied", static (decision, _) => decision.Verdict.Cause().Policy),
        new("Score", "the sum of the scores at the decision, if verdict is score", static (decision, _) => decision.Verdict.Cause().Score?.ToString()),
        new("Steps", "the answer of each list and its effect; see below", static (decision, _) => StepsText.Of(decision.Verdict.Cause()), maxLength: 8192),
        new("Sender", "the sender of the message; empty before MAIL, and for the null sender", static (decision, _) => decision.Sender),
        new("Helo", "the HELO or EHLO name of the client, if the mail server provides it", static (decision, _) => decision.HeloName),
        new("ClientName", "the client's host name as determined by the mail server; empty if there is none or the mail server does not provide it", static (decision, _) => decision.ClientName),
    ];

    /// <summary>The names of all columns with commas between them, as the log's <c>#Fields</c> line has them.</summary>
    public static string Fields { get; } = string.Join(",", All.Select(static column => column.Name));

    private static string? Reason(Verdict verdict) => verdict.Exception?.Comment ?? verdict.Entry?.Comment ?? verdict.List?.Source ?? OfList(verdict);

    // Whoever is asked by somebody who was rejected sees where he gets off the list.
    private static string OfList(Verdict verdict) => verdict.Reply is null ? verdict.Reason : RemovalPage.Behind(verdict.Reason, verdict.RemovalPage);

    private static string Codes(Verdict verdict)
    {
        if (verdict.Answer is not { } answer)
            return "";
        var codes = new List<string>();
        foreach (var code in answer.Codes)
            codes.Add(answer.Provider.MeaningOf(code) is { Length: > 0 } meaning ? new ReturnCode(code) + " (" + meaning + ")" : new ReturnCode(code).ToString());
        return string.Join(" ", codes);
    }

    private static string ByProvider(IReadOnlyList<ProviderAnswer> answers)
    {
        if (answers.Count == 0)
            return "";
        var parts = new List<string>();
        foreach (var answer in answers)
            parts.Add(answer.Provider.Name + "=" + (answer.Outcome is ProviderOutcome.Refused or ProviderOutcome.Matched ? new ReturnCode(answer.Code).ToString() : answer.Outcome.ToString()));
        return string.Join(";", parts);
    }
}
