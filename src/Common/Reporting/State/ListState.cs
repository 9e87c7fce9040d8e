using System;
using IpBlock.Lists;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>A list in a file, as a process has it in force.</summary>
public sealed record ListState
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Block list or allow list.</summary>
    public ListKind Kind { get; init; }

    /// <summary>Whether it refuses, or only reports because the settings say so.</summary>
    public FilterMode Mode { get; init; }

    /// <summary>Its file.</summary>
    public string File { get; init; } = "";

    /// <summary>True when the list is fetched.</summary>
    public bool IsFetched { get; init; }

    /// <summary>True when clients are looked up in it.</summary>
    public bool IsInForce { get; init; }

    /// <summary>Its entries in force.</summary>
    public int Entries { get; init; }

    /// <summary>When the version in force was written; null when there is none.</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>When its file was last written or found to be up to date; null when there has been none.</summary>
    public DateTimeOffset? Refreshed { get; init; }

    /// <summary>From then on it says nothing unless it is refreshed; null for a list that does not become too old.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Why its file, as it is now, is not used; empty when it is.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>True when its file is not there.</summary>
    public bool IsMissing { get; init; }

    /// <summary>How fetching it ended last.</summary>
    public FeedResult LastFetch { get; init; }

    /// <summary>Why that failed or the version was held back; empty when all is well.</summary>
    public string FetchTrouble { get; init; } = "";

    /// <summary>True when its file has been good, but is not any more: what it was before is in force.</summary>
    public bool IsOldVersion => IsInForce && Trouble.Length > 0;

    internal static ListState Of(LoadedList list, FeedRecord feed, DateTimeOffset now) => new()
    {
        Name = list.Settings.Name,
        Kind = list.Settings.Kind,
        Mode = list.Settings.Mode,
        File = list.Place.File,
        IsFetched = list.Settings.Url is not null,
        IsInForce = list.IsLoaded && !list.IsSilent(now),
        Entries = list.Entries,
        Version = list.IsLoaded ? list.Version : null,
        Refreshed = list.IsLoaded ? list.Refreshed : null,
        Expires = list.SilentFrom == DateTimeOffset.MaxValue ? null : list.SilentFrom,
        Trouble = list.Trouble ?? "",
        IsMissing = list.IsMissing,
        LastFetch = feed.Result,
        FetchTrouble = feed.Why,
    };

    internal JObject ToJson() => new()
    {
        ["name"] = Name,
        ["kind"] = Kind.ToString(),
        ["mode"] = Mode.ToString(),
        ["file"] = File,
        ["fetched"] = IsFetched,
        ["inForce"] = IsInForce,
        ["entries"] = Entries,
        ["versionOf"] = StateJson.Time(Version),
        ["refreshed"] = StateJson.Time(Refreshed),
        ["expires"] = StateJson.Time(Expires),
        ["trouble"] = Trouble,
        ["missing"] = IsMissing,
        ["lastFetch"] = LastFetch.ToString(),
        ["fetchTrouble"] = FetchTrouble,
    };

    internal static ListState Parse(JToken json) => new()
    {
        Name = StateJson.Text(json["name"]),
        Kind = StateJson.Word<ListKind>(json["kind"]),
        Mode = StateJson.Word<FilterMode>(json["mode"]),
        File = StateJson.Text(json["file"]),
        IsFetched = StateJson.Truth(json["fetched"]),
        IsInForce = StateJson.Truth(json["inForce"]),
        Entries = StateJson.Number(json["entries"]),
        Version = StateJson.Time(json["versionOf"]),
        Refreshed = StateJson.Time(json["refreshed"]),
        Expires = StateJson.Time(json["expires"]),
        Trouble = StateJson.Text(json["trouble"]),
        IsMissing = StateJson.Truth(json["missing"]),
        LastFetch = StateJson.Word<FeedResult>(json["lastFetch"]),
        FetchTrouble = StateJson.Text(json["fetchTrouble"]),
    };
}
