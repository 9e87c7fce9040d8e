using System.Collections.Generic;

namespace IpBlock.Providers.Zones;

/// <summary>A zone that should not be asked, or not for this, and what to do instead.</summary>
public sealed class KnownZone
{
    internal KnownZone(IReadOnlyList<string> zones, ZoneState state, string? since, string? newZone, string does, string advice, string source)
    {
        Zones = zones;
        State = state;
        Since = since;
        NewZone = newZone;
        Does = does;
        Advice = advice;
        Source = source;
    }

    /// <summary>The zones, in lower case. What lies below them belongs to them.</summary>
    public IReadOnlyList<string> Zones { get; }

    /// <summary>What has become of it.</summary>
    public ZoneState State { get; }

    /// <summary>When that was reported, as <c>2025-01-16</c>, <c>2025-01</c> or <c>2025</c>; null when nobody has said.</summary>
    public string? Since { get; }

    /// <summary>The name under which it is asked now; null but for <see cref="ZoneState.Renamed"/>.</summary>
    public string? NewZone { get; }

    /// <summary>What it does, as a clause without a full stop.</summary>
    public string Does { get; }

    /// <summary>What it does and since when, without the advice: for a provider that is not in the settings, or not enabled.</summary>
    public string Why => Does + (Since is null ? "" : " (reported " + Since + ")");

    /// <summary>What to do about it, as a clause without a full stop.</summary>
    public string Advice { get; }

    /// <summary>Who has said so.</summary>
    public string Source { get; }

    /// <summary>True for a zone that must not be added, unless it is forced: it rejects everybody, is fake, has another name, or cannot answer.</summary>
    public bool IsRejected => State is ZoneState.ListsWorld or ZoneState.Fake or ZoneState.Renamed or ZoneState.Domains;

    /// <summary>
    /// True for a zone that does an import no good: it comes disabled. One that only some may ask, or that is for another purpose, may be what the
    /// administrator means.
    /// </summary>
    public bool IsUseless => State is not (ZoneState.Refuses or ZoneState.OtherUse or ZoneState.Renamed);

    /// <summary>True for a zone that is told of once a day: not where registration, or what the list is for, may be as the administrator means it.</summary>
    public bool IsToldDaily => State is not (ZoneState.Refuses or ZoneState.OtherUse);

    /// <summary><c>NiX Spam has been shut down and lists nobody (reported 2025-01-16); remove it</c></summary>
    public override string ToString() => Why + "; " + Advice;
}
