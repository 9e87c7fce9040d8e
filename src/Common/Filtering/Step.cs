using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>One rule on the way to a verdict, as the walk left it.</summary>
public sealed class Step
{
    internal Step(VerdictRule rule, StepResult result, Provider? provider, ProviderOutcome? outcome, ProviderAnswer? answer)
    {
        Rule = rule;
        Result = result;
        Provider = provider;
        Outcome = outcome;
        Answer = answer;
    }

    /// <summary>Which rule.</summary>
    public VerdictRule Rule { get; }

    /// <summary>What became of it.</summary>
    public StepResult Result { get; }

    /// <summary>The provider that was heard; null for a rule that asks none.</summary>
    public Provider? Provider { get; }

    /// <summary>What the provider's answer came to; null when there was none. A list may have answered although its turn never came: all are asked at once.</summary>
    public ProviderOutcome? Outcome { get; }

    /// <summary>The provider's answer with its codes; null when it has none to show: the list does not know the client, or its turn never came.</summary>
    public ProviderAnswer? Answer { get; }

    /// <summary>Rule, provider and result.</summary>
    public override string ToString() => Provider is null ? $"{Rule}: {Result}" : $"{Rule} {Provider.Name}: {Result}";
}
