using System;
using IpBlock.Providers;

namespace IpBlock.Filtering.Rules;

/// <summary>One rule on the way to a verdict. It holds nothing about any client: any number of walks come by at the same time.</summary>
internal abstract class Rule(VerdictRule kind)
{
    /// <summary>Its name in verdicts, logs and reports.</summary>
    public VerdictRule Kind { get; } = kind;

    /// <summary>Its place among all rules.</summary>
    public int Place { get; set; }

    /// <summary>The provider it asks; null when it asks none.</summary>
    public virtual Provider? Provider => null;

    /// <summary>True when a client that it decides about, or would if it did more than report, is refused.</summary>
    public virtual bool Refuses => false;

    /// <summary>True when what it decides by is an answer: those behind it that have answered too are still heard, for the log.</summary>
    public virtual bool IsAnswer => false;

    /// <summary>Whether the client of a walk that it has decided is refused; only the sum of scores can mean either.</summary>
    public virtual bool RefusesBy(in Walk walk) => Refuses;

    /// <summary>The provider in whose words a client is refused; null when it is in none's.</summary>
    public virtual ProviderRule? Speaker(in Walk walk) => null;

    /// <summary>Hears the rule. False when something has to be waited for first (<see cref="Walk.Pending"/>); then it is heard again.</summary>
    public abstract bool TryHear(ref Walk walk, out StepResult result);

    /// <summary>The verdict when it decided, or would have if it did more than report.</summary>
    /// <param name="walk">The walk that ended here.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="reason">The list's own words; empty when there are none.</param>
    public abstract Verdict Conclude(in Walk walk, TimeSpan took, string reason);
}
