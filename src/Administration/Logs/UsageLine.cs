using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.Administration.Logs;

/// <summary>The line of the decision log that says how often a list was asked, read back.</summary>
internal static class UsageLine
{
    /// <summary>Reads a line. False for every other line of the log. Words of a later version are passed over.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out UsageRecord? record)
    {
        record = null;
        if (!line.StartsWith(UsageRecord.Begin, StringComparison.Ordinal) || EndOfName(line) is not { } end)
            return false;
        var words = Words(line.Substring(end + 1));
        if (!TryGetTime(words, "from", out var from) || !TryGetTime(words, "to", out var to) || !words.TryGetValue("kind", out var text) || KindOf(text) is not { } kind)
            return false;
        var name = line.Substring(UsageRecord.Begin.Length, end - UsageRecord.Begin.Length).Replace("\"\"", "\"");
        record = new UsageRecord(kind, name, from, to, CountsOf(words));
        return true;
    }

    private static int? EndOfName(string line)
    {
        for (var i = UsageRecord.Begin.Length; i < line.Length; i++)
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
