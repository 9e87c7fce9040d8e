using System;
using System.Threading;

namespace IpBlock.Providers.Health;

/// <summary>How long a list takes to answer: counts in steps, of which old ones fade. Adding is one interlocked increment.</summary>
internal sealed class LatencyHistory
{
    // Fewer answers say nothing of the slow ones among them.
    private const int EnoughAnswers = 20;

    private static readonly int[] Bounds = [5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1100, 1500, 2000, 3000, 5000, 10000, 30000];
    private readonly int[] _counts = new int[Bounds.Length + 1];

    public void Add(TimeSpan took)
    {
        var milliseconds = took.TotalMilliseconds;
        var step = 0;
        while (step < Bounds.Length && milliseconds > Bounds[step])
            step++;
        Interlocked.Increment(ref _counts[step]);
    }

    /// <summary>What this share of the answers did not exceed, rounded up to a step; null as long as there are too few.</summary>
    public TimeSpan? Percentile(double share)
    {
        var total = 0;
        foreach (var count in _counts)
            total += count;
        if (total < EnoughAnswers)
            return null;
        var wanted = (int)Math.Ceiling(total * share);
        var step = 0;
        for (var seen = _counts[0]; seen < wanted && step < Bounds.Length; seen += _counts[step])
            step++;
        return TimeSpan.FromMilliseconds(step < Bounds.Length ? Bounds[step] : Bounds[Bounds.Length - 1]);
    }

    /// <summary>Halves the past, so that the present counts for more.</summary>
    public void Fade()
    {
        for (var step = 0; step < _counts.Length; step++)
            Interlocked.Add(ref _counts[step], -(_counts[step] / 2));
    }
}
