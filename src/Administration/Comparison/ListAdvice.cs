using System.Collections.Generic;
using System.Globalization;
using IpBlock.Providers.Usage;
using IpBlock.Settings;

namespace IpBlock.Administration.Comparison;

/// <summary>What the figures of a list mean for whoever runs the mail server.</summary>
internal static class ListAdvice
{
    // Fewer say nothing of what the list will do tomorrow.
    private const int EnoughClients = 20;
    private const int EnoughAnswers = 1000;
    private const double TooMuch = 0.05;

    public static string For(ListStatistics list, LookupOrder order)
    {
        if (!list.IsInSettings)
            return "is no longer in the settings";
        if (!list.IsEnabled)
            return "is disabled and not queried";
        var parts = new List<string>();
        if (list.Usage is { } usage)
            parts.AddRange(Trouble(list, usage));
        parts.Add(list.Kind == ProviderKind.Allow ? OfAllowList(list) : list.Mode == FilterMode.Report ? OfReport(list, order) : OfBlockList(list, order));
        return string.Join("; ", parts);
    }

    private static IEnumerable<string> Trouble(ListStatistics list, UsageCounts usage)
    {
        if (Share(usage.Late + usage.Failed, usage.Asked) is var silent && silent >= TooMuch)
            yield return $"does not answer {Percent(silent)} of queries";
        if (Share(usage.Refused, usage.Asked) is var refused && refused >= TooMuch)
            yield return $"refuses to answer {Percent(refused)} of queries: see `ipblock provider show {Quoted(list.Name)}`";
        if (Share(usage.Suspended, usage.Suspended + usage.Asked) is var suspended && suspended >= TooMuch)
            yield return $"was suspended for {Percent(suspended)} of connections: see `ipblock provider show {Quoted(list.Name)}`";
    }

    private static string OfAllowList(ListStatistics list) => list.Clients > 0
        ? $"accepted {Clients(list.Clients)} before a block list was evaluated"
        : Idle(list, "does not list any client of this server");

    private static string OfReport(ListStatistics list, LookupOrder order)
    {
        if (list.Clients == 0)
            return "in report mode: " + Idle(list, "would not have rejected any client");
        var alone = order == LookupOrder.Sequential ? "" : $", {Number(list.Alone)} of them on no other rejecting list";
        return $"in report mode: would have rejected {Clients(list.WouldRefuse)}{alone}; to see them, run `ipblock log --provider {Quoted(list.Name)}`";
    }

    private static string OfBlockList(ListStatistics list, LookupOrder order)
    {
        if (list.Clients == 0)
            return Idle(list, $"does not list any client of this server, costs {Cost(list)}, and can be removed");
        if (list.WouldRefuse == 0)
            return $"does not reject any client, because exceptions accept all {Number(list.Clients)} clients that it lists";
        if (order == LookupOrder.Sequential)
            return $"rejects {Clients(list.Refused)}; with sequential lookups it is not known which other lists also list them";
        if (list.Alone > 0)
            return $"is useful: {Clients(list.Alone)} would have been accepted without it";
        return list.WouldRefuse < EnoughClients
            ? $"rejects only clients that other lists also reject, but {Clients(list.WouldRefuse)} are too few for a recommendation"
            : $"rejects only clients that other lists also reject, costs {Cost(list)}, and can be removed";
    }

    private static string Idle(ListStatistics list, string otherwise) => list.Usage?.Asked >= EnoughAnswers ? otherwise : "no recommendation yet: it has not listed any client, and the number of queries is too small";

    private static string Cost(ListStatistics list) => list.Usage?.Latency.Percentile(0.5) is { } half
        ? "a query of about " + half.ToString("0", CultureInfo.InvariantCulture) + " ms for each new client"
        : "a query for each new client";

    private static double Share(long part, long all) => all == 0 ? 0 : (double)part / all;

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Clients(int clients) => clients == 1 ? "1 client" : Number(clients) + " clients";

    private static string Quoted(string name) => name.IndexOf(' ') >= 0 ? "'" + name + "'" : name;
}
