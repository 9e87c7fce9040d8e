namespace IpBlock.Providers.Usage;

/// <summary>How often a list was asked, and what it said. A value; nothing in it changes.</summary>
public sealed class UsageCounts
{
    /// <summary>Nothing was asked.</summary>
    public static readonly UsageCounts None = new();

    /// <summary>How often its answer was waited for from the network. Connections that wait for the same answer count each.</summary>
    public long Queries { get; init; }

    /// <summary>How often its answer was known already.</summary>
    public long Cached { get; init; }

    /// <summary>Of the answers: how many list the client, under whatever code.</summary>
    public long Listed { get; init; }

    /// <summary>Of those: how many under a code that the rule asks for.</summary>
    public long Matched { get; init; }

    /// <summary>Of the answers: how many did not come in time.</summary>
    public long Late { get; init; }

    /// <summary>Of the answers: how many were an error code.</summary>
    public long Refused { get; init; }

    /// <summary>Of the answers: how many the name servers could not get.</summary>
    public long Failed { get; init; }

    /// <summary>How often it was not asked because it was suspended.</summary>
    public long Suspended { get; init; }

    /// <summary>How long the answers from the network took; those that never came are not among them.</summary>
    public LatencyCounts Latency { get; init; } = LatencyCounts.None;

    /// <summary>How often a decision wanted its answer and it was not suspended.</summary>
    public long Asked => Queries + Cached;

    /// <summary>True when it has not been asked at all.</summary>
    public bool IsEmpty => Asked + Suspended == 0;

    /// <summary>What came after an earlier count. One that is not earlier, because the list was away meanwhile, counts for nothing.</summary>
    internal UsageCounts Since(UsageCounts earlier) => earlier.Asked + earlier.Suspended > Asked + Suspended ? this : new UsageCounts
    {
        Queries = Queries - earlier.Queries,
        Cached = Cached - earlier.Cached,
        Listed = Listed - earlier.Listed,
        Matched = Matched - earlier.Matched,
        Late = Late - earlier.Late,
        Refused = Refused - earlier.Refused,
        Failed = Failed - earlier.Failed,
        Suspended = Suspended - earlier.Suspended,
        Latency = Latency.Minus(earlier.Latency),
    };

    internal UsageCounts Plus(UsageCounts other) => new()
    {
        Queries = Queries + other.Queries,
        Cached = Cached + other.Cached,
        Listed = Listed + other.Listed,
        Matched = Matched + other.Matched,
        Late = Late + other.Late,
        Refused = Refused + other.Refused,
        Failed = Failed + other.Failed,
        Suspended = Suspended + other.Suspended,
        Latency = Latency.Plus(other.Latency),
    };
}
