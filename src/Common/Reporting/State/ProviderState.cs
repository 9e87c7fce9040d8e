using System;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>A provider that a process asks, and how it is there.</summary>
public sealed record ProviderState
{
    /// <summary>Its kind and a digest of its lookup domain, which may hold a key: by this it is found again when its name has changed.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its lookup domain without a key; empty in what an older program has written.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; init; }

    /// <summary>Whether its listings refuse, or are only reported because the settings say so.</summary>
    public FilterMode Mode { get; init; }

    /// <summary>How it is.</summary>
    public HealthState State { get; init; }

    /// <summary>Since when; null when it has never been otherwise.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What it answered, or did not, that brought it there; empty for a list that is well.</summary>
    public string Answered { get; init; } = "";

    /// <summary>What to do about it; empty for a list that is well.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>True when it is not asked: not fit to decide, or no list can be asked.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Since when its listings have been those of a list gone bad; null when they are not.</summary>
    public DateTimeOffset? BrakedSince { get; init; }

    /// <summary>True when its listings are only reported for that reason.</summary>
    public bool IsBraked { get; init; }

    /// <summary>Why; empty when it is not braked.</summary>
    public string BrakedWhy { get; init; } = "";

    /// <summary>When it last answered, a client's question or a probe; null when it has not since the process was started.</summary>
    public DateTimeOffset? LastAnswer { get; init; }

    /// <summary>When it was last probed; null when it has not been since the process was started.</summary>
    public DateTimeOffset? Probed { get; init; }

    /// <summary>What the last probe asked and was answered, without a key; empty when there was none since the process was started.</summary>
    public string ProbeAnswer { get; init; } = "";

    /// <summary>How often it was asked lately.</summary>
    public UsageState LastHour { get; init; } = new();

    internal static ProviderState Of(ListStatus list) => new()
    {
        Id = list.Id,
        Name = list.Name,
        Zone = list.Zone,
        Kind = list.Kind,
        Mode = list.Mode,
        State = list.Report.State,
        Since = list.Report.Since == default ? null : list.Report.Since,
        Answered = list.Report.Raw,
        NextStep = list.Report.NextStep,
        IsSuspended = list.IsSuspended,
        BrakedSince = list.BrakedSince,
        IsBraked = list.IsBraked,
        BrakedWhy = list.BrakedWhy,
        LastAnswer = StateJson.Second(list.LastAnswer),
        Probed = list.Probed,
        ProbeAnswer = list.ProbeAnswer,
    };

    internal JObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["zone"] = Zone,
        ["kind"] = Kind.ToString(),
        ["mode"] = Mode.ToString(),
        ["state"] = State.ToString(),
        ["since"] = StateJson.Time(Since),
        ["answered"] = Answered,
        ["nextStep"] = NextStep,
        ["suspended"] = IsSuspended,
        ["brakedSince"] = StateJson.Time(BrakedSince),
        ["braked"] = IsBraked,
        ["brakedWhy"] = BrakedWhy,
        ["lastAnswer"] = StateJson.Time(LastAnswer),
        ["probed"] = StateJson.Time(Probed),
        ["probeAnswer"] = ProbeAnswer,
        ["lastHour"] = LastHour.ToJson(),
    };

    internal static ProviderState Parse(JToken json) => new()
    {
        Id = StateJson.Text(json["id"]),
        Name = StateJson.Text(json["name"]),
        Zone = StateJson.Text(json["zone"]),
        Kind = StateJson.Word<ProviderKind>(json["kind"]),
        Mode = StateJson.Word<FilterMode>(json["mode"]),
        State = StateJson.Word<HealthState>(json["state"]),
        Since = StateJson.Time(json["since"]),
        Answered = StateJson.Text(json["answered"]),
        NextStep = StateJson.Text(json["nextStep"]),
        IsSuspended = StateJson.Truth(json["suspended"]),
        BrakedSince = StateJson.Time(json["brakedSince"]),
        IsBraked = StateJson.Truth(json["braked"]),
        BrakedWhy = StateJson.Text(json["brakedWhy"]),
        LastAnswer = StateJson.Time(json["lastAnswer"]),
        Probed = StateJson.Time(json["probed"]),
        ProbeAnswer = StateJson.Text(json["probeAnswer"]),
        LastHour = UsageState.Parse(json["lastHour"]),
    };
}
