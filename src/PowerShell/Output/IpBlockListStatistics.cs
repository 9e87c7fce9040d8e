using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Comparison;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>What one list has done, and what it is worth beside the others. Clients are different addresses.</summary>
public sealed class IpBlockListStatistics
{
    internal IpBlockListStatistics(ListStatistics list)
    {
        (Name, Kind, Mode, Enabled, Configured) = (list.Name, list.Kind.ToString(), list.Mode.ToString(), list.IsEnabled, list.IsInSettings);
        (Clients, Unique, Refused, Reported, WouldRefuse, Alone) = (list.Clients, list.Unique, list.Refused, list.Reported, list.WouldRefuse, list.Alone);
        (Partial, Advice) = (list.Partial, list.Advice);
        AlsoOn = [.. list.AlsoOn.Select(static other => new IpBlockOverlap(other))];
        if (list.Usage is not { } usage)
            return;
        (Asked, Queries, Cached, Listed, Matched) = (usage.Asked, usage.Queries, usage.Cached, usage.Listed, usage.Matched);
        (Late, RefusedToAnswer, Failed, Suspended) = (usage.Late, usage.Refused, usage.Failed, usage.Suspended);
        (MedianMilliseconds, Percentile95Milliseconds) = (usage.Latency.Percentile(0.5), usage.Latency.Percentile(0.95));
    }

    /// <summary>The list's name.</summary>
    public string Name { get; }

    /// <summary>Block list or allow list.</summary>
    public string Kind { get; }

    /// <summary>Whether the settings let it refuse now, or only report.</summary>
    public string Mode { get; }

    /// <summary>Whether the settings have it asked now.</summary>
    public bool Enabled { get; }

    /// <summary>False for a list that only the log still knows.</summary>
    public bool Configured { get; }

    /// <summary>How many clients it lists under a code that counts; of an allow list, how many were accepted for it.</summary>
    public int Clients { get; }

    /// <summary>How many of them no other list knew.</summary>
    public int Unique { get; }

    /// <summary>How many were refused in its name.</summary>
    public int Refused { get; }

    /// <summary>How many were only reported in its name.</summary>
    public int Reported { get; }

    /// <summary>How many it would have refused if it had been the only list.</summary>
    public int WouldRefuse { get; }

    /// <summary>How many of these no other list knew that refuses.</summary>
    public int Alone { get; }

    /// <summary>The other lists that know its clients.</summary>
    public IReadOnlyList<IpBlockOverlap> AlsoOn { get; }

    /// <summary>How many decisions were made without it.</summary>
    public long Partial { get; }

    /// <summary>How often a decision wanted its answer; null, as all that follows, when no hour has been written to the log.</summary>
    public long? Asked { get; }

    /// <summary>How often the answer came from the network.</summary>
    public long? Queries { get; }

    /// <summary>How often it was known already.</summary>
    public long? Cached { get; }

    /// <summary>How many answers list the client.</summary>
    public long? Listed { get; }

    /// <summary>How many of these under a code that counts.</summary>
    public long? Matched { get; }

    /// <summary>How many answers did not come in time.</summary>
    public long? Late { get; }

    /// <summary>How many were an error code.</summary>
    public long? RefusedToAnswer { get; }

    /// <summary>How many the name servers could not get.</summary>
    public long? Failed { get; }

    /// <summary>How often it was not asked because it was suspended.</summary>
    public long? Suspended { get; }

    /// <summary>Half of the answers from the network took no longer, rounded up.</summary>
    public double? MedianMilliseconds { get; }

    /// <summary>95 of 100 took no longer, rounded up.</summary>
    public double? Percentile95Milliseconds { get; }

    /// <summary>What to make of it, in a sentence.</summary>
    public string Advice { get; }

    /// <summary>The list and the sentence.</summary>
    public override string ToString() => Name + ": " + Advice;
}

/// <summary>How many of a list's clients another list knows too.</summary>
public sealed class IpBlockOverlap
{
    internal IpBlockOverlap(ListOverlap overlap) => (Name, Clients, Share) = (overlap.Name, overlap.Clients, overlap.Share);

    /// <summary>The other list.</summary>
    public string Name { get; }

    /// <summary>How many clients are on both.</summary>
    public int Clients { get; }

    /// <summary>Which part that is of the list's clients, from 0 to 1.</summary>
    public double Share { get; }

    /// <summary>Name and per cent.</summary>
    public override string ToString() => Name + "=" + (Share * 100).ToString("0", CultureInfo.InvariantCulture) + "%";
}
