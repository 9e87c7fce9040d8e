using IpBlock.Providers.Usage;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>
/// How often a provider was asked within the last hour, or since the start of the process when that is less, and what it said. Counted as in <see
/// cref="UsageCounts"/>.
/// </summary>
public sealed record UsageState
{
    /// <summary>How often its answer was waited for from the network.</summary>
    public long Queries { get; init; }

    /// <summary>How often its answer was known already.</summary>
    public long Cached { get; init; }

    /// <summary>How many answers list the client, under whatever code.</summary>
    public long Listed { get; init; }

    /// <summary>Of those: how many under a code that the rule asks for.</summary>
    public long Matched { get; init; }

    /// <summary>How many answers did not come in time.</summary>
    public long Late { get; init; }

    /// <summary>How many answers were an error code.</summary>
    public long Refused { get; init; }

    /// <summary>How many answers the name servers could not get.</summary>
    public long Failed { get; init; }

    /// <summary>How often it was not asked because it was suspended.</summary>
    public long Suspended { get; init; }

    /// <summary>The milliseconds that 95 of 100 answers from the network did not exceed; null when there were none.</summary>
    public double? Milliseconds { get; init; }

    internal static UsageState Of(UsageCounts counts) => new()
    {
        Queries = counts.Queries,
        Cached = counts.Cached,
        Listed = counts.Listed,
        Matched = counts.Matched,
        Late = counts.Late,
        Refused = counts.Refused,
        Failed = counts.Failed,
        Suspended = counts.Suspended,
        Milliseconds = counts.Latency.Percentile(0.95),
    };

    internal JObject ToJson() => new()
    {
        ["queries"] = Queries,
        ["cached"] = Cached,
        ["listed"] = Listed,
        ["matched"] = Matched,
        ["late"] = Late,
        ["refused"] = Refused,
        ["failed"] = Failed,
        ["suspended"] = Suspended,
        ["milliseconds"] = Milliseconds,
    };

    internal static UsageState Parse(JToken? json) => new()
    {
        Queries = StateJson.Count(json?["queries"]),
        Cached = StateJson.Count(json?["cached"]),
        Listed = StateJson.Count(json?["listed"]),
        Matched = StateJson.Count(json?["matched"]),
        Late = StateJson.Count(json?["late"]),
        Refused = StateJson.Count(json?["refused"]),
        Failed = StateJson.Count(json?["failed"]),
        Suspended = StateJson.Count(json?["suspended"]),
        Milliseconds = (double?)json?["milliseconds"],
    };
}
