using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace IpBlock.Time;

/// <summary>Who waits for something, but not beyond a time.</summary>
internal interface IAlarmed
{
    /// <summary>By <see cref="Clock.Elapsed"/>.</summary>
    TimeSpan Due { get; }

    /// <summary>For the alarm alone.</summary>
    int Place { get; set; }

    /// <summary>It is <see cref="Due"/>. Called once, on any thread; must not throw and not wait.</summary>
    void TimeIsUp();
}

/// <summary>
/// Tells those who wait that their time is up, by one timer for all of them: what they wait for nearly always comes before, and a timer for each, with its cancellation, costs more than to hear the answer.
/// </summary>
internal sealed class Alarm(Clock clock)
{
    private readonly object _waitingLock = new(); // a leaf
    private readonly List<IAlarmed> _waiting = [];
    private TimeSpan _wakesAt = TimeSpan.MaxValue;

    /// <summary>From now on it is told when it is due.</summary>
    public void Add(IAlarmed one)
    {
        lock (_waitingLock)
        {
            one.Place = _waiting.Count;
            _waiting.Add(one);
            if (one.Due >= _wakesAt)
                return;
            _wakesAt = one.Due;
        }

        _ = WakeAsync(one.Due);
    }

    /// <summary>It is told nothing more.</summary>
    public void Remove(IAlarmed one)
    {
        lock (_waitingLock)
        {
            if (one.Place >= 0)
                RemoveAt(one.Place);
        }
    }

    private void RemoveAt(int place)
    {
        var last = _waiting[_waiting.Count - 1];
        _waiting[place].Place = -1;
        _waiting.RemoveAt(_waiting.Count - 1);
        if (place == _waiting.Count)
            return;
        _waiting[place] = last;
        last.Place = place;
    }

    // When somebody has come meanwhile who is due before, the timer for him goes on for all.
    private async Task WakeAsync(TimeSpan at)
    {
        // A timer cuts fractions of a millisecond off, and would come too early.
        var left = Math.Ceiling((at - clock.Elapsed).TotalMilliseconds);
        await clock.Delay(TimeSpan.FromMilliseconds(Math.Max(0, left))).ConfigureAwait(false);
        var due = new List<IAlarmed>();
        TimeSpan next;
        lock (_waitingLock)
        {
            if (_wakesAt != at)
                return;
            next = _wakesAt = TakeDue(clock.Elapsed, due);
        }

        // First the next one's timer: who is told may take his time.
        if (next < TimeSpan.MaxValue)
            _ = WakeAsync(next);
        foreach (var one in due)
            one.TimeIsUp();
    }

    // When the next is due.
    private TimeSpan TakeDue(TimeSpan now, List<IAlarmed> due)
    {
        var next = TimeSpan.MaxValue;
        for (var place = _waiting.Count - 1; place >= 0; place--)
        {
            var one = _waiting[place];
            if (one.Due <= now)
            {
                due.Add(one);
                RemoveAt(place);
            }
            else if (one.Due < next)
            {
                next = one.Due;
            }
        }

        return next;
    }
}
