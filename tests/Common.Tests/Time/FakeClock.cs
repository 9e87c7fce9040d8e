using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Tests.Time;

/// <summary>
/// A clock that stands still until it is told to advance. Timers and delays that fall due run synchronously inside <see cref="Advance"/>, in the
/// order of their times (equal times in the order of their creation), each with the clock showing its own time. As with the real clock none overlaps itself.
/// </summary>
public sealed class FakeClock : Clock
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _utcNow = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private TimeSpan _elapsed = TimeSpan.FromHours(1);
    private long _created;

    /// <summary>Lets the time of day jump as a real one does; timers and <see cref="Elapsed"/> do not notice.</summary>
    public void SetUtcNow(DateTimeOffset value)
    {
        lock (_lock)
            _utcNow = value;
    }

    public override DateTimeOffset UtcNow
    {
        get
        {
            lock (_lock)
                return _utcNow;
        }
    }

    public override TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    /// <summary>How many timers and delays are waiting: a test can see that a thing cleans up, or has begun to wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _alarms.Count;
        }
    }

    public override IDisposable Every(TimeSpan period, Action tick)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return Add(period, period, tick);
    }

    /// <remarks>Continuations run on the pool, as with the real clock; await the work that waits, not the delay's side effects.</remarks>
    public override async Task Delay(TimeSpan delay, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (delay <= TimeSpan.Zero)
            return;
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var alarm = Add(delay, null, () => over.TrySetResult());
        await using var registration = cancellation.Register(() => over.TrySetCanceled(cancellation));
        await over.Task;
    }

    /// <summary>Lets time pass, and all happen that falls due in it. A tick that throws ends the call with its exception.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (_lock)
            end = _elapsed + by;
        while (NextDue(end) is { } alarm)
            alarm.Tick();
        lock (_lock)
            MoveTo(end);
    }

    /// <summary>Lets time pass as a machine does that has slept: whatever fell due in it happens once, afterwards.</summary>
    public void Leap(TimeSpan by)
    {
        List<Alarm> due;
        lock (_lock)
        {
            MoveTo(_elapsed + by);
            due = [.. _alarms.Where(alarm => alarm.Due <= _elapsed)];
            foreach (var alarm in due)
            {
                if (alarm.Period is { } period)
                    alarm.Due = _elapsed + period;
                else
                    _alarms.Remove(alarm);
            }
        }

        due.ForEach(static alarm => alarm.Tick());
    }

    private Alarm? NextDue(TimeSpan end)
    {
        lock (_lock)
        {
            Alarm? next = null;
            foreach (var alarm in _alarms)
            {
                if (alarm.Due <= end && (next is null || alarm.ComesBefore(next)))
                    next = alarm;
            }

            if (next is null)
                return null;
            MoveTo(next.Due);
            if (next.Period is { } period)
                next.Due += period;
            else
                _alarms.Remove(next);
            return next;
        }
    }

    // A tick may advance the clock itself, beyond the end of the advance that called it.
    private void MoveTo(TimeSpan elapsed)
    {
        if (elapsed <= _elapsed)
            return;
        _utcNow += elapsed - _elapsed;
        _elapsed = elapsed;
    }

    private Alarm Add(TimeSpan delay, TimeSpan? period, Action tick)
    {
        lock (_lock)
        {
            var alarm = new Alarm(this, _elapsed + delay, period, tick, _created++);
            _alarms.Add(alarm);
            return alarm;
        }
    }

    private void Remove(Alarm alarm)
    {
        lock (_lock)
            _alarms.Remove(alarm);
    }

    private sealed class Alarm(FakeClock clock, TimeSpan due, TimeSpan? period, Action tick, long number) : IDisposable
    {
        private int _busy;

        public TimeSpan Due { get; set; } = due;

        public TimeSpan? Period { get; } = period;

        public void Tick()
        {
            if (Interlocked.Exchange(ref _busy, 1) != 0)
                return;
            try
            {
                tick();
            }
            finally
            {
                Volatile.Write(ref _busy, 0);
            }
        }

        public bool ComesBefore(Alarm other) => Due < other.Due || (Due == other.Due && number < other.Number);

        public void Dispose() => clock.Remove(this);

        private long Number => number;
    }
}
