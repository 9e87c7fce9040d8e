using System;
using System.Collections.Generic;
using IpBlock.Time;

namespace IpBlock.Notices;

/// <summary>Passes notices on, and remembers the last twenty for whoever asks what has been told.</summary>
/// <param name="next">Where they are written.</param>
/// <param name="clock">Dates them.</param>
public sealed class RecentNotices(INoticeSink next, Clock clock) : INoticeSink
{
    private const int Kept = 20;

    private readonly object _lastLock = new();
    private readonly Queue<(DateTimeOffset At, Notice Notice)> _last = new();

    /// <summary>The last ones, the newest last.</summary>
    public IReadOnlyList<(DateTimeOffset At, Notice Notice)> Last
    {
        get
        {
            lock (_lastLock)
                return [.. _last];
        }
    }

    /// <inheritdoc/>
    public void Write(Notice notice)
    {
        next.Write(notice);
        var now = Now();
        lock (_lastLock)
        {
            if (_last.Count == Kept)
                _last.Dequeue();
            _last.Enqueue((now, notice));
        }
    }

    // A sink must not throw, and what is told may be that the clock has failed.
    private DateTimeOffset Now()
    {
        try
        {
            return clock.UtcNow;
        }
        catch (Exception)
        {
            return default;
        }
    }
}
