using System;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>
/// The thread on which the runtime hears from the kernel that something has come. What is done with it takes microseconds, and to wake another thread for it would cost as much again; so it is
/// done there. Should it ever take long, all go to the pool for a while, so that nobody's connection holds up the others'. On a busy machine the thread itself waits for a processor, as those of the pool would: that does
/// not count.
/// </summary>
/// <param name="clock">Measures turns.</param>
/// <param name="queue">Where those go whose turn is over.</param>
/// <param name="wait">How long the thread at hand has waited for a processor since it began; null when that is not known.</param>
internal sealed class SocketThread(Clock clock, Action<Action> queue, Func<TimeSpan?> wait)
{
    private static readonly TimeSpan TooLong = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(30);

    // After a long turn the thread is watched for a while: when each turn begins it is noted how long the thread has waited by then.
    [ThreadStatic]
    private static TimeSpan _watchedUntil;
    [ThreadStatic]
    private static TimeSpan _waited;

    private long _restsUntil;

    /// <summary>With the pool's queue.</summary>
    public SocketThread(Clock clock)
        : this(clock, Queue, static () => ProcessorWait.OfThisThread)
    {
    }

    /// <summary>What comes on this socket is answered on that thread.</summary>
    public static void Prefer(Socket socket)
    {
        try
        {
            SetInline(socket, true);
        }
        catch (MissingMethodException)
        {
            return; // another runtime than the one that was tried: the pool takes it
        }
    }

    /// <summary>True when the thread at hand is that one, and is to be left to others.</summary>
    public bool IsToBeLeft() => Volatile.Read(ref _restsUntil) is var until and > 0 && IsHere && clock.Elapsed.Ticks < until;

    /// <summary>When a turn begins; to be given back to <see cref="Ended"/>.</summary>
    public TimeSpan Begin()
    {
        var now = clock.Elapsed;
        if (now < _watchedUntil)
            _waited = wait() ?? TimeSpan.Zero;
        return now;
    }

    /// <summary>A turn is over that has begun here.</summary>
    public void Ended(TimeSpan begun)
    {
        var now = clock.Elapsed;
        if (now - begun <= TooLong || !IsHere)
            return;
        if (wait() is { } waited)
        {
            // Of the first long turn it is not known how much of it was a wait: it has the benefit of the doubt.
            var isKept = begun < _watchedUntil && now - begun - (waited - _waited) > TooLong;
            _watchedUntil = now + Watch;
            if (!isKept)
                return;
        }

        Volatile.Write(ref _restsUntil, (now + Pause).Ticks);
    }

    /// <summary>Goes to the end of the queue; what follows is a new turn, on a thread of the pool.</summary>
    public EndOfQueue Leave() => new(queue);

    // Not among the thread's own work, as Task.Yield does it from the pool: that comes before everybody else's.
    private static void Queue(Action next) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), next, preferLocal: false);

    private static bool IsHere => !Thread.CurrentThread.IsThreadPoolThread;

    // DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS would do it for all sockets of the process, downloads and web pages included, for which there is no bound.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreferInlineCompletions")]
    private static extern void SetInline(Socket socket, bool isPreferred);
}
