using System;
using System.Threading;

namespace IpBlock.Providers.Usage;

/// <summary>
/// How often a list has been asked since that was last written down. Whoever asks counts, from any thread; an answer that was known and says "not listed", as nearly all do, is one
/// interlocked increment.
/// </summary>
internal sealed class UsageTally
{
    private readonly long[] _latency = new long[LatencyCounts.Steps];
    private long _queries;
    private long _cached;
    private long _listed;
    private long _matched;
    private long _late;
    private long _refused;
    private long _failed;
    private long _suspended;
    private long _waited; // in ticks, since the start

    // The book's lock is held by whoever takes or adds up.
    private UsageCounts _taken = UsageCounts.None;

    /// <summary>False once the settings no longer name the list.</summary>
    public bool IsInUse { get; set; } = true;

    /// <summary>Counts an answer for which nobody had to be asked.</summary>
    public void Known(ProviderOutcome outcome)
    {
        if (outcome == ProviderOutcome.Suspended)
        {
            Interlocked.Increment(ref _suspended);
        }
        else if (outcome is not (ProviderOutcome.NotReached or ProviderOutcome.Overloaded))
        {
            Interlocked.Increment(ref _cached);
            Count(outcome);
        }
    }

    /// <summary>Counts an answer from the network, or that there was none.</summary>
    public void Heard(ProviderOutcome outcome, TimeSpan took)
    {
        if (outcome is ProviderOutcome.Backlog or ProviderOutcome.Overloaded)
        {
            Interlocked.Increment(ref _suspended);
            return;
        }

        Interlocked.Increment(ref _queries);
        Count(outcome);
        if (outcome <= ProviderOutcome.Refused)
        {
            Interlocked.Increment(ref _latency[LatencyCounts.StepOf(took.TotalMilliseconds)]);
            Interlocked.Add(ref _waited, took.Ticks);
        }
    }

    /// <summary>How long all answers of <see cref="UsageCounts.Latency"/> together took, since the start.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _waited));

    /// <summary>The counts, which begin anew.</summary>
    public UsageCounts Take()
    {
        var counts = TakeCounts();
        _taken = _taken.Plus(counts);
        return counts;
    }

    /// <summary>All that has been counted, what was taken too.</summary>
    public UsageCounts Total() => _taken.Plus(new UsageCounts
    {
        Queries = Interlocked.Read(ref _queries),
        Cached = Interlocked.Read(ref _cached),
        Listed = Interlocked.Read(ref _listed),
        Matched = Interlocked.Read(ref _matched),
        Late = Interlocked.Read(ref _late),
        Refused = Interlocked.Read(ref _refused),
        Failed = Interlocked.Read(ref _failed),
        Suspended = Interlocked.Read(ref _suspended),
        Latency = new LatencyCounts((long[])_latency.Clone()),
    });

    private UsageCounts TakeCounts() => new()
    {
        Queries = Interlocked.Exchange(ref _queries, 0),
        Cached = Interlocked.Exchange(ref _cached, 0),
        Listed = Interlocked.Exchange(ref _listed, 0),
        Matched = Interlocked.Exchange(ref _matched, 0),
        Late = Interlocked.Exchange(ref _late, 0),
        Refused = Interlocked.Exchange(ref _refused, 0),
        Failed = Interlocked.Exchange(ref _failed, 0),
        Suspended = Interlocked.Exchange(ref _suspended, 0),
        Latency = TakeLatency(),
    };

    private LatencyCounts TakeLatency()
    {
        var taken = new long[_latency.Length];
        for (var step = 0; step < taken.Length; step++)
            taken[step] = Interlocked.Exchange(ref _latency[step], 0);
        return new LatencyCounts(taken);
    }

    private void Count(ProviderOutcome outcome)
    {
        switch (outcome)
        {
            case ProviderOutcome.NotListed:
                break;
            case ProviderOutcome.Refused:
                Interlocked.Increment(ref _refused);
                break;
            case ProviderOutcome.Late:
                Interlocked.Increment(ref _late);
                break;
            case ProviderOutcome.Failed:
                Interlocked.Increment(ref _failed);
                break;
            default:
                Interlocked.Increment(ref _listed);
                if (outcome == ProviderOutcome.Matched)
                    Interlocked.Increment(ref _matched);
                break;
        }
    }
}
