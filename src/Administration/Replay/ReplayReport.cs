using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Logs;

namespace IpBlock.Administration.Replay;

/// <summary>What other settings would have changed, over a span of the log.</summary>
public sealed class ReplayReport
{
    /// <summary>How many changed decisions are kept to be looked at.</summary>
    public const int MaxKept = 1000;

    private readonly Dictionary<(ReplayedAction Before, ReplayedAction After), long> _changes = [];
    private readonly Dictionary<string, long> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _recipients = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _untold = new(StringComparer.Ordinal);
    private readonly List<ReplayedDecision> _kept = [];

    /// <summary>How many decisions were judged once more.</summary>
    public long Decisions { get; private set; }

    /// <summary>How many would have been the same.</summary>
    public long Same { get; private set; }

    /// <summary>How many cannot be told, because the log does not say what a list would have said.</summary>
    public long Undecidable { get; private set; }

    /// <summary>The first decision's time; null when there is none. The log covers no more.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>The last decision's time; null when there is none.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>What would have been done instead of what was done, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<(ReplayedAction Before, ReplayedAction After), long>> Changes => [.. _changes.OrderByDescending(static change => change.Value).ThenBy(static change => change.Key)];

    /// <summary>Changes by the list that is concerned, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Providers => Ranked(_providers);

    /// <summary>Changes by client.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Clients => Ranked(_clients);

    /// <summary>Changes by recipient.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Recipients => Ranked(_recipients);

    /// <summary>Why decisions cannot be told.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Untold => Ranked(_untold);

    /// <summary>The changed decisions, the first <see cref="MaxKept"/> of them.</summary>
    public IReadOnlyList<ReplayedDecision> Kept => _kept;

    /// <summary>How many would have been others.</summary>
    public long Changed => Decisions - Same - Undecidable;

    /// <summary>Judges all decisions that a query finds.</summary>
    /// <param name="replay">The settings to judge by.</param>
    /// <param name="query">Which decisions.</param>
    /// <param name="reader">The log.</param>
    /// <param name="provider">Only decisions that this list takes part in: it lists the client, or decides before or after; null for all.</param>
    /// <param name="read">Hears of each decision that was read; what it throws ends the replay.</param>
    public static ReplayReport Of(Replay replay, LogQuery query, DecisionLogReader reader, Func<string, bool>? provider = null, Action? read = null)
    {
        if (replay is null)
            throw new ArgumentNullException(nameof(replay));
        var report = new ReplayReport();
        foreach (var line in (query ?? throw new ArgumentNullException(nameof(query))).Read(reader))
        {
            read?.Invoke();
            report.Judge(replay, line, provider);
        }

        return report;
    }

    /// <summary>Judges one decision and counts it.</summary>
    /// <param name="replay">The settings to judge by.</param>
    /// <param name="line">The decision.</param>
    /// <param name="provider">As for <see cref="Of"/>.</param>
    public void Judge(Replay replay, DecisionRecord line, Func<string, bool>? provider = null)
    {
        if (replay is null)
            throw new ArgumentNullException(nameof(replay));
        if (line is null)
            throw new ArgumentNullException(nameof(line));
        var decision = replay.Judge(line);
        if (provider is null || provider(decision.Provider) || provider(line.Provider) || line.ListingProviders().Any(provider))
            Add(decision);
    }

    /// <summary>Counts a decision.</summary>
    public void Add(ReplayedDecision decision)
    {
        if (decision is null)
            throw new ArgumentNullException(nameof(decision));
        Decisions++;
        First ??= decision.Line.Timestamp;
        Last = decision.Line.Timestamp;
        if (decision.After is not { } after)
        {
            Undecidable++;
            Count(_untold, decision.Why);
        }
        else if (!decision.IsChanged)
        {
            Same++;
        }
        else
        {
            _changes[(decision.Before, after)] = _changes.TryGetValue((decision.Before, after), out var count) ? count + 1 : 1;
            Count(_providers, decision.Provider);
            Count(_clients, decision.Line.Client?.ToString() ?? "");
            Count(_recipients, decision.Line.Recipient);
            if (_kept.Count < MaxKept)
                _kept.Add(decision);
        }
    }

    private static void Count(Dictionary<string, long> counts, string key)
    {
        if (key.Length > 0)
            counts[key] = counts.TryGetValue(key, out var count) ? count + 1 : 1;
    }

    private static IReadOnlyList<KeyValuePair<string, long>> Ranked(Dictionary<string, long> counts) =>
        [.. counts.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key, StringComparer.OrdinalIgnoreCase)];
}
