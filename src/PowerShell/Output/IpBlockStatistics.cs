using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Logs;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell;

/// <summary>What the decision log comes to.</summary>
public sealed class IpBlockStatistics
{
    internal IpBlockStatistics(DecisionStatistics statistics, IReadOnlyList<IpBlockListStatistics> lists)
    {
        Lists = lists;
        First = EntryArguments.Local(statistics.First);
        Last = EntryArguments.Local(statistics.Last);
        Decisions = statistics.Decisions;
        Refusals = statistics.Refusals;
        Reports = statistics.Reports;
        Marks = statistics.Marks;
        Clients = statistics.Clients;
        Actions = Counts(statistics.Actions);
        Rules = Counts(statistics.Rules);
        Providers = Counts(statistics.Providers);
        RecipientPolicies = Counts(statistics.Policies);
        Missing = Counts(statistics.Missing);
        MedianMilliseconds = statistics.MillisecondsOf(0.5);
        Percentile95Milliseconds = statistics.MillisecondsOf(0.95);
    }

    /// <summary>The first decision's time, local; null when there is none.</summary>
    public DateTime? First { get; }

    /// <summary>The last decision's time, local; null when there is none.</summary>
    public DateTime? Last { get; }

    /// <summary>How many decisions.</summary>
    public long Decisions { get; }

    /// <summary>How many of them refused a client or a recipient.</summary>
    public long Refusals { get; }

    /// <summary>How many would have been refused, and were only reported.</summary>
    public long Reports { get; }

    /// <summary>How many accepted mail and marked it.</summary>
    public long Marks { get; }

    /// <summary>How many different addresses.</summary>
    public int Clients { get; }

    /// <summary>Decisions by what was done.</summary>
    public IReadOnlyList<IpBlockCount> Actions { get; }

    /// <summary>Decisions by rule.</summary>
    public IReadOnlyList<IpBlockCount> Rules { get; }

    /// <summary>Decisions by provider, the most frequent first.</summary>
    public IReadOnlyList<IpBlockCount> Providers { get; }

    /// <summary>Decisions by the recipient policy that counted.</summary>
    public IReadOnlyList<IpBlockCount> RecipientPolicies { get; }

    /// <summary>How often each list said nothing.</summary>
    public IReadOnlyList<IpBlockCount> Missing { get; }

    /// <summary>Half of the decisions took no longer.</summary>
    public double MedianMilliseconds { get; }

    /// <summary>95 of 100 decisions took no longer.</summary>
    public double Percentile95Milliseconds { get; }

    /// <summary>What each list has done and is worth, in the order of the settings.</summary>
    public IReadOnlyList<IpBlockListStatistics> Lists { get; }

    private static IReadOnlyList<IpBlockCount> Counts(IReadOnlyList<KeyValuePair<string, long>> counts) =>
        [.. counts.Select(static count => new IpBlockCount(count.Key, count.Value))];
}

/// <summary>How often something was. Name and Value are the columns of Exchange's Get-AntispamTopRBLProviders.ps1.</summary>
public sealed class IpBlockCount
{
    internal IpBlockCount(string name, long value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>What.</summary>
    public string Name { get; }

    /// <summary>How often.</summary>
    public long Value { get; }

    /// <summary>Name and number.</summary>
    public override string ToString() => Name + "=" + Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
