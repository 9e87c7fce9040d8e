using System;

namespace IpBlock.Providers.Health;

/// <summary>When to try again: ever later, each time spread at random, so that all servers of the world do not come back to a list at once.</summary>
/// <param name="first">The first wait.</param>
/// <param name="last">The longest.</param>
/// <param name="random">From 0 to 1.</param>
/// <param name="steady">So many waits are as long as the first: what comes back within the minute is to be noticed within seconds.</param>
internal sealed class BackOff(TimeSpan first, TimeSpan last, Func<double> random, int steady = 1)
{
    private int _doublings;
    private int _waits;

    /// <summary>How long to wait now: about twice the time before.</summary>
    public TimeSpan Next()
    {
        var wait = TimeSpan.FromTicks(first.Ticks << _doublings);
        if (++_waits >= steady && wait < last)
            _doublings++;
        return Spread(wait < last ? wait : last, random);
    }

    /// <summary>Begins with the first wait again.</summary>
    public void Reset() => _doublings = _waits = 0;

    /// <summary>A quarter more or less.</summary>
    public static TimeSpan Spread(TimeSpan wait, Func<double> random) => TimeSpan.FromTicks((long)(wait.Ticks * (0.75 + random() / 2)));
}
