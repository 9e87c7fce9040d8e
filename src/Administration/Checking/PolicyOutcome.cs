using IpBlock.Filtering;

namespace IpBlock.Administration.Checking;

/// <summary>What becomes of the client's mail for the recipients of a policy.</summary>
public sealed class PolicyOutcome
{
    internal PolicyOutcome(string policy, Verdict verdict)
    {
        Policy = policy;
        Verdict = verdict;
    }

    /// <summary>The policy's name.</summary>
    public string Policy { get; }

    /// <summary>The verdict by its measure.</summary>
    public Verdict Verdict { get; }

    /// <summary>True when its recipients' mail fares otherwise than by another verdict: it is treated otherwise, or a rejection is only reported by one of the two.</summary>
    internal bool DiffersFrom(Verdict other) => Verdict.Action != other.Action || (Verdict.Reported is null) != (other.Reported is null);
}
