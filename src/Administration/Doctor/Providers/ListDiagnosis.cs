using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Administration.InForce;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>
/// Tells from what a list has answered, and from what it has not, who is to blame: the list, the name servers that ask it, or the line. What is the
/// name servers' fault, or the
/// line's, is said of them, once, and not of each list.
/// </summary>
internal sealed class ListDiagnosis(DnsSurvey survey, SiteCatalogue catalogue, ZoneTable zones)
{
    /// <summary>What is wrong with the list itself, or with how it answers this machine; nothing when it is well.</summary>
    public IEnumerable<DoctorFinding> Of(ListFacts list)
    {
        if (survey.CutOff != CutOff.None || list.Probe.IsUnasked)
            return [];
        return Fault(list) is { } fault ? [fault] : Doubts(list);
    }

    private DoctorFinding? Fault(ListFacts list)
    {
        var words = new ListWords(list, catalogue);
        if (list.Elsewhere is not null)
            return survey.IsRewritten ? null : list.Own.IsWell ? words.Falsified() : words.Parked();
        // Where registration is needed, the settings' own warning says so.
        if (list.Probe.Refusal is not null && zones.Of(list.Provider.Settings.LookupDomain.Reveal()) is { State: ZoneState.Refuses })
            return null;
        if (list.Probe.Refusal is { } refusal)
            return words.HasKey && (list.Own.IsRefusing || !list.Own.IsWell) ? words.KeyRefused(refusal) : words.Refused(refusal);
        if (list.Probe.Silence is { } silence)
            return Silent(list, silence, words);
        if (list.Probe.Worldly is { } address)
            return Worldly(list, address, words);
        return list.Probe.HasTestEntry == false ? Unlisted(list, words) : null;
    }

    private DoctorFinding? Worldly(ListFacts list, string address, ListWords words)
    {
        if (survey.IsRewritten && !list.Own.IsWorldly)
            return null;
        return list.Own is { IsWell: true, Unlisted: not null } ? words.Falsified() : words.ListsWorld(address);
    }

    private DoctorFinding? Silent(ListFacts list, DnsStatus silence, ListWords words) => list.Own.State switch
    {
        OwnState.Answered when list.Own.IsRefusing => words.RefusedByBoth(silence),
        OwnState.Answered when list.Own.Took > Patience.SlowList => words.Slow(list.Own.Took),
        OwnState.Answered => words.SilentToResolver(silence),
        OwnState.NoSuchZone when words.HasKey => words.KeyUnknown(),
        OwnState.Silent when survey.IsOutsideReached => words.Dead(),
        OwnState.Silent or OwnState.Unknown => words.Silent(silence),
        _ => words.Dead(),
    };

    private DoctorFinding? Unlisted(ListFacts list, ListWords words)
    {
        if (list.Probe.IsStripped || survey.Servers.Any(server => survey.StrippedBy(server).Contains(list.Provider.Name, StringComparer.Ordinal)))
            return null;
        if (list.Own.HasEntry)
            return words.HiddenFromResolver(list.Probe.IsZoneGone);
        if (list.Probe.IsZoneGone)
            return words.HasKey ? words.KeyUnknown() : words.Gone();
        return words.NoTestEntry();
    }

    private IEnumerable<DoctorFinding> Doubts(ListFacts list)
    {
        var words = new ListWords(list, catalogue);
        if (list.Took > Patience.SlowList && !survey.IsSlow)
            yield return words.Slow(list.Took!.Value);
        if (list.IPv6Entry?.Outcome == ProviderOutcome.NotListed && list.Probe.HasTestEntry == true)
            yield return words.NoIPv6();
    }
}
