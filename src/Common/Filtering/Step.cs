using IpBlock.Lists;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>One rule on the way to a verdict, as the walk left it.</summary>
public sealed class Step
{
    private readonly object? _found;

    internal Step(VerdictRule rule, StepResult result, object? found = null)
    {
        Rule = rule;
        Result = result;
        _found = found;
    }

    /// <summary>Which rule.</summary>
    public VerdictRule Rule { get; }

    /// <summary>What became of it.</summary>
    public StepResult Result { get; }

    /// <summary>The provider that was heard; null for a rule that asks none.</summary>
    public Provider? Provider { get; internal init; }

    /// <summary>What the provider's answer came to; null when there was none. A list may have answered although its turn never came: all are asked at once.</summary>
    public ProviderOutcome? Outcome { get; internal init; }

    /// <summary>The provider's answer with its codes; null when it has none to show: the list does not know the client, or its turn never came.</summary>
    public ProviderAnswer? Answer { get; internal init; }

    /// <summary>What it added to the sum of the scores; null when it added nothing.</summary>
    public Score? Score { get; internal init; }

    /// <summary>The exception that covers the client, when the rule about exceptions found one.</summary>
    public ClientException? Exception => _found as ClientException;

    /// <summary>The entry that holds the client, when a local list has one.</summary>
    public ListEntry? Entry => _found as ListEntry;

    /// <summary>The list in a file that holds the client, when one does.</summary>
    public LoadedList? List => _found as LoadedList;

    /// <summary>Rule, provider and result.</summary>
    public override string ToString() => Provider is null ? $"{Rule}: {Result}" : $"{Rule} {Provider.Name}: {Result}";
}
