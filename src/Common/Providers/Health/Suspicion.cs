using System;

namespace IpBlock.Providers.Health;

/// <summary>
/// Points for bad answers, which good ones wear off: a few in a row, or one in three for a while, reach the limit, and now and then one does not. In no order, so
/// that answers can be counted as they come and weighed once a second.
/// </summary>
internal struct Suspicion
{
    /// <summary>Points of one bad answer; a good one takes one point away.</summary>
    public const int Weight = 2;

    // Beyond that a list that has come back would have to be good for too long.
    private const int Most = 16;

    public int Points { get; private set; }

    public void Add(int bad, int good) => Points = Math.Min(Most, Math.Max(0, Points + Weight * bad - good));

    public void Clear() => Points = 0;
}
