using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Filtering;

namespace IpBlock.Benchmarks.Soak;

/// <summary>Knows which list lists whom, and judges verdicts by it. A list that lies is counted for what it does, and is no fault of the filter's.</summary>
internal sealed class Oracle
{
    public long Verdicts { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Made without a list that was asked, or is not asked because it is not fit to decide.</summary>
    public long Partial { get; private set; }

    /// <summary>Refused on the word of a list that lied, or had lied a few minutes before.</summary>
    public long Deceived { get; private set; }

    public long Wrong { get; private set; }

    /// <summary>The first few that were wrong, in words.</summary>
    public List<string> Faults { get; } = [];

    /// <param name="verdict">The verdict.</param>
    /// <param name="listedBy">The names of the lists that truly list the client.</param>
    /// <param name="lied">Whether a list may have lied within the life of an answer.</param>
    public void Judge(Verdict verdict, IReadOnlyCollection<string> listedBy, Func<string, bool> lied)
    {
        Count(verdict);
        var cause = verdict.Cause();
        if (cause.Action == VerdictAction.Reject)
        {
            if (listedBy.Contains(cause.ProviderName, StringComparer.Ordinal))
                return;
            if (lied(cause.ProviderName))
                Deceived++;
            else
                Fault($"{verdict.Client} was refused by {cause.Rule} {cause.ProviderName}, which does not list it");
        }
        else if (listedBy.FirstOrDefault(name => verdict.Missing.All(missing => !string.Equals(missing.Provider.Name, name, StringComparison.Ordinal))) is { } overlooked)
        {
            Fault($"{verdict.Client} was accepted though {overlooked} lists it and is not among the missing");
        }
    }

    /// <summary>A verdict that must be so and not otherwise.</summary>
    public void Judge(Verdict verdict, VerdictRule rule)
    {
        Count(verdict);
        if (verdict.Rule != rule)
            Fault($"{verdict.Client} was decided by {verdict.Rule} and not by {rule}");
    }

    private void Count(Verdict verdict)
    {
        Verdicts++;
        Refused += verdict.Action == VerdictAction.Reject ? 1 : 0;
        Partial += verdict.IsPartial ? 1 : 0;
    }

    private void Fault(string what)
    {
        Wrong++;
        if (Faults.Count < 10)
            Faults.Add(what);
    }
}
