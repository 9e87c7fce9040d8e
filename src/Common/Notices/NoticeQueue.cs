using System;
using System.Collections.Generic;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Notices;

/// <summary>
/// Notices on their way to where they are written. Whoever has something to tell may be deciding about a client, and must not wait for a disk, an event log or a pipe that nobody reads: the notice is queued, and one
/// thread of the pool writes what has gathered. A thousand can wait; more are dropped, counted and, once there is room again, told of.
/// </summary>
public sealed class NoticeQueue : INoticeSink, IDisposable
{
    private const int MaxQueued = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Held for a moment at a time, and never while something is written.
    private readonly object _queueLock = new();
    private readonly Queue<(Notice Notice, DateTimeOffset At)> _queue = new();
    private readonly Action<Notice, DateTimeOffset> _write;
    private readonly Clock _clock;
    private bool _isWriting;
    private bool _isClosed;
    private long _lost;
    private int _untold;

    /// <param name="clock">Dates the notices.</param>
    /// <param name="write">Writes a notice that was told at this time; called from one thread at a time. What it throws is counted, and the notice lost.</param>
    public NoticeQueue(Clock clock, Action<Notice, DateTimeOffset> write)
    {
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _write = write ?? throw new ArgumentNullException(nameof(write));
    }

    /// <summary>How many notices were dropped, or could not be written.</summary>
    public long Lost
    {
        get
        {
            lock (_queueLock)
                return _lost;
        }
    }

    /// <summary>Queues a notice. Never waits and never fails; a queue that is closed takes nothing.</summary>
    public void Write(Notice notice)
    {
        lock (_queueLock)
        {
            if (_isClosed || _queue.Count == MaxQueued)
            {
                _lost++;
                _untold++;
                return;
            }

            _queue.Enqueue((notice, _clock.UtcNow));
            if (_isWriting)
                return;
            _isWriting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => ((NoticeQueue)queue!).WriteQueued(), this);
    }

    /// <summary>Takes no more, and waits until all is written: five seconds at the most, for a disk that hangs must not keep the mail server from stopping.</summary>
    public void Dispose()
    {
        lock (_queueLock)
        {
            _isClosed = true;
            if (_isWriting)
                Monitor.Wait(_queueLock, Patience);
        }
    }

    private void WriteQueued()
    {
        while (TryTake(out var notice, out var at))
        {
            try
            {
                _write(notice, at);
            }
            // On a thread of the pool anything that is not caught ends the mail server, and there is no further place to complain to.
            catch (Exception)
            {
                lock (_queueLock)
                    _lost++;
            }
        }
    }

    private bool TryTake(out Notice notice, out DateTimeOffset at)
    {
        lock (_queueLock)
        {
            if (_queue.Count > 0)
            {
                (notice, at) = _queue.Dequeue();
                return true;
            }

            if (_untold > 0)
            {
                (notice, at) = (LogMessages.NoticesLost(_untold), _clock.UtcNow);
                _untold = 0;
                return true;
            }

            (notice, at) = (default, default);
            _isWriting = false;
            Monitor.PulseAll(_queueLock);
            return false;
        }
    }
}
