using System;
using System.Globalization;
using System.Text;
using IpBlock.Providers.Usage;
using IpBlock.Settings;

namespace IpBlock.Reporting;

/// <summary>How often a list was asked within an hour, as a line of the decision log. It is a comment there, so that programs that read the log as a table need not know of it.</summary>
public sealed class UsageRecord
{
    /// <summary>What the line begins with.</summary>
    internal const string Begin = "#Provider: name=\"";

    internal UsageRecord(ProviderKind kind, string name, DateTimeOffset from, DateTimeOffset to, UsageCounts counts)
    {
        Kind = kind;
        Name = name;
        From = from;
        To = to;
        Counts = counts;
    }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>The list's name.</summary>
    public string Name { get; }

    /// <summary>Counted from then, in UTC.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Counted until then, in UTC.</summary>
    public DateTimeOffset To { get; }

    /// <summary>The counts.</summary>
    public UsageCounts Counts { get; }

    internal void Append(StringBuilder line)
    {
        line.Append(Begin).Append(Name.Replace("\"", "\"\"")).Append("\" kind=").Append(Kind)
            .Append(" from=").Append(PointInTime.Format(From)).Append(" to=").Append(PointInTime.Format(To));
        Add(line, "queries", Counts.Queries);
        Add(line, "cached", Counts.Cached);
        Add(line, "listed", Counts.Listed);
        Add(line, "matched", Counts.Matched);
        Add(line, "late", Counts.Late);
        Add(line, "refused", Counts.Refused);
        Add(line, "failed", Counts.Failed);
        Add(line, "suspended", Counts.Suspended);
        line.Append(" ms=").Append(Counts.Latency).Append('\n');
    }

    private static void Add(StringBuilder line, string name, long count) =>
        line.Append(' ').Append(name).Append('=').Append(count.ToString(CultureInfo.InvariantCulture));
}
