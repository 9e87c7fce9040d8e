using System;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Dns;

/// <summary>A thread's turn at receiving. It lasts until somebody who goes on with an answer keeps the thread for too long.</summary>
internal sealed class ReceiverTurn(Clock clock, bool distrusts)
{
    // When those who have been answered need as much on the average, the others wait for them for too long. A few microseconds are usual; and where the system takes the processor from the thread
    // for some milliseconds, that is shared by many packets.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Distrust = TimeSpan.FromMilliseconds(250);
    private const int Average = 16;

    [ThreadStatic]
    private static ReceiverTurn? _ofThisThread;

    private volatile bool _isOver;
    private volatile bool _isBusy;
    private volatile int _packets;
    private int _packetsSeen = -1;
    private TimeSpan _now;
    private long _usual;
    private TimeSpan _distrustsUntil = distrusts ? clock.Elapsed + Distrust : TimeSpan.MinValue;

    /// <summary>The turn of this thread; null on a thread that does not receive.</summary>
    public static ReceiverTurn? OfThisThread
    {
        get => _ofThisThread;
        set => _ofThisThread = value;
    }

    /// <summary>True once another thread has taken over: this one is to end as soon as it can.</summary>
    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }

    /// <summary>True when whoever has been answered on this thread may keep it for what little is left to do. Should it take long, another thread takes over.</summary>
    public bool MayBeKept => !_isOver && _now >= _distrustsUntil;

    /// <summary>Something has come.</summary>
    public void Begin()
    {
        _now = clock.Elapsed;
        _isBusy = true;
    }

    /// <summary>A packet is to be handed on. The time is that at which it was.</summary>
    public TimeSpan Next()
    {
        _packets++;
        var now = clock.Elapsed;
        _usual += ((now - _now).Ticks - _usual) / Average;
        if (_usual > Long.Ticks)
            _distrustsUntil = now + Distrust;
        return _now = now;
    }

    /// <summary>All has been handed on.</summary>
    public void End() => _isBusy = false;

    /// <summary>True when the same packet has kept it since this was last asked.</summary>
    public bool IsKept()
    {
        var packets = _packets;
        if (_isBusy && packets == _packetsSeen)
            return true;
        _packetsSeen = packets;
        return false;
    }
}
