using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>What became of a rule that needs no list.</summary>
public sealed class RuleStep
{
    internal RuleStep(VerdictRule rule, string title, StepResult result, string detail)
    {
        Rule = rule;
        Title = title;
        Result = result;
        Detail = detail;
    }

    /// <summary>Which rule.</summary>
    public VerdictRule Rule { get; }

    /// <summary>What it is called.</summary>
    public string Title { get; }

    /// <summary>What became of it.</summary>
    public StepResult Result { get; }

    /// <summary>Why; empty where there is nothing to say.</summary>
    public string Detail { get; }

    /// <summary>What it added to the sum of the scores; null when it added nothing.</summary>
    public Score? Score { get; internal init; }

    /// <summary>True when it was not told what the rule looks at, so that it may come out otherwise for a real client.</summary>
    public bool IsUntold { get; internal init; }
}
