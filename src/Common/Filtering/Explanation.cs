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

    /// <summary>The enabled providers in the order in which they are heard. Empty when a rule before them decided.</summary>
    public IReadOnlyList<ProviderSighting> Providers { get; }
}
