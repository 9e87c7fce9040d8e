using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>The providers' answers about one client as they are heard, in order of priority. Remembers only what can matter later, and so costs nothing for a client that no list knows.</summary>
internal struct CollectedAnswers(Address client, TimeSpan started, Verdict? reported)
{
    private static readonly ProviderAnswer[] None = [];
    private List<ProviderAnswer>? _missing;
    private List<ProviderAnswer>? _listed;

    public readonly Address Client = client;

    public readonly TimeSpan Started = started;

    /// <summary>The refusal of a list in a file that only reports; null when there is none.</summary>
    public readonly Verdict? Reported = reported;

    /// <summary>True once an answer has decided; what is heard after that is for the log.</summary>
    public bool IsDecided { get; private set; }

    /// <summary>The place of the provider that decided or, as long as none has, of the first that would have if it did more than report; below zero when there is neither.</summary>
    public int Leader { get; private set; } = -1;

    /// <summary>The leader's answer.</summary>
    public ProviderAnswer Leading { get; private set; }

    /// <summary>What decided in a provider's place, or would have: the client's reverse name.</summary>
    public ReverseNameSighting? ReverseName { get; private set; }

    public readonly IReadOnlyList<ProviderAnswer> Missing => (IReadOnlyList<ProviderAnswer>?)_missing ?? None;

    public readonly IReadOnlyList<ProviderAnswer> Listed => (IReadOnlyList<ProviderAnswer>?)_listed ?? None;

    public void Hear(int place, ProviderAnswer answer)
    {
        if (answer.Outcome == ProviderOutcome.Matched)
            HearMatch(place, answer);
        else if (answer.IsMissing && !IsDecided)
            (_missing ??= []).Add(answer);
    }

    /// <summary>Hears that the rule about reverse names matches. Not once something has decided.</summary>
    public void Hear(ReverseNameSighting match, bool isReportOnly)
    {
        IsDecided = !isReportOnly;
        if (IsDecided || !HasLeader)
            (Leader, Leading, ReverseName) = (-1, default, match);
    }

    /// <summary>True when there is something that would refuse the client if it did more than report, or that has decided.</summary>
    public readonly bool HasLeader => Leader >= 0 || ReverseName is not null;

    private void HearMatch(int place, ProviderAnswer answer)
    {
        if (answer.Provider.Kind == ProviderKind.Block)
            (_listed ??= []).Add(answer);
        if (IsDecided)
            return;
        IsDecided = answer.Provider.Enforces;
        if (IsDecided || !HasLeader)
            (Leader, Leading, ReverseName) = (place, answer, null);
    }

    /// <summary>
    /// True when a list stayed silent whose silence is to defer the client. An error code does not count: the list has said that it will not
    /// answer, coming again would change nothing, and all mail would wait for ever. Nor does a list that only reports, nor one that has been suspended for long.
    /// </summary>
    public readonly bool AsksToDefer(OnFailure otherwise)
    {
        if (_missing is null)
            return false;
        foreach (var answer in _missing)
        {
            var counts = answer.Outcome switch
            {
                ProviderOutcome.Refused => false,
                ProviderOutcome.Suspended => answer.Provider.Health.Defers,
                _ => true,
            };
            if (counts && answer.Provider.Enforces && (answer.Provider.Settings.OnFailure ?? otherwise) == OnFailure.Defer)
                return true;
        }

        return false;
    }
}
