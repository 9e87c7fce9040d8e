using System;

namespace IpBlock.Providers.Health;

/// <summary>When to try again: ever later, each time spread at random, so that all servers of the world do not come back to a list at once.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan last, Func<double> random)
{
    private int _doublings;

    /// <summary>How long to wait now: about twice the time before.</summary>
    public TimeSpan Next()
    {
        var wait = TimeSpan.FromTicks(first.Ticks << _doublings);
        if (wait < last)
            _doublings++;
        return Spread(wait < last ? wait : last, random);
    }

    /// <summary>Begins with the first wait again.</summary>
    public void Reset() => _doublings = 0;

    /// <summary>A quarter more or less.</summary>
    public static TimeSpan Spread(TimeSpan wait, Func<double> random) => TimeSpan.FromTicks((long)(wait.Ticks * (0.75 + random() / 2)));
}
