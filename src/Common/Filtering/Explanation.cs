using System.Collections.Generic;
using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>A verdict with everything that led to it: the answer to "why?".</summary>
public sealed class Explanation
{
    internal Explanation(Verdict verdict, IReadOnlyList<ProviderSighting> providers)
    {
        Verdict = verdict;
        Providers = providers;
    }

    /// <summary>The verdict itself, as a door would have got it.</summary>
    public Verdict Verdict { get; }

    /// <summary>What the rule about dynamic hosts has seen; null when it is off, the client is exempt from it, or a rule before it decided.</summary>
    public ReverseNameSighting? ReverseName { get; internal init; }

    /// <summary>The enabled providers in the order in which they are heard. Empty when a rule before them decided.</summary>
    public IReadOnlyList<ProviderSighting> Providers { get; }
}
