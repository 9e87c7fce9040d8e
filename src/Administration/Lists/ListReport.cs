using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Lists;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Lists;

/// <summary>A list in a file as it is shown: what the settings say, what its file says, and how fetching went.</summary>
public sealed class ListReport
{
    private ListReport(ListSettings settings, int priority, ListPlace place, LoadedList? loaded, DateTimeOffset now, InForceView view)
    {
        var inForce = settings.Enabled ? view.Of(settings).ToList() : [];
        // Of several processes the one that has most to say.
        Running = inForce.Select(static one => one.State).OfType<ListState>().OrderBy(static state => state.IsInForce)
            .ThenBy(static state => state.Trouble.Length == 0).FirstOrDefault();
        NotInForceIn = [.. inForce.Where(static one => one.State is null).Select(static one => one.Process.Name)];
        Settings = settings;
        Priority = priority;
        Place = place;
        Loaded = loaded;
        Feed = settings.Url is null ? new FeedRecord() : FeedRecord.Read(place.Record);
        Now = now;
    }

    /// <summary>What the administrator says of it.</summary>
    public ListSettings Settings { get; }

    /// <summary>Its place among the lists; 1 is heard first.</summary>
    public int Priority { get; }

    /// <summary>Where its files are.</summary>
    public ListPlace Place { get; }

    /// <summary>What its file says; null for a list that is not enabled, or whose file was not to be read.</summary>
    public LoadedList? Loaded { get; }

    /// <summary>The list as the running process has it, of several where it is worst; null when none runs, or none has it.</summary>
    public ListState? Running { get; }

    /// <summary>The processes that run and do not have the list although the file says so: other settings are in force there.</summary>
    public IReadOnlyList<string> NotInForceIn { get; }

    /// <summary>How fetching it went.</summary>
    public FeedRecord Feed { get; }

    /// <summary>When this was found out.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Its file, or its address without secrets.</summary>
    public string Source => Settings.Url?.ToString() ?? Settings.File ?? "";

    /// <summary>Whether it lists anybody now.</summary>
    public bool IsInForce => Running?.IsInForce ?? IsGood;

    /// <summary>How long it has not been written, nor found to be up to date; null when it could not be read.</summary>
    public TimeSpan? Age => Running is { } state ? Now - (state.IsOldVersion ? state.Version : state.Refreshed)
        : Loaded is { IsLoaded: true } ? Now - Loaded.Refreshed : null;

    /// <summary>Its entries in force; those of the file where no process runs.</summary>
    public int Entries => Running?.Entries ?? Loaded?.Entries ?? 0;

    /// <summary>What is wrong with the file, by the running process, else by this account's own look; null when nothing is.</summary>
    public string? Trouble => Running is { } state ? (state.Trouble.Length > 0 ? state.Trouble : null) : Loaded?.Trouble;

    /// <summary>
    /// In what this account sees the file otherwise than the running process has it, in a sentence; null when there is no process or no difference.
    /// </summary>
    public string? Difference
    {
        get
        {
            if (NotInForceIn.Count > 0)
                return $"not active in {string.Join(", ", NotInForceIn)}: other settings are active there";
            if (Running is not { } state || Loaded is null)
                return null;
            var entries = Times.Count(state.Entries, "entry", "entries");
            if (state.IsOldVersion)
                return $"the running process uses an old version, {entries} of {(state.Version is { } of ? Times.Local(of) : "before")}: the file cannot be used";
            if (state.IsInForce && !IsGood)
                return $"it is active in the running process; for this account: {Loaded.Trouble ?? "it is expired"}";
            if (!state.IsInForce && IsGood)
                return "this account can use the file; the running process cannot";
            return null;
        }
    }

    /// <summary>How it is, in one or a few words.</summary>
    public string State
    {
        get
        {
            if (Loaded is null)
                return "disabled";
            if (Running is { IsInForce: true })
                return Running.IsOldVersion ? "old version" : Running.Mode == FilterMode.Report ? "reports only" : "active";
            if (Running is { Trouble: "" })
                return "expired";
            if (Running?.IsMissing ?? Loaded.IsMissing)
                return Settings.Url is null ? "file missing" : "not fetched yet";
            if (Trouble is not null)
                return "unusable";
            if (Loaded.IsSilent(Now))
                return "expired";
            return Settings.Mode == FilterMode.Report ? "reports only" : "active";
        }
    }

    private bool IsGood => Loaded is { IsLoaded: true } && !Loaded.IsSilent(Now);

    /// <summary>All lists of the settings, as their files are now, and as the running processes have them.</summary>
    public static IReadOnlyList<ListReport> All(FilterSettings settings, string settingsPath, Clock clock, InForceView? inForce = null)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        using var store = ListStore.Load(settings, settingsPath, clock);
        var loaded = store.Current.All;
        return [.. settings.Lists.Select(Report)];

        ListReport Report(ListSettings list, int i) => new(
            list, i + 1, ListPlace.Of(list, settings, settingsPath), loaded.FirstOrDefault(one => one.Settings == list), clock.UtcNow, inForce ?? InForceView.None);
    }

    /// <summary>The list of that name as the settings have it, without a look into its file; null when there is none.</summary>
    public static ListReport? OfSettings(FilterSettings settings, string settingsPath, string name, Clock clock)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        for (var i = 0; i < settings.Lists.Count; i++)
        {
            if (string.Equals(settings.Lists[i].Name, name, StringComparison.OrdinalIgnoreCase))
                return new ListReport(settings.Lists[i], i + 1, ListPlace.Of(settings.Lists[i], settings, settingsPath), loaded: null, clock.UtcNow,
                    InForceView.None);
        }

        return null;
    }
}
