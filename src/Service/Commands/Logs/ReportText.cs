using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Comparison;
using IpBlock.Providers.Usage;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Logs;

/// <summary>The report about the lists for people: who is on them, how they answer, how they overlap, and what to make of it.</summary>
internal static class ReportText
{
    public static void Print(Session session, ListComparison compared, FilterSettings settings, IReadOnlyList<ListStatistics> lists)
    {
        if (compared.First is { } first && compared.Last is { } last)
            session.Out.WriteLine($"{Number(compared.Decisions)} decisions, {PointInTime.Format(first)} to {PointInTime.Format(last)}; {Number(compared.RefusedClients)} different clients rejected by lists{(compared.MarkedClients > 0 ? $", mail of {Number(compared.MarkedClients)} marked" : "")}.");
        else
            session.Out.WriteLine("No decisions.");
        if (lists.Count == 0)
            return;
        if (settings.Verdict == VerdictForm.Score)
            session.Out.WriteLine("Scores are added: a client is counted for the list with the largest score, whose reply it received. \"Would reject\" assumes that a match of the list alone is sufficient; see ipblock replay.");
        if (settings.Lookup == LookupOrder.Sequential)
            session.Out.WriteLine("Lists are queried one after the other: after a rejection the following lists are not queried. Therefore overlaps, and clients that only one list contains, cannot be determined.");
        session.Out.WriteLine();
        Clients(session, lists);
        session.Out.WriteLine();
        Answers(session, lists);
        Overlap(session, lists);
        session.Out.WriteLine();
        foreach (var list in lists)
            session.Out.WriteLine($"{list.Name}: {list.Advice}.");
    }

    private static void Clients(Session session, IReadOnlyList<ListStatistics> lists)
    {
        var table = new TextTable("Listed clients", "Mode", "Listed", "Only here", "Rejected", "Reported", "Would reject", "Alone");
        foreach (var list in lists)
        {
            if (list.Kind == ProviderKind.Allow)
                table.Row(list.Name, "allow", Number(list.Clients));
            else
                table.Row(list.Name, ModeOf(list), Number(list.Clients), Number(list.Unique), Number(list.Refused), Number(list.Reported), Number(list.WouldRefuse), Number(list.Alone));
        }

        table.Print(session);
    }

    private static void Answers(Session session, IReadOnlyList<ListStatistics> lists)
    {
        var table = new TextTable("Answers of", "Asked", "Known", "Half in", "95 % in", "Late", "Refused", "Failed", "Suspended", "Partial");
        foreach (var list in lists)
        {
            if (list.Usage is { } usage)
                table.Row(list.Name, Number(usage.Asked), Share(usage.Cached, usage.Asked), Milliseconds(usage, 0.5), Milliseconds(usage, 0.95), Number(usage.Late), Number(usage.Refused), Number(usage.Failed), Number(usage.Suspended), Number(list.Partial));
            else
                table.Row(list.Name, "", "", "", "", "", "", "", "", Number(list.Partial));
        }

        table.Print(session);
    }

    private static void Overlap(Session session, IReadOnlyList<ListStatistics> lists)
    {
        var rows = lists.Where(static list => list.AlsoOn.Count > 0).ToList();
        if (rows.Count == 0)
            return;
        var others = rows.SelectMany(static list => list.AlsoOn).Select(static other => other.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        session.Out.WriteLine();
        var table = new TextTable([.. others.Select(static other => "also on " + other).Prepend("Listed clients")]);
        foreach (var list in rows)
            table.Row([list.Name, .. others.Select(other => (Cell)OnBoth(list, other))]);
        table.Print(session);
    }

    private static string OnBoth(ListStatistics list, string other) => list.AlsoOn.FirstOrDefault(overlap => IsSame(overlap.Name, other)) is { } both
        ? (both.Share * 100).ToString("0", CultureInfo.InvariantCulture) + " %"
        : IsSame(list.Name, other) ? "-" : "0 %";

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string ModeOf(ListStatistics list) => !list.IsInSettings ? "gone" : !list.IsEnabled ? "disabled" : list.Mode == FilterMode.Report ? "report" : "enforce";

    private static string Milliseconds(UsageCounts usage, double part) => usage.Latency.Percentile(part)?.ToString("0 ms", CultureInfo.InvariantCulture) ?? "";

    private static string Share(long part, long all) => all == 0 ? "" : (100.0 * part / all).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
