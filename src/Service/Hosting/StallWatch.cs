using System;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>Since when the other side of a connection has been in the middle of something. An idle connection may stay for ever.</summary>
internal sealed class StallWatch(Clock clock)
{
    private long _since;

    /// <summary>Called with true while a request is begun and not finished, or an answer is not taken; the time runs from the first call.</summary>
    public void Mark(bool isBusy)
    {
        if (!isBusy)
            Volatile.Write(ref _since, 0);
        else if (Volatile.Read(ref _since) == 0)
            Volatile.Write(ref _since, Math.Max(1, clock.Elapsed.Ticks));
    }

    /// <summary>True when it has been so for longer than this.</summary>
    public bool IsOver(TimeSpan limit, TimeSpan now) => Volatile.Read(ref _since) is var since and > 0 && now.Ticks - since > limit.Ticks;
}
