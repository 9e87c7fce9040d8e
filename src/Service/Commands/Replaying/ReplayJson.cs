using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Replay;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Replaying;

/// <summary>What a replay comes to, for scripts.</summary>
internal static class ReplayJson
{
    public static void Write(JsonObject json, ReplayReport report, int top)
    {
        json.Set("first", Time(report.First)).Set("last", Time(report.Last)).Set("decisions", report.Decisions).Set("same", report.Same)
            .Set("changed", report.Changed).Set("undecidable", report.Undecidable)
            .Set("changes", report.Changes, static (inner, change) => inner.Set("before", Names.Camel(change.Key.Before)).Set("after", Names.Camel(change.Key.After)).Set("count", change.Value));
        Counts(json, "providers", report.Providers, top);
        Counts(json, "clients", report.Clients, top);
        Counts(json, "recipients", report.Recipients, top);
        json.Set("undecidableBecause", report.Untold, static (inner, why) => inner.Set("reason", why.Key).Set("count", why.Value));
        json.Set("examples", report.Kept.Take(top), Write);
    }

    private static void Write(JsonObject json, ReplayedDecision decision) => json
        .Set("time", Time(decision.Line.Timestamp)).Set("client", decision.Line.Client?.ToString()).Set("recipient", decision.Line.Recipient.Length > 0 ? decision.Line.Recipient : null)
        .Set("before", Names.Camel(decision.Before)).Set("after", decision.After is { } after ? Names.Camel(after) : null).Set("provider", decision.Provider)
        .Set("policy", decision.Verdict?.Policy is { Length: > 0 } policy ? policy : null).Set("score", decision.Verdict?.Cause().Score)
        .Set("replyBefore", decision.Line.SmtpResponse.Length > 0 ? decision.Line.SmtpResponse : null).Set("replyAfter", decision.Verdict?.Cause().Reply?.ToString())
        .Set("steps", decision.Verdict is { } verdict ? ReplayedSteps.Of(verdict) : []);

    private static void Counts(JsonObject json, string name, IReadOnlyList<KeyValuePair<string, long>> counts, int top) =>
        json.Set(name, counts.Take(top), static (inner, count) => inner.Set("name", count.Key).Set("count", count.Value));

    private static string? Time(DateTimeOffset? time) => time is { } moment ? PointInTime.Format(moment) : null;
}
