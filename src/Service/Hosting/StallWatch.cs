using System;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>Since when the other side of a connection has been in the middle of something, and, where idleness has a limit, since when it has been idle.</summary>
internal sealed class StallWatch(Clock clock)
{
    private long _busySince;
    private long _idleSince;

    /// <summary>How long a connection may be idle; for ever when nobody says otherwise.</summary>
    public TimeSpan IdleLimit { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Called with true while a request is begun and not finished, or an answer is not taken; the time runs from the first call.</summary>
    public void Mark(bool isBusy)
    {
        if (!isBusy)
        {
            Volatile.Write(ref _busySince, 0);
            if (IdleLimit > TimeSpan.Zero)
                Volatile.Write(ref _idleSince, Now);
        }
        else if (Volatile.Read(ref _busySince) == 0)
        {
            Volatile.Write(ref _busySince, Now);
        }
    }

    /// <summary>Sends what is written. A mail server that does not read its answers stalls as one does that does not finish what it has begun; false when it is gone.</summary>
    public async ValueTask<bool> FlushAsync(PipeWriter output, bool isBusy)
    {
        var flushing = output.FlushAsync();
        if (!flushing.IsCompletedSuccessfully)
            Mark(true);
        var flushed = await flushing.ConfigureAwait(false);
        Mark(isBusy);
        return !flushed.IsCompleted;
    }

    /// <summary>True when it has been in the middle of something for longer than this, or idle for longer than it may.</summary>
    public bool IsOver(TimeSpan limit, TimeSpan now) => IsOver(ref _busySince, limit, now) || (IdleLimit > TimeSpan.Zero && IsOver(ref _idleSince, IdleLimit, now));

    private long Now => Math.Max(1, clock.Elapsed.Ticks);

    private static bool IsOver(ref long since, TimeSpan limit, TimeSpan now) => Volatile.Read(ref since) is var begun and > 0 && now.Ticks - begun > limit.Ticks;
}
