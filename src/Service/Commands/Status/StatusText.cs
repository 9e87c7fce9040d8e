using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Service.Commands.Lists;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Status;

/// <summary>What the processes do, for people: a screen of 80 columns, the verdict first.</summary>
internal static class StatusText
{
    private const int MostNotices = 5;
    private const int MostOfNotice = 110;

    public static void Print(Session session, StatusReport report)
    {
        var page = new StatusPage(session.Out);
        page.Line(report.Severity switch
        {
            Severity.Well => "No problems found.",
            Severity.Warning => "WARNING: there are problems.",
            _ => "CRITICAL: clients are not filtered, or not filtered correctly.",
        });
        foreach (var finding in report.Findings)
            page.Item(Mark(finding.Severity), finding.Text);
        foreach (var process in report.Processes)
            Print(page, process, report.Now);
    }

    private static void Print(StatusPage page, RunningProcess process, DateTimeOffset now)
    {
        var state = process.State;
        page.Line("");
        var running = process.IsRunning ? "running for " + Age(now - state.Started) : "NOT RUNNING";
        page.Line($"{process.Name} on {state.Machine}, version {state.Version}, {running}");
        foreach (var finding in process.Findings)
            page.Item(Mark(finding.Severity), finding.Text);
        if (!process.IsRunning)
            return;
        page.Row("Settings", state.Settings.Path);
        page.Row("", state.Settings.Since is { } since ? $"active for {Age(now - since)}, digest {state.Settings.Digest}" : "none active");
        page.Row("Mode", ModeOf(process));
        page.Rows("Listens on", state.Doors.Select(static door => $"{door.Name,-8} {door.Address}  {Number(door.Connections)} of {Number(door.Limit)} connections"));
        page.Rows("Name servers", state.NameServers.Select(server => NameServer(server, now)));
        page.Table("Providers", ["", "state", "for", "queries", "matched", "late", "ms"], state.Providers.Select(provider => Row(provider, state, now)));
        page.Table("Lists", ["", "state", "entries", "age", "fetched"], state.Lists.Select(list => Row(list, now)));
        var (logged, lost, errors) = (Number(Counter(state, "decisionsLogged")), Number(Counter(state, "decisionsLost")), Number(Counter(state, "errors")));
        page.Row("Decisions", $"{logged} logged, {lost} lost; {errors} internal errors");
        var notices = state.Notices.Skip(Math.Max(0, state.Notices.Count - MostNotices)).ToList();
        page.Rows("Notices", notices.Select(Line));
    }

    private static string ModeOf(RunningProcess process)
    {
        if (!process.FiltersMail)
            return "not listening for mail servers: fetches lists and sends notifications";
        var settings = process.State.Settings;
        return settings is { AreInForce: true, Enabled: true } ? Names.Camel(settings.Mode) : "off";
    }

    private static string NameServer(NameServerState server, DateTimeOffset now)
    {
        var answered = server.LastAnswer is { } last ? $"last answer {Age(now - last)} ago" : "no answer yet";
        var answers = server.IsAnswering switch
        {
            true => answered,
            false => "DOES NOT ANSWER, " + answered,
            _ => server.LastErrorAt is null ? "not queried yet" : answered,
        };
        var edns = server.HasEdns switch { true => ", EDNS", false => ", no EDNS", _ => "" };
        return $"{server.Address}  {answers}{edns}{(server.LastErrorAt is { } at ? $"; last error {server.LastError} {Age(now - at)} ago" : "")}";
    }

    private static string[] Row(ProviderState provider, ProcessState state, DateTimeOffset now)
    {
        var (usage, since) = (provider.LastHour, provider.IsBraked ? provider.BrakedSince : provider.Since);
        return
        [
            provider.Name, Word(provider, state), since is { } time ? Age(now - time) : "",
            Number(usage.Queries + usage.Cached), Number(usage.Matched),
            Number(usage.Late + usage.Failed), usage.Milliseconds is { } ms ? ms.ToString("0", CultureInfo.InvariantCulture) : "",
        ];
    }

    private static string Word(ProviderState provider, ProcessState state)
    {
        if (!state.WatchesProviders)
            return "not monitored";
        if (provider.IsBraked)
            return "braked";
        if (provider.State != HealthState.Healthy)
            return provider.State == HealthState.ListsWorld ? "lists every address" : Names.Camel(provider.State);
        if (provider.IsSuspended)
            return "unreachable";
        return provider.LastAnswer is null ? "not known" : "healthy";
    }

    private static string[] Row(ListState list, DateTimeOffset now) =>
    [
        list.Name, list.IsOldVersion ? "old version" : list.IsInForce ? "active" : "NOT ACTIVE", Number(list.Entries),
        list.Version is { } version ? Age(now - version) : "",
        list.IsFetched ? ListText.InWords(list.LastFetch) : "",
    ];

    private static string Line(NoticeState notice) => string.Join(
        ' ', notice.At.ToLocalTime().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture), notice.Id.ToString(CultureInfo.InvariantCulture), Cut(notice.Text));

    // One screen is enough; the journal or the notice log has all of it.
    private static string Cut(string text) => text.Length <= MostOfNotice ? text : text[..(MostOfNotice - 3)] + "...";

    private static string Mark(Severity severity) => severity switch { Severity.Critical => "!!", Severity.Warning => " !", _ => "  " };

    private static long Counter(ProcessState state, string name) => state.Counters.TryGetValue(name, out var count) ? count : 0;

    private static string Age(TimeSpan age) => ListText.InWords(age);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
