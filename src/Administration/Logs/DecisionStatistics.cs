using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Administration.Logs;

/// <summary>What the decision log comes to: how often, by whom and how fast was decided.</summary>
public sealed class DecisionStatistics
{
    private readonly Dictionary<string, long> _actions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _policies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _missing = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Address> _clients = [];
    private readonly List<double> _milliseconds = [];
    private bool _sorted;

    /// <summary>How many decisions.</summary>
    public long Decisions => _milliseconds.Count;

    /// <summary>How many of them refused a client or a recipient.</summary>
    public long Refusals { get; private set; }

    /// <summary>How many would have been refused, and were only reported.</summary>
    public long Reports { get; private set; }

    /// <summary>How many accepted mail and marked it.</summary>
    public long Marks { get; private set; }

    /// <summary>The first decision's time; null when there is none.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>The last decision's time; null when there is none.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>How many different addresses.</summary>
    public int Clients => _clients.Count;

    /// <summary>Decisions by what was done, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Actions => Ranked(_actions);

    /// <summary>Decisions by the rule that decided; "None" where none matched.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Rules => Ranked(_rules);

    /// <summary>Decisions by the provider that decided.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Providers => Ranked(_providers);

    /// <summary>Decisions by the recipient policy that counted; those by the measure for everybody are not among them.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Policies => Ranked(_policies);

    /// <summary>How often each list said nothing.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Missing => Ranked(_missing);

    /// <summary>Counts a decision.</summary>
    public void Add(DecisionRecord record)
    {
        if (record is null)
            throw new ArgumentNullException(nameof(record));
        First = First < record.Timestamp ? First : record.Timestamp;
        Last = Last > record.Timestamp ? Last : record.Timestamp;
        Refusals += record.IsRefusal ? 1 : 0;
        Reports += record.IsReport ? 1 : 0;
        Marks += record.IsMark ? 1 : 0;
        Count(_actions, record.Action);
        Count(_rules, record.Rule.Length == 0 ? "None" : record.Rule);
        if (record.Provider.Length > 0)
            Count(_providers, record.Provider);
        if (record.Policy.Length > 0)
            Count(_policies, record.Policy);
        foreach (var name in record.MissingProviders())
            Count(_missing, name);
        if (record.Client is { } client)
            _clients.Add(client);
        _milliseconds.Add(record.Milliseconds);
        _sorted = false;
    }

    /// <summary>The milliseconds within which this part of the decisions was made; 0 when there are none.</summary>
    /// <param name="part">More than 0, at most 1: 0.95 for 95 of 100.</param>
    public double MillisecondsOf(double part)
    {
        if (_milliseconds.Count == 0)
            return 0;
        if (!_sorted)
            _milliseconds.Sort();
        _sorted = true;
        return _milliseconds[Math.Max(0, (int)Math.Ceiling(part * _milliseconds.Count) - 1)];
    }

    private static void Count(Dictionary<string, long> counts, string name) => counts[name] = counts.TryGetValue(name, out var count) ? count + 1 : 1;

    private static List<KeyValuePair<string, long>> Ranked(Dictionary<string, long> counts)
    {
        var ranked = new List<KeyValuePair<string, long>>(counts);
        ranked.Sort(static (a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : string.CompareOrdinal(a.Key, b.Key));
        return ranked;
    }
}
