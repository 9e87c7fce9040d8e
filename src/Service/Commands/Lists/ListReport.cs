using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Service.Commands.Entries;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Lists;

/// <summary>A list as the commands show it: what the settings say, what its file says, and how fetching went.</summary>
internal sealed record ListReport(ListSettings Settings, ListPlace Place, LoadedList? Loaded, FeedRecord Feed, DateTimeOffset Now)
{
    /// <summary>All lists of the settings, as their files are now.</summary>
    public static IReadOnlyList<ListReport> All(FilterSettings settings, Session session)
    {
        using var store = ListStore.Load(settings, session.SettingsPath, session.Clock);
        return [.. settings.Lists.Select(list => Of(list, settings, session, store.Current.All))];
    }

    public string Source => Settings.Url?.ToString() ?? Settings.File ?? "";

    public bool IsInForce => Loaded is { IsLoaded: true } && !Loaded.IsSilent(Now);

    /// <summary>In one or a few words.</summary>
    public string State
    {
        get
        {
            if (Loaded is null)
                return "disabled";
            if (Loaded.IsMissing)
                return Settings.Url is null ? "file missing" : "not fetched yet";
            if (Loaded.Trouble is not null)
                return "unusable";
            if (Loaded.IsSilent(Now))
                return "too old";
            return Settings.Mode == FilterMode.Report ? "reports only" : "in force";
        }
    }

    /// <summary>What is wrong with it, with what to do; null when nothing is.</summary>
    public string? Trouble
    {
        get
        {
            if (Feed.Result == FeedResult.Held)
                return $"a new version is held back: {Feed.Why}. Look at {Place.Held}; to take it: ipblock lists update '{Settings.Name}' --accept";
            if (Feed.Result == FeedResult.Failed)
                return $"the last {Feed.Failures.ToString(CultureInfo.InvariantCulture)} attempts to fetch it failed: {Feed.Why}";
            return Loaded is { IsMissing: false, Trouble: { } trouble } ? trouble : null;
        }
    }

    public string Age => Loaded is { IsLoaded: true } ? InWords(Now - Loaded.Refreshed) : "";

    public void Write(JsonObject json)
    {
        json.Set("name", Settings.Name).Set("kind", EntryLists.Word(Settings.Kind)).Set("enabled", Settings.Enabled).Set("mode", Names.Camel(Settings.Mode))
            .Set("source", Source).Set("file", Place.File).Set("state", State).Set("inForce", IsInForce)
            .Set("format", Names.Camel(Loaded is { IsLoaded: true } ? Loaded.Content.Report.Format : Settings.Format))
            .Set("entries", Loaded?.Entries ?? 0).Set("names", Loaded?.Hosts.Count ?? 0).Set("badLines", Loaded?.Content.Report.BadLineCount ?? 0)
            .Set("refreshed", Time(Loaded is { IsLoaded: true } ? Loaded.Refreshed : null))
            .Set("expires", Time(Loaded is { IsLoaded: true } && Loaded.SilentFrom < DateTimeOffset.MaxValue ? Loaded.SilentFrom : null))
            .Set("lastResult", Settings.Url is null ? null : Names.Camel(Feed.Result)).Set("lastTried", Time(Feed.Tried)).Set("updated", Time(Feed.Updated))
            .Set("failures", Feed.Failures).Set("trouble", Trouble);
    }

    public IEnumerable<(string Name, string Value)> Rows()
    {
        yield return ("name", Settings.Name);
        yield return ("kind", EntryLists.Word(Settings.Kind));
        yield return ("source", Source);
        if (Settings.Url is not null)
            yield return ("file", Place.File);
        yield return ("state", State);
        if (Loaded is { IsLoaded: true } loaded)
        {
            yield return ("entries", Number(loaded.Entries) + (loaded.Hosts.Count > 0 ? $", of them {Number(loaded.Hosts.Count)} host names" : ""));
            yield return ("format", Names.Camel(loaded.Content.Report.Format));
            yield return ("refreshed", PointInTime.Format(loaded.Refreshed) + " (" + Age + " ago)");
            yield return ("expires", loaded.SilentFrom < DateTimeOffset.MaxValue ? PointInTime.Format(loaded.SilentFrom) : "never");
            foreach (var bad in loaded.Content.Report.BadLines)
                yield return ("left out", bad.ToString());
        }

        if (Feed.Tried is { } tried)
            yield return ("last fetched", $"{PointInTime.Format(tried)}: {InWords(Feed.Result)}");
        if (Trouble is { } trouble)
            yield return ("trouble", trouble);
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

    private static ListReport Of(ListSettings list, FilterSettings settings, Session session, IReadOnlyList<LoadedList> loaded)
    {
        var place = ListPlace.Of(list, settings, session.SettingsPath);
        return new ListReport(list, place, loaded.FirstOrDefault(one => one.Settings == list), list.Url is null ? new FeedRecord() : FeedRecord.Read(place.Record), session.Clock.UtcNow);
    }

    private static string? Time(DateTimeOffset? time) => time is { } moment ? PointInTime.Format(moment) : null;

    private static string InWords(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => $"{Math.Max(0, (int)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s",
        { TotalHours: < 2 } => $"{((int)age.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min",
        { TotalDays: < 2 } => $"{((int)age.TotalHours).ToString(CultureInfo.InvariantCulture)} h",
        _ => $"{((int)age.TotalDays).ToString(CultureInfo.InvariantCulture)} d",
    };
}
