using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IpBlock.Providers.Usage;

/// <summary>How many answers took how long, in steps. Counts of different hours and servers can be added up, which percentiles cannot. A value; nothing in it changes.</summary>
public sealed class LatencyCounts
{
    // The last one takes all that is slower: no lookup may last longer.
    private static readonly int[] Bounds = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10000, 30000];

    /// <summary>No answers.</summary>
    public static readonly LatencyCounts None = new(new long[Bounds.Length]);

    private readonly long[] _counts;

    internal LatencyCounts(long[] counts) => _counts = counts;

    internal static int Steps => Bounds.Length;

    internal static int StepOf(double milliseconds)
    {
        var step = 0;
        while (step < Bounds.Length - 1 && milliseconds > Bounds[step])
            step++;
        return step;
    }

    /// <summary>The milliseconds, rounded up to a step, that this part of the answers did not exceed; null when there were none.</summary>
    /// <param name="part">More than 0, at most 1: 0.95 for 95 of 100.</param>
    public double? Percentile(double part)
    {
        long total = 0;
        foreach (var count in _counts)
            total += count;
        if (total == 0)
            return null;
        var wanted = Math.Max(1, (long)Math.Ceiling(part * total));
        var step = 0;
        for (var seen = _counts[0]; seen < wanted; seen += _counts[step])
            step++;
        return Bounds[step];
    }

    /// <summary>Each step in milliseconds, with how many answers took as long or less. The last holds all, those that took longer too.</summary>
    public IEnumerable<(int Milliseconds, long Count)> Cumulated()
    {
        long sum = 0;
        for (var step = 0; step < Bounds.Length; step++)
        {
            sum += _counts[step];
            yield return (Bounds[step], sum);
        }
    }

    internal LatencyCounts Plus(LatencyCounts other)
    {
        var sum = (long[])_counts.Clone();
        for (var step = 0; step < sum.Length; step++)
            sum[step] += other._counts[step];
        return new LatencyCounts(sum);
    }

    internal LatencyCounts Minus(LatencyCounts other)
    {
        var rest = (long[])_counts.Clone();
        for (var step = 0; step < rest.Length; step++)
            rest[step] = Math.Max(0, rest[step] - other._counts[step]);
        return new LatencyCounts(rest);
    }

    /// <summary>The steps that have been met: <c>10:120;15:3</c> for 120 answers within 10 milliseconds and 3 more within 15.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var step = 0; step < _counts.Length; step++)
        {
            if (_counts[step] > 0)
                text.Append(text.Length > 0 ? ";" : "").Append(Bounds[step].ToString(CultureInfo.InvariantCulture)).Append(':').Append(_counts[step].ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    // Steps of another version are taken for the next higher of this one; what is no step is left out.
    internal static LatencyCounts Parse(string text)
    {
        var counts = new long[Bounds.Length];
        foreach (var part in Parts(text))
        {
            if (int.TryParse(part.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) && long.TryParse(part.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                counts[StepOf(bound)] += count;
        }

        return new LatencyCounts(counts);
    }

    private static IEnumerable<KeyValuePair<string, string>> Parts(string text)
    {
        foreach (var part in text.Split(';'))
        {
            if (part.IndexOf(':') is > 0 and var colon)
                yield return new KeyValuePair<string, string>(part.Substring(0, colon), part.Substring(colon + 1));
        }
    }
}
