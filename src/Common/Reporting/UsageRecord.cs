using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using IpBlock.Providers.Usage;
using IpBlock.Settings;

namespace IpBlock.Reporting;

/// <summary>How often a list was asked within an hour, as a line of the decision log. It is a comment there, so that programs that read the log as a table need not know of it.</summary>
public sealed class UsageRecord
{
    private const string Begin = "#Provider: name=\"";

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

    /// <summary>Reads a line. False for every other line of the log. Words of a later version are passed over.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out UsageRecord? record)
    {
        record = null;
        if (!line.StartsWith(Begin, StringComparison.Ordinal) || EndOfName(line) is not { } end)
            return false;
        var words = Words(line.Substring(end + 1));
        if (!TryGetTime(words, "from", out var from) || !TryGetTime(words, "to", out var to) || !words.TryGetValue("kind", out var text) || KindOf(text) is not { } kind)
            return false;
        var name = line.Substring(Begin.Length, end - Begin.Length).Replace("\"\"", "\"");
        record = new UsageRecord(kind, name, from, to, CountsOf(words));
        return true;
    }

    private static void Add(StringBuilder line, string name, long count) =>
        line.Append(' ').Append(name).Append('=').Append(count.ToString(CultureInfo.InvariantCulture));

    private static int? EndOfName(string line)
    {
        for (var i = Begin.Length; i < line.Length; i++)
        {
            if (line[i] != '"')
                continue;
            if (i + 1 == line.Length || line[i + 1] != '"')
                return i;
            i++;
        }

        return null;
    }

    private static Dictionary<string, string> Words(string text)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.IndexOf('=') is > 0 and var equals)
                words[word.Substring(0, equals)] = word.Substring(equals + 1);
        }

        return words;
    }

    private static bool TryGetTime(Dictionary<string, string> words, string name, out DateTimeOffset time)
    {
        time = default;
        return words.TryGetValue(name, out var text) && PointInTime.TryParse(text, out time, out _);
    }

    private static ProviderKind? KindOf(string text) => text switch
    {
        nameof(ProviderKind.Block) => ProviderKind.Block,
        nameof(ProviderKind.Allow) => ProviderKind.Allow,
        _ => null,
    };

    private static UsageCounts CountsOf(Dictionary<string, string> words)
    {
        long Number(string name) => words.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return new UsageCounts
        {
            Queries = Number("queries"),
            Cached = Number("cached"),
            Listed = Number("listed"),
            Matched = Number("matched"),
            Late = Number("late"),
            Refused = Number("refused"),
            Failed = Number("failed"),
            Suspended = Number("suspended"),
            Latency = words.TryGetValue("ms", out var latency) ? LatencyCounts.Parse(latency) : LatencyCounts.None,
        };
    }
}
