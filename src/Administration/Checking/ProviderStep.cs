using System.Collections.Generic;
using IpBlock.Administration.Providers;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>What became of a provider.</summary>
public sealed class ProviderStep
{
    internal ProviderStep(ProviderReport provider, StepResult result, ProviderSighting? seen, string detail)
    {
        Provider = provider;
        Result = result;
        Seen = seen;
        Detail = detail;
    }

    /// <summary>Which provider.</summary>
    public ProviderReport Provider { get; }

    /// <summary>What became of it.</summary>
    public StepResult Result { get; }

    /// <summary>What was seen of it; null when the verdict did not get as far, or the provider is disabled.</summary>
    public ProviderSighting? Seen { get; }

    /// <summary>What it added to the sum of the scores; null when it added nothing.</summary>
    public Score? Score { get; internal init; }

    /// <summary>Why, in words; empty where there is nothing to say.</summary>
    public string Detail { get; }

    /// <summary>Its return codes; none when it was not asked or lists nobody.</summary>
    public IReadOnlyList<uint> Codes => Seen?.Answer?.Codes ?? [];
}
