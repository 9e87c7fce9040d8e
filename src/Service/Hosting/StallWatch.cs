using System;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>Whose turn it is on a connection, and since when it is the other side's: in the middle of something, or idle.</summary>
internal sealed class StallWatch(Clock clock)
{
    private long _busySince;
    private long _idleSince;
    private int _hasAsked;

    /// <summary>How long a connection may be idle; for ever when nobody says otherwise.</summary>
    public TimeSpan IdleLimit { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>True once a whole request has come.</summary>
    public bool HasAsked => Volatile.Read(ref _hasAsked) != 0;

    /// <summary>Since when the other side is waited for, in ticks of the clock; 0 while it waits for us, as it does until it is first served.</summary>
    public long WaitingSince => Volatile.Read(ref _busySince) is var begun and > 0 ? begun : Volatile.Read(ref _idleSince);

    /// <summary>Called when a whole request has come: now the other side waits for us, and cannot stall.</summary>
    public void Serve()
    {
        Volatile.Write(ref _hasAsked, 1);
        Volatile.Write(ref _busySince, 0);
        Volatile.Write(ref _idleSince, 0);
    }

    /// <summary>Called with true while a request is begun and not finished, or an answer is not taken; the time runs from the first call.</summary>
    public void Mark(bool isBusy)
    {
        if (!isBusy)
        {
            Volatile.Write(ref _busySince, 0);
            Volatile.Write(ref _idleSince, Now);
        }
        else if (Volatile.Read(ref _busySince) == 0)
        {
            Volatile.Write(ref _busySince, Now);
        }
    }

    /// <summary>True when it has been in the middle of something for longer than this, or idle for longer than it may.</summary>
    public bool IsOver(TimeSpan limit, TimeSpan now) => IsOver(ref _busySince, limit, now) || (IdleLimit > TimeSpan.Zero && IsOver(ref _idleSince, IdleLimit, now));

    private long Now => Math.Max(1, clock.Elapsed.Ticks);

    private static bool IsOver(ref long since, TimeSpan limit, TimeSpan now) => Volatile.Read(ref since) is var begun and > 0 && now.Ticks - begun > limit.Ticks;
}
