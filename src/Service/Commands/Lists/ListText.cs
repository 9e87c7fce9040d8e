using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Administration.Lists;
using IpBlock.Lists;
using IpBlock.Service.Commands.Entries;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Lists;

/// <summary>Lists in files for people.</summary>
internal static class ListText
{
    public static void Print(Session session, IReadOnlyList<ListReport> reports)
    {
        var table = new TextTable("Name", "Kind", "State", "Entries", "Age", "Source");
        foreach (var report in reports)
        {
            var entries = report.IsInForce || report.Loaded is { IsLoaded: true } ? Number(report.Entries) : "";
            table.Row(report.Settings.Name, EntryLists.Word(report.Settings.Kind), State(report), entries, report.Age is { } age ? InWords(age) : "", report.Source);
        }

        table.Print(session);
        foreach (var report in reports)
        {
            if (TroubleOf(report) is { } trouble)
                session.Out.WriteLine($"\n{report.Settings.Name}: {trouble}");
            if (report.Difference is { } difference)
                session.Out.WriteLine($"\n{report.Settings.Name}: {difference}");
        }
    }

    public static void Print(Session session, ListReport report)
    {
        var table = new TextTable("Property", "Value");
        foreach (var (name, value) in Rows(report))
            table.Row(Cell.Dim(name), value);
        table.Print(session);
    }

    /// <summary>What is wrong with it, with what to do; null when nothing is.</summary>
    public static string? TroubleOf(ListReport report)
    {
        var feed = report.Feed;
        if (feed.Result == FeedResult.Held)
            return $"a new version is held back: {feed.Why}. Examine {report.Place.Held}; to activate it, run ipblock lists update '{report.Settings.Name}' --accept";
        if (feed.Result == FeedResult.Failed)
            return $"the last {feed.Failures.ToString(CultureInfo.InvariantCulture)} attempts to fetch it failed: {feed.Why}";
        return report.Running?.IsMissing ?? report.Loaded is { IsMissing: true } ? null : report.Trouble;
    }

    public static string InWords(FeedResult result) => result switch
    {
        FeedResult.Updated => "new version",
        FeedResult.Unchanged => "unchanged",
        FeedResult.Held => "held back",
        FeedResult.Failed => "failed",
        _ => "never tried",
    };

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, string Value)> Rows(ListReport report)
    {
        yield return ("name", report.Settings.Name);
        yield return ("kind", EntryLists.Word(report.Settings.Kind));
        yield return ("source", report.Source);
        if (report.Settings.Url is not null)
            yield return ("file", report.Place.File);
        yield return ("state", report.State);
        if (report.Loaded is { IsLoaded: true } loaded)
        {
            yield return ("entries", Number(loaded.Entries) + (loaded.Hosts.Count > 0 ? $", including {Number(loaded.Hosts.Count)} host names" : ""));
            yield return ("format", Names.Camel(loaded.Content.Report.Format));
            yield return ("refreshed", $"{PointInTime.Format(loaded.Refreshed)} ({InWords(report.Now - loaded.Refreshed)} ago)");
            yield return ("expires", loaded.SilentFrom < DateTimeOffset.MaxValue ? PointInTime.Format(loaded.SilentFrom) : "never");
            foreach (var bad in loaded.Content.Report.BadLines)
                yield return ("skipped", bad.ToString());
        }

        if (report.Feed.Tried is { } tried)
            yield return ("last fetched", $"{PointInTime.Format(tried)}: {InWords(report.Feed.Result)}");
        if (report.Running is { } running)
            yield return ("active", running.IsInForce ? $"{Number(running.Entries)} entries of {(running.Version is { } version ? PointInTime.Format(version) : "")}" : "no");
        if (report.Difference is { } difference)
            yield return ("difference", difference);
        if (TroubleOf(report) is { } trouble)
            yield return ("trouble", trouble);
    }

    private static Cell State(ListReport report) =>
        TroubleOf(report) is null && report.IsInForce ? Cell.Green(report.State) : report.IsInForce ? Cell.Yellow(report.State) : Cell.Red(report.State);

    public static string InWords(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => $"{Math.Max(0, (int)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s",
        { TotalHours: < 2 } => $"{((int)age.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min",
        { TotalDays: < 2 } => $"{((int)age.TotalHours).ToString(CultureInfo.InvariantCulture)} h",
        _ => $"{((int)age.TotalDays).ToString(CultureInfo.InvariantCulture)} d",
    };
}
