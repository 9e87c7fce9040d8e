using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Lists;

/// <summary>A list in a file as it is shown: what the settings say, what its file says, and how fetching went.</summary>
public sealed class ListReport
{
    private ListReport(ListSettings settings, int priority, ListPlace place, LoadedList? loaded, DateTimeOffset now)
    {
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

    /// <summary>How fetching it went.</summary>
    public FeedRecord Feed { get; }

    /// <summary>When this was found out.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Its file, or its address without secrets.</summary>
    public string Source => Settings.Url?.ToString() ?? Settings.File ?? "";

    /// <summary>Whether it lists anybody now.</summary>
    public bool IsInForce => Loaded is { IsLoaded: true } && !Loaded.IsSilent(Now);

    /// <summary>How long it has not been written, nor found to be up to date; null when it could not be read.</summary>
    public TimeSpan? Age => Loaded is { IsLoaded: true } ? Now - Loaded.Refreshed : null;

    /// <summary>How it is, in one or a few words.</summary>
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

    /// <summary>All lists of the settings, as their files are now.</summary>
    public static IReadOnlyList<ListReport> All(FilterSettings settings, string settingsPath, Clock clock)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        using var store = ListStore.Load(settings, settingsPath, clock);
        var loaded = store.Current.All;
        return [.. settings.Lists.Select((list, i) => new ListReport(list, i + 1, ListPlace.Of(list, settings, settingsPath), loaded.FirstOrDefault(one => one.Settings == list), clock.UtcNow))];
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
                return new ListReport(settings.Lists[i], i + 1, ListPlace.Of(settings.Lists[i], settings, settingsPath), loaded: null, clock.UtcNow);
        }

        return null;
    }
}
