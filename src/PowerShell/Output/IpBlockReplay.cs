using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Replay;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell;

/// <summary>What other settings would have changed of the decisions in the log.</summary>
public sealed class IpBlockReplay
{
    internal IpBlockReplay(ReplayReport report)
    {
        First = EntryArguments.Local(report.First);
        Last = EntryArguments.Local(report.Last);
        Decisions = report.Decisions;
        Same = report.Same;
        Changed = report.Changed;
        Undecidable = report.Undecidable;
        Changes = [.. report.Changes.Select(static change => new IpBlockCount($"{change.Key.Before} -> {change.Key.After}", change.Value))];
        Providers = Counts(report.Providers);
        Clients = Counts(report.Clients);
        Recipients = Counts(report.Recipients);
        UndecidableBecause = Counts(report.Untold);
        Examples = [.. report.Kept.Select(static decision => new IpBlockReplayedDecision(decision))];
    }

    /// <summary>The first decision's time, local; null when there is none. The log covers no more.</summary>
    public DateTime? First { get; }

    /// <summary>The last decision's time, local; null when there is none.</summary>
    public DateTime? Last { get; }

    /// <summary>How many decisions were judged again.</summary>
    public long Decisions { get; }

    /// <summary>How many would have been the same.</summary>
    public long Same { get; }

    /// <summary>How many would have been others.</summary>
    public long Changed { get; }

    /// <summary>How many cannot be decided, because the log does not say what a list would have said.</summary>
    public long Undecidable { get; }

    /// <summary>What would have been done instead of what was done, the most frequent first.</summary>
    public IReadOnlyList<IpBlockCount> Changes { get; }

    /// <summary>Changes by list.</summary>
    public IReadOnlyList<IpBlockCount> Providers { get; }

    /// <summary>Changes by client.</summary>
    public IReadOnlyList<IpBlockCount> Clients { get; }

    /// <summary>Changes by recipient.</summary>
    public IReadOnlyList<IpBlockCount> Recipients { get; }

    /// <summary>Why decisions cannot be decided.</summary>
    public IReadOnlyList<IpBlockCount> UndecidableBecause { get; }

    /// <summary>The changed decisions, at most 1000 of them.</summary>
    public IReadOnlyList<IpBlockReplayedDecision> Examples { get; }

    private static IReadOnlyList<IpBlockCount> Counts(IReadOnlyList<KeyValuePair<string, long>> counts) => [.. counts.Select(static count => new IpBlockCount(count.Key, count.Value))];
}

/// <summary>A decision of the log that would have been another.</summary>
public sealed class IpBlockReplayedDecision
{
    internal IpBlockReplayedDecision(ReplayedDecision decision)
    {
        Timestamp = decision.Line.Timestamp.LocalDateTime;
        IPAddress = decision.Line.Client?.ToString() ?? "";
        Recipient = decision.Line.Recipient;
        Before = decision.Before.ToString();
        After = decision.After?.ToString();
        Provider = decision.Provider;
        RecipientPolicy = decision.Verdict?.Policy ?? "";
        Score = decision.Verdict?.Cause().Score is { } score ? score.Tenths / 10m : null;
        SmtpResponse = decision.Line.SmtpResponse;
        Reply = decision.Verdict?.Cause().Reply?.ToString();
        Steps = decision.Verdict is { } verdict ? ReplayedSteps.Of(verdict) : [];
    }

    /// <summary>When, in local time.</summary>
    public DateTime Timestamp { get; }

    /// <summary>The client's address.</summary>
    public string IPAddress { get; }

    /// <summary>The recipient; empty for the connection itself.</summary>
    public string Recipient { get; }

    /// <summary>What was done.</summary>
    public string Before { get; }

    /// <summary>What would have been done.</summary>
    public string? After { get; }

    /// <summary>The list because of which it would be otherwise; empty when no list is concerned.</summary>
    public string Provider { get; }

    /// <summary>The recipient policy by which it would be judged; empty for everybody's measure.</summary>
    public string RecipientPolicy { get; }

    /// <summary>The sum of the scores; null where none are added.</summary>
    public decimal? Score { get; }

    /// <summary>What was said to the client; empty when it was accepted.</summary>
    public string SmtpResponse { get; }

    /// <summary>What would be said; null when it would be accepted.</summary>
    public string? Reply { get; }

    /// <summary>The way to the other verdict, in words.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>Client and change.</summary>
    public override string ToString() => $"{IPAddress}: {Before} -> {After}";
}
