using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Dns;

/// <summary>
/// The one thread that waits at all sockets to a name server, as long as there are any, and hands on what comes. The packet itself wakes it; the way over the system's completion thread and
/// the pool costs two more wakes, which would be most of what a lookup costs. Whoever waits for an answer goes on at once on this thread; from him who takes his time another one takes over: see <see cref="Watch"/>.
/// </summary>
internal sealed class Receiver(DnsCounters counters, Clock clock)
{
    private const int MostErrors = 100;

    private readonly object _channelsLock = new(); // a leaf
    private UdpChannel[] _channels = []; // never changed, but replaced as a whole
    private Socket? _waker;
    private ReceiverTurn? _turn;

    /// <summary>From now on the channel is received from.</summary>
    /// <exception cref="SocketException">This machine has no socket or no thread left.</exception>
    public void Add(UdpChannel channel)
    {
        lock (_channelsLock)
        {
            _waker ??= OpenWaker();
            if (_turn is null)
                TakeTurn();
            _channels = [.. _channels, channel];
            Wake();
        }
    }

    /// <summary>The channel is received from no more. To be called before its socket is closed, for closing waits until nobody waits at it.</summary>
    public void Remove(UdpChannel channel)
    {
        lock (_channelsLock)
        {
            _channels = Array.FindAll(_channels, other => other != channel);
            Wake();
        }
    }

    /// <summary>To be called now and then while somebody waits for an answer. When the thread has been kept by one answer since the last time, another takes its place.</summary>
    public void Watch()
    {
        var turn = Volatile.Read(ref _turn);
        if (turn is null || !turn.IsKept())
            return;
        lock (_channelsLock)
        {
            if (_turn == turn)
                TakeTurn();
        }
    }

    private void TakeTurn()
    {
        var turn = new ReceiverTurn(clock, distrusts: _turn is not null);
        var thread = new Thread(() => Run(turn)) { IsBackground = true, Name = "DNS answers" };
        try
        {
#if NET
            thread.UnsafeStart();
#else
            using (ExecutionContext.SuppressFlow())
                thread.Start();
#endif
        }
        catch (OutOfMemoryException)
        {
            throw new SocketException((int)SocketError.ProcessLimit); // the system has no thread left
        }

        if (_turn is { } before)
            before.IsOver = true;
        _turn = turn;
    }

    // A socket connected to itself: that another one has come or gone must be noticed by the thread that waits.
    private static Socket OpenWaker()
    {
        var waker = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            waker.Connect(waker.LocalEndPoint!);
            waker.Blocking = false;
            return waker;
        }
        catch (SocketException)
        {
            waker.Dispose();
            throw;
        }
    }

    // The thread itself looks at the channels before it waits again.
    private void Wake()
    {
        if (_turn is not null && _turn != ReceiverTurn.OfThisThread)
            _waker?.Send([0], 0, 1, SocketFlags.None, out _);
    }

    // Nothing may get out of here: it would end the process.
    private void Run(ReceiverTurn turn)
    {
        using var processor = new ProcessorWait();
        ReceiverTurn.OfThisThread = turn;
        turn.WaitedForProcessor = processor.Read;
        var buffer = new byte[UdpChannel.MaxPacket];
        var ready = new List<Socket>();
        var errors = 0;
        while (!turn.IsOver)
        {
            var channels = Volatile.Read(ref _channels);
            if (channels.Length == 0)
            {
                End(turn);
                continue;
            }

            try
            {
                Wait(channels, ready);
                turn.Begin();
                Receive(turn, channels, ready, buffer);
                errors = 0;
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.NotSocket or SocketError.Interrupted or SocketError.OperationAborted })
            {
                continue; // a socket was closed while it was waited for: it is among the channels no more
            }
            catch (Exception fault)
            {
                counters.CountFault(fault);
                if (++errors >= MostErrors)
                    Array.ForEach(channels, static channel => channel.Dispose());
            }
            finally
            {
                turn.End();
            }
        }
    }

    // With the last channel the thread ends too: an idle service has neither.
    private void End(ReceiverTurn turn)
    {
        lock (_channelsLock)
        {
            if (_channels.Length > 0 || _turn != turn)
                return;
            turn.IsOver = true;
            _turn = null;
            _waker?.Dispose();
            _waker = null;
        }
    }

    private void Wait(UdpChannel[] channels, List<Socket> ready)
    {
        ready.Clear();
        foreach (var channel in channels)
            ready.Add(channel.Socket);
        if (Volatile.Read(ref _waker) is { } waker)
            ready.Add(waker);
        Socket.Select(ready, null, null, -1);
    }

    private void Receive(ReceiverTurn turn, UdpChannel[] channels, List<Socket> ready, byte[] buffer)
    {
        // An error by ICMP makes a socket neither readable nor quiet: nobody is ready then.
        var anybody = ready.Count == 0;
        var next = 0;
        foreach (var channel in channels)
        {
            // They are in the same order as before.
            if (!anybody && (next == ready.Count || ready[next] != channel.Socket))
                continue;
            next++;
            channel.ReceiveInARow(turn, buffer);
            if (turn.IsOver)
                return;
        }

        if (next < ready.Count)
            ready[next].Receive(buffer, 0, buffer.Length, SocketFlags.None, out _);
    }
}
