using System;
using System.Collections.Generic;
using IpBlock.Administration.Comparison;
using IpBlock.Providers.Usage;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Logs;

/// <summary>The report about the lists for scripts.</summary>
internal static class ReportJson
{
    public static void Write(JsonObject json, ListComparison compared, DateTimeOffset since, LookupOrder order, IReadOnlyList<ListStatistics> lists) => json
        .Set("since", PointInTime.Format(since)).Set("decisions", compared.Decisions)
        .Set("first", compared.First is { } first ? PointInTime.Format(first) : null).Set("last", compared.Last is { } last ? PointInTime.Format(last) : null)
        .Set("lookup", order == LookupOrder.Sequential ? "sequential" : "parallel")
        .Set("listedClients", compared.ListedClients).Set("refusedClients", compared.RefusedClients).Set("markedClients", compared.MarkedClients)
        .Set("providers", lists, Write);

    private static void Write(JsonObject json, ListStatistics list) => json
        .Set("name", list.Name).Set("kind", list.Kind == ProviderKind.Allow ? "allow" : "block")
        .Set("inSettings", list.IsInSettings).Set("enabled", list.IsEnabled).Set("mode", list.Mode == FilterMode.Report ? "report" : "enforce")
        .Set("clients", list.Clients).Set("unique", list.Unique).Set("refused", list.Refused).Set("reported", list.Reported)
        .Set("wouldRefuse", list.WouldRefuse).Set("alone", list.Alone)
        .Set("alsoOn", list.AlsoOn, static (inner, other) => inner.Set("name", other.Name).Set("clients", other.Clients).Set("share", other.Share))
        .Set("partial", list.Partial)
        .Set("usage", list.Usage is { } usage ? inner => Write(inner, usage) : (Action<JsonObject>?)null)
        .Set("advice", list.Advice);

    private static void Write(JsonObject json, UsageCounts usage)
    {
        json.Set("asked", usage.Asked).Set("queries", usage.Queries).Set("cached", usage.Cached).Set("listed", usage.Listed).Set("matched", usage.Matched)
            .Set("errors", inner => inner.Set("late", usage.Late).Set("refused", usage.Refused).Set("failed", usage.Failed).Set("suspended", usage.Suspended));
        json.Set("milliseconds", usage.Latency.Percentile(0.5) is { } half && usage.Latency.Percentile(0.95) is { } most ? inner => inner.Set("p50", half).Set("p95", most) : (Action<JsonObject>?)null);
    }
}
