using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Replay;
using static IpBlock.Manager.Components.Wordings;

namespace IpBlock.Manager.Pages.WhatIf;

/// <summary>What other settings would change, in words.</summary>
public static class ReplayWords
{
    /// <summary>What was done.</summary>
    public static string Was(ReplayedAction action) => action switch
    {
        ReplayedAction.Accept => "accepted",
        ReplayedAction.Mark => "accepted and marked",
        ReplayedAction.Report => "only reported",
        ReplayedAction.Defer => "deferred",
        _ => "rejected",
    };

    /// <summary>The mark of its badge.</summary>
    public static string KindOf(ReplayedAction action) => action switch
    {
        ReplayedAction.Reject => "critical",
        ReplayedAction.Accept => "well",
        _ => "warning",
    };

    /// <summary>What it comes to, in a sentence.</summary>
    public static string Summary(ReplayReport report) => report switch
    {
        { Decisions: 0 } => "The log contains no decisions in this period.",
        { Changed: 0, Undecidable: 0 } => $"None of {Decisions(report.Decisions)} would change.",
        { Changed: 0 } => $"Of {Decisions(report.Decisions)} none is known to change; {Number(report.Undecidable)} cannot be determined.",
        { Undecidable: 0 } => $"{Number(report.Changed)} of {Decisions(report.Decisions)} would change.",
        _ => $"{Number(report.Changed)} of {Decisions(report.Decisions)} would change; {Number(report.Undecidable)} cannot be determined.",
    };

    /// <summary>Each kind of change, in a sentence; the most frequent first.</summary>
    public static IReadOnlyList<string> Changes(ReplayReport report) =>
        [.. report.Changes.Select(static change => $"{Those(change.Value)} {Was(change.Key.Before)} would be {Was(change.Key.After)}.")];

    /// <summary>What to do about decisions that cannot be told; null when there is nothing to do.</summary>
    public static string? Advice(ReplayReport report) => report.Untold.Any(static why => why.Key.EndsWith(Replay.NotQueried, StringComparison.Ordinal))
        ? "The log contains only the answers of lists that were queried. Add a new list in report mode, and return after some days: "
            + "the log then contains its answers."
        : null;

    private static string Those(long count) => count == 1 ? "1 that was" : Number(count) + " that were";

    private static string Decisions(long count) => count == 1 ? "1 decision" : Number(count) + " decisions";
}
