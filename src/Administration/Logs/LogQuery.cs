using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Administration.Comparison;
using IpBlock.Reporting;

namespace IpBlock.Administration.Logs;

/// <summary>Which decisions of the log are wanted. Nothing set: all of them.</summary>
public sealed class LogQuery
{
    /// <summary>Decisions from then on; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Decisions before then; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Decisions about clients of this range; null for all.</summary>
    public AddressRange? Clients { get; init; }

    /// <summary>Whether decisions by the provider of this name, empty for none, are wanted; null for all.</summary>
    public Func<string, bool>? Provider { get; init; }

    /// <summary>Only refusals.</summary>
    public bool OnlyRefusals { get; init; }

    /// <summary>The decisions that have been logged since the reader was last asked, oldest first.</summary>
    /// <param name="reader">The log.</param>
    /// <param name="comparison">Hears, while the decisions are enumerated, what lists are compared by: also decisions of other providers than those that are wanted, for lists are compared by all that is known of a client.</param>
    public IEnumerable<DecisionRecord> Read(DecisionLogReader reader, ListComparison? comparison = null)
    {
        foreach (var decision in reader.ReadNew(Since, UsageTo(comparison)))
        {
            if (decision.Timestamp >= Until || !IsClientWanted(decision))
                continue;
            comparison?.Add(decision);
            if ((Provider is null || Provider(decision.Provider)) && (!OnlyRefusals || decision.IsRefusal))
                yield return decision;
        }
    }

    /// <summary>What the decisions come to.</summary>
    public DecisionStatistics Count(DecisionLogReader reader)
    {
        var statistics = new DecisionStatistics();
        foreach (var decision in Read(reader))
            statistics.Add(decision);
        return statistics;
    }

    /// <summary>What the decisions say of the lists.</summary>
    public ListComparison Compare(DecisionLogReader reader)
    {
        var comparison = new ListComparison();
        foreach (var _ in Read(reader, comparison))
        {
            // The comparison hears them on the way.
        }

        return comparison;
    }

    private bool IsClientWanted(DecisionRecord decision) => Clients is not { } range || (decision.Client is { } client && range.Contains(client));

    // How often a list was asked about some clients only is not in the log.
    private Action<UsageRecord>? UsageTo(ListComparison? comparison) => comparison is null || Clients is not null ? null : record =>
    {
        if (!(record.From >= Until))
            comparison.Add(record);
    };
}
