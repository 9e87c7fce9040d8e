using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.RecipientPolicies;

/// <summary>By what a client is judged: for everybody, or for the recipients of one policy. What a policy does not say is as for everybody.</summary>
internal sealed class Measure
{
    private readonly RecipientPolicySettings? _policy;
    private readonly Dictionary<string, Score> _scores = new(StringComparer.OrdinalIgnoreCase);

    private Measure(FilterSettings settings, RecipientPolicySettings? policy)
    {
        _policy = policy;
        Mode = policy?.Mode ?? settings.Mode;
        Form = policy?.Verdict ?? settings.Verdict;
        Thresholds = policy?.Thresholds ?? settings.Thresholds;
        DefersOnce = policy?.DeferOnce ?? settings.DeferOnce.Enabled;
        foreach (var scored in policy?.Scores ?? [])
            _scores[scored.Name] = scored.Score;
    }

    /// <summary>The policy's name; empty for everybody.</summary>
    public string Policy => _policy?.Name ?? "";

    public FilterMode Mode { get; }

    public VerdictForm Form { get; }

    public ThresholdSettings Thresholds { get; }

    /// <summary>True when mail that is deferred is accepted when it comes again.</summary>
    public bool DefersOnce { get; }

    /// <summary>True when mail may be accepted and marked.</summary>
    public bool Marks => Form == VerdictForm.Score && Thresholds.Mark is not null;

    /// <summary>The template in place of the providers' own; null for none.</summary>
    public string? RejectionResponse => _policy?.RejectionResponse;

    public static Measure ForEverybody(FilterSettings settings) => new(settings, null);

    public static Measure Of(FilterSettings settings, RecipientPolicySettings policy) => new(settings, policy);

    /// <summary>Whether the provider's answers count.</summary>
    public bool Counts(ProviderSettings provider) => _policy is null
        ? !provider.OnlyInPolicies
        : !RecipientPolicySettings.Names(_policy.RemoveProviders, provider) && (!provider.OnlyInPolicies || RecipientPolicySettings.Names(_policy.AddProviders, provider));

    /// <summary>The score in place of the provider's own; null for none.</summary>
    public Score? ScoreOf(ProviderSettings provider) => _scores.TryGetValue(provider.Name, out var score) ? score : null;
}
