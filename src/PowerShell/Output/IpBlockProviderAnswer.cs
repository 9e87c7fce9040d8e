using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>What one provider said about an address.</summary>
public sealed class IpBlockProviderAnswer
{
    internal IpBlockProviderAnswer(ProviderSighting sighting, Verdict verdict, Score? added)
    {
        var answer = sighting.Answer;
        Provider = sighting.Provider.Name;
        Kind = sighting.Provider.Kind.ToString();
        Priority = sighting.Provider.Priority;
        Asked = answer is not null;
        Outcome = answer?.Outcome.ToString();
        ProviderResult = answer is { } said ? Codes(said) : [];
        Matched = answer?.Outcome == ProviderOutcome.Matched;
        MatchedBy = (answer?.MatchedBy ?? Providers.MatchedBy.Nothing).ToString();
        Meanings = answer is { } meant ? [.. meant.Codes.Select(sighting.Provider.MeaningOf).Where(static meaning => meaning.Length > 0)] : [];
        Decided = verdict.Cause().Answer?.Provider == sighting.Provider;
        Score = added is { } score ? score.Tenths / 10m : null;
        Reason = sighting.Reason;
        Question = sighting.Question;
        FromCache = sighting.IsFromCache;
        Took = sighting.Took;
    }

    /// <summary>The provider's name.</summary>
    public string Provider { get; }

    /// <summary>Block list or allow list.</summary>
    public string Kind { get; }

    /// <summary>Its place among the providers of its kind.</summary>
    public int Priority { get; }

    /// <summary>False when it does not know this family of addresses, or another list had decided before its turn.</summary>
    public bool Asked { get; }

    /// <summary>What the answer comes to; null when it was not asked.</summary>
    public string? Outcome { get; }

    /// <summary>The return codes.</summary>
    public IReadOnlyList<string> ProviderResult { get; }

    /// <summary>True when a code fits the provider's rule.</summary>
    public bool Matched { get; }

    /// <summary>Which part of the rule it fits.</summary>
    public string MatchedBy { get; }

    /// <summary>What the codes mean, where the settings say.</summary>
    public IReadOnlyList<string> Meanings { get; }

    /// <summary>True when this provider's answer was the verdict, or would have been if refusals were not only reported.</summary>
    public bool Decided { get; }

    /// <summary>What it added to the sum of the scores; null when it added nothing.</summary>
    public decimal? Score { get; }

    /// <summary>The list's own words, without a key; empty when there are none.</summary>
    public string Reason { get; }

    /// <summary>The name that was, or would have been, looked up, without a key.</summary>
    public string Question { get; }

    /// <summary>True when the answer was known already.</summary>
    public bool FromCache { get; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; }

    /// <summary>The provider's name.</summary>
    public override string ToString() => Provider;

    internal static IReadOnlyList<string> Codes(ProviderAnswer answer) => [.. answer.Codes.Select(static code => new ReturnCode(code).ToString())];
}
