using System;
using System.Collections.Generic;
using IpBlock.Administration.Checking;
using IpBlock.Filtering;

namespace IpBlock.PowerShell;

/// <summary>One rule on the way to a verdict.</summary>
public sealed class IpBlockRule
{
    private IpBlockRule(VerdictRule rule, IpBlockRuleResult result)
    {
        Rule = rule.ToString();
        Result = result.ToString();
    }

    /// <summary>Which rule.</summary>
    public string Rule { get; }

    /// <summary>What it had to say.</summary>
    public string Result { get; }

    /// <summary>Rule and result.</summary>
    public override string ToString() => Rule + ": " + Result;

    /// <summary>Every rule in the order in which they are heard, which is that of the enumeration.</summary>
    internal static IEnumerable<IpBlockRule> All(CheckReport report)
    {
        foreach (VerdictRule rule in Enum.GetValues(typeof(VerdictRule)))
        {
            if (rule is not VerdictRule.None)
                yield return new IpBlockRule(rule, Of(report.ResultOf(rule)));
        }
    }

    private static IpBlockRuleResult Of(StepResult result) => result switch
    {
        StepResult.Decided => IpBlockRuleResult.Decided,
        StepResult.Added => IpBlockRuleResult.Added,
        StepResult.Reported => IpBlockRuleResult.Reported,
        StepResult.NotReached => IpBlockRuleResult.NotHeard,
        StepResult.Overruled => IpBlockRuleResult.Overruled,
        _ => IpBlockRuleResult.DidNotMatch,
    };
}

/// <summary>What a rule had to say about a client.</summary>
internal enum IpBlockRuleResult
{
    /// <summary>It did not cover the client.</summary>
    DidNotMatch,

    /// <summary>It decided.</summary>
    Decided,

    /// <summary>It would have decided, if refusals were not only reported.</summary>
    Reported,

    /// <summary>A rule before it had decided.</summary>
    NotHeard,

    /// <summary>It matched, and its score was added to the sum.</summary>
    Added,

    /// <summary>It covered the client, but an exception by host name let the client in.</summary>
    Overruled,
}
