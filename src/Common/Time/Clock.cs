using System;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Time;

/// <summary>
/// The only source of time in the engine, so that a test can make an hour pass in a microsecond.
/// A seam of our own: the package that brings TimeProvider to netstandard2.0 drags in others that Exchange cannot bind.
/// </summary>
public abstract class Clock
{
    /// <summary>The machine's clock.</summary>
    public static Clock System { get; } = new SystemClock();

    /// <summary>The time of day in UTC: for logs and for expiry dates. It may jump, so nothing is measured with it.</summary>
    public abstract DateTimeOffset UtcNow { get; }

    /// <summary>Time since an arbitrary start. It never goes back: time-outs, TTLs and latencies are measured with it.</summary>
    public abstract TimeSpan Elapsed { get; }

    /// <summary>
    /// Calls <paramref name="tick"/> every <paramref name="period"/> on a pool thread until the result is disposed. Never two at a time: while one is busy, or stuck with a disk that does
    /// not answer, those that fall due are left out, so that a timer holds one thread at the most.
    /// </summary>
    /// <param name="period">More than zero. A tick that is late is not made up for.</param>
    /// <param name="tick">Must not throw: it runs on a pool thread, where an exception ends the process.</param>
    public abstract IDisposable Every(TimeSpan period, Action tick);

    /// <summary>A task that completes after <paramref name="delay"/>, or is cancelled with <paramref name="cancellation"/>.</summary>
    public abstract Task Delay(TimeSpan delay, CancellationToken cancellation = default);
}
