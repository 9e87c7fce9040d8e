using System.Collections.Generic;
using System.Linq;
using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>A verdict with everything that led to it: the answer to "why?".</summary>
public sealed class Explanation
{
    internal Explanation(Verdict verdict, StepResult helo, IReadOnlyList<ProviderSighting> providers)
    {
        Verdict = verdict;
        Providers = providers;
        Steps = [.. verdict.Steps.Where(static step => step.Rule != VerdictRule.Helo), new Step(VerdictRule.Helo, helo)];
    }

    /// <summary>The verdict itself, as a door would have got it.</summary>
    public Verdict Verdict { get; }

    /// <summary>Every rule in the order in which they are heard, with what became of it. Rules and providers that are switched off are not among them.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>What the rule about dynamic hosts has seen; null when it is off, the client is exempt from it, or a rule before it decided.</summary>
    public ReverseNameSighting? ReverseName { get; internal init; }

    /// <summary>The enabled providers in the order in which they are heard. Empty when a rule before them decided.</summary>
    public IReadOnlyList<ProviderSighting> Providers { get; }

    /// <summary>What was seen of the provider of a step; null when the walk did not get as far.</summary>
    public ProviderSighting? SightingOf(Step step) => step.Provider is null ? null : Providers.FirstOrDefault(seen => seen.Provider == step.Provider);
}
