using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using IpBlock.Service.Hosting;
using IpBlock.Service.Tests.Milter;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>When the thread that hears of all sockets is left to others.</summary>
public sealed class SocketThreadTests
{
    private readonly FakeClock _clock = new();
    private TimeSpan? _waited;

    [Fact]
    public void A_turn_that_keeps_the_thread_for_long_sends_all_to_the_pool_for_a_second() => OnThread((door, thread) =>
    {
        _clock.Advance(TimeSpan.FromMilliseconds(21));
        ReceiveNothing(door);
        Assert.True(thread.IsToBeLeft());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(thread.IsToBeLeft());
    });

    [Fact]
    public void Where_it_is_known_that_the_thread_waited_for_a_processor_it_was_not_kept() => OnThread((_, thread) =>
    {
        _waited = TimeSpan.FromSeconds(5);
        LongTurn(thread, waits: 100);
        Assert.False(thread.IsToBeLeft()); // nobody knows how much of the first was a wait
        LongTurn(thread, waits: 90);
        LongTurn(thread, waits: 81);
        Assert.False(thread.IsToBeLeft());
        LongTurn(thread, waits: 79);
        Assert.True(thread.IsToBeLeft());
    });

    [Fact]
    public void A_long_turn_long_after_another_has_the_benefit_of_the_doubt_again() => OnThread((_, thread) =>
    {
        _waited = TimeSpan.Zero;
        LongTurn(thread, waits: 0);
        _clock.Advance(TimeSpan.FromSeconds(30));
        LongTurn(thread, waits: 0);
        Assert.False(thread.IsToBeLeft());
        LongTurn(thread, waits: 0);
        Assert.True(thread.IsToBeLeft());
    });

    [Fact]
    public void What_a_request_has_kept_the_thread_for_counts_although_it_waits_then() => OnThread((door, thread) =>
    {
        _clock.Advance(TimeSpan.FromMilliseconds(21));
        door.HasWaited();
        Assert.True(thread.IsToBeLeft());
    });

    [Fact]
    public void What_a_request_waits_for_keeps_no_thread() => OnThread((door, thread) =>
    {
        door.HasWaited();
        _clock.Advance(TimeSpan.FromSeconds(2)); // a list's answer, on another thread
        ReceiveNothing(door);
        Assert.False(thread.IsToBeLeft());
    });

    // 100 milliseconds, of which the thread was without a processor for so many.
    private void LongTurn(SocketThread thread, int waits)
    {
        var begun = thread.Begin();
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        _waited += TimeSpan.FromMilliseconds(waits);
        thread.Ended(begun);
    }

    private static void ReceiveNothing(DoorSocket door) => Assert.False(door.ReceiveAsync().IsCompleted);

    // On no thread of the pool, as that of the sockets is none.
    private void OnThread(Action<DoorSocket, SocketThread> test)
    {
        Exception? failure = null;
        var running = new Thread(() => failure = Record.Exception(() => Run(test)));
        running.Start();
        running.Join();
        Assert.Null(failure);
    }

    private void Run(Action<DoorSocket, SocketThread> test)
    {
        using var service = new TestDoor(clock: _clock);
        var places = new ConnectionPlaces(service.Service, 10);
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        var thread = new SocketThread(_clock, static next => next(), () => _waited);
        using var door = new DoorSocket(listener.Accept(), places, thread);
        test(door, thread);
    }
}
