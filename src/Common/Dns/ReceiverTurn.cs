using System;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Dns;

/// <summary>
/// A thread's turn at receiving. It lasts until somebody who goes on with an answer keeps the thread for too long. On a busy machine the thread itself waits for a processor, which is nobody's fault here: another thread would
/// wait as long.
/// </summary>
/// <param name="clock">Measures how long the thread is kept.</param>
/// <param name="distrusts">True when it follows one that was kept.</param>
internal sealed class ReceiverTurn(Clock clock, bool distrusts)
{
    // When those who have been answered need as much on the average, the others wait for them for too long. A few microseconds are usual.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Distrust = TimeSpan.FromMilliseconds(250);
    private const int Average = 16;

    [ThreadStatic]
    private static ReceiverTurn? _ofThisThread;

    private volatile bool _isOver;
    private volatile bool _isBusy;
    private volatile int _packets;
    private int _packetsSeen = -1;
    private Func<TimeSpan> _waitedForProcessor = static () => TimeSpan.Zero;
    private TimeSpan _waited;
    private TimeSpan _waitedAtLook;
    private TimeSpan _lookedAt;
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

    /// <summary>How long its thread has waited for a processor since it began. May be called by any thread.</summary>
    public Func<TimeSpan> WaitedForProcessor
    {
        set => Volatile.Write(ref _waitedForProcessor, value);
    }

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
        var took = (now - _now).Ticks;
        if (took > Long.Ticks)
            took -= Math.Min(took, WaitedSinceLastLong());
        _usual += (took - _usual) / Average;
        if (_usual > Long.Ticks)
            _distrustsUntil = now + Distrust;
        return _now = now;
    }

    /// <summary>All has been handed on.</summary>
    public void End() => _isBusy = false;

    /// <summary>True when the same packet has kept it since this was last asked, and it had a processor for most of that time, or waited for something else.</summary>
    public bool IsKept()
    {
        var packets = _packets;
        var isSame = _isBusy && packets == _packetsSeen;
        _packetsSeen = packets;
        var (waitedBefore, before) = (_waitedAtLook, _lookedAt);
        (_waitedAtLook, _lookedAt) = (Volatile.Read(ref _waitedForProcessor)(), Clock.System.Elapsed);
        return isSame && (_waitedAtLook - waitedBefore).Ticks <= (_lookedAt - before).Ticks / 2;
    }

    // Counts too much for the first packet after many that were not long, and exactly for those that follow each other, which are the ones that matter.
    private long WaitedSinceLastLong()
    {
        var before = _waited;
        _waited = _waitedForProcessor();
        return (_waited - before).Ticks;
    }
}
