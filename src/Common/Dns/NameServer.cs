using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Dns;

/// <summary>
/// One name server: its sockets, and whether it has been answering. Who is silent is asked last for a while, so that a dead first server costs nothing.
/// </summary>
internal sealed class NameServer : IDisposable
{
    private const int SilencesBeforeAvoided = 3;
    private static readonly TimeSpan AvoidFor = TimeSpan.FromSeconds(30);

    // Longer than from one probe of a list to the next.
    private static readonly TimeSpan SilentFor = TimeSpan.FromMinutes(15);

    private readonly DnsOptions _options;
    private readonly UdpChannel?[] _channels;
    private int _silences;
    private int _tcpConnections;
    private long _lastAnswer = long.MinValue;
    private long _avoidUntil;
    private int _lastFailure = -1;
    private long _lastFailureAt = long.MinValue;
    private bool _disposed;

    public NameServer(IPEndPoint endPoint, DnsOptions options, DnsCounters? counters = null, Clock? clock = null)
    {
        _options = options;
        _channels = new UdpChannel?[Math.Max(1, options.SocketsPerServer)];
        EndPoint = endPoint;
        Counters = counters ?? new DnsCounters();
        Receiver = new Receiver(Counters, clock ?? Clock.System);
    }

    public IPEndPoint EndPoint { get; }

    public DnsCounters Counters { get; }

    /// <summary>Receives from all its sockets.</summary>
    public Receiver Receiver { get; }

    /// <summary>Whether queries with EDNS0 reach it.</summary>
    public EdnsSupport Edns { get; } = new();

    public bool IsAvoided(TimeSpan now) => Volatile.Read(ref _silences) >= SilencesBeforeAvoided && now.Ticks < Volatile.Read(ref _avoidUntil);

    public bool HasAnsweredSince(TimeSpan time) => Interlocked.Read(ref _lastAnswer) >= time.Ticks;

    public void Answered(TimeSpan now)
    {
        Interlocked.Exchange(ref _lastAnswer, now.Ticks);
        Volatile.Write(ref _silences, 0);
    }

    /// <summary>Remembers why a question was not answered.</summary>
    public void Failed(DnsStatus why, TimeSpan now)
    {
        if (why == DnsStatus.Overloaded)
            return; // that is no fault of the server
        Interlocked.Exchange(ref _lastFailureAt, now.Ticks);
        Volatile.Write(ref _lastFailure, (int)why);
    }

    /// <summary>What is known of it now.</summary>
    public NameServerStatus Status(TimeSpan now)
    {
        var (answer, failedAt, why, silences) = (Interlocked.Read(ref _lastAnswer), Interlocked.Read(ref _lastFailureAt), Volatile.Read(ref _lastFailure),
            Volatile.Read(ref _silences));
        var hasAnswered = answer != long.MinValue;
        var answersNoMore = silences >= SilencesBeforeAvoided && (!hasAnswered || now.Ticks - answer > SilentFor.Ticks);
        return new NameServerStatus
        {
            EndPoint = EndPoint,
            IsAnswering = answersNoMore ? false : hasAnswered ? true : null,
            LastAnswer = hasAnswered ? TimeSpan.FromTicks(answer) : null,
            HasEdns = Edns.IsMissing ? false : Edns.HasAnswered ? true : null,
            LastFailure = why < 0 ? null : (DnsStatus)why,
            LastFailureAt = why < 0 ? TimeSpan.Zero : TimeSpan.FromTicks(failedAt),
        };
    }

    public void WasSilent(TimeSpan now)
    {
        Failed(DnsStatus.TimedOut, now);
        if (Interlocked.Increment(ref _silences) >= SilencesBeforeAvoided)
            Volatile.Write(ref _avoidUntil, (now + AvoidFor).Ticks);
    }

    /// <summary>Sends the lookup's question through a socket chosen at random.</summary>
    public SendResult TrySend(PendingLookup lookup, TimeSpan now, bool edns)
    {
        if (QueryBatch.OfThisThread?.ChannelTo(this) is { } shared && shared.TrySend(lookup, edns) == SendResult.Sent)
            return SendResult.Sent;
        var index = UnguessableNumbers.Next() % _channels.Length;
        var channel = Volatile.Read(ref _channels[index]);
        var result = SendResult.Sent;
        if (channel is null || channel.IsWornOut(now))
            result = Replace(index, channel, now, out channel);
        if (result == SendResult.NoRoom)
            channel = AnyOpen(); // better the same port for longer than no answer
        if (channel is null)
            return result;
        result = channel.TrySend(lookup, edns);
        if (!channel.IsClosed || result == SendResult.Sent)
            return result;
        // Another thread may have retired it since it was chosen.
        result = Replace(index, channel, now, out channel);
        return result == SendResult.Sent ? channel!.TrySend(lookup, edns) : result;
    }

    /// <summary>A socket to this server.</summary>
    /// <exception cref="SocketException">This machine has none left.</exception>
    public Socket OpenSocket(SocketType type, ProtocolType protocol) => _options.OpenSocket(EndPoint.AddressFamily, type, protocol);

    /// <summary>
    /// Takes one of the connections over TCP that may be open to this server; false when all are. Each server has its share of them, so that one that is silent
    /// leaves the others theirs.
    /// </summary>
    public bool TryEnterTcp(int servers)
    {
        if (Interlocked.Increment(ref _tcpConnections) <= Math.Max(1, _options.MaxTcpConnections / servers))
            return true;
        LeaveTcp();
        return false;
    }

    /// <summary>Gives one back.</summary>
    public void LeaveTcp() => Interlocked.Decrement(ref _tcpConnections);

    /// <summary>Closes sockets that have served their time. Called now and then.</summary>
    public void Sweep(TimeSpan now)
    {
        for (var i = 0; i < _channels.Length; i++)
        {
            var channel = Volatile.Read(ref _channels[i]);
            if (channel is not null && channel.IsWornOut(now) && Interlocked.CompareExchange(ref _channels[i], null, channel) == channel)
                channel.Retire();
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        for (var i = 0; i < _channels.Length; i++)
            Interlocked.Exchange(ref _channels[i], null)?.Dispose();
    }

    /// <summary>Is asked no more; what has been asked may still be answered.</summary>
    public void Retire()
    {
        Volatile.Write(ref _disposed, true);
        for (var i = 0; i < _channels.Length; i++)
            Interlocked.Exchange(ref _channels[i], null)?.Retire();
    }

    private SendResult Replace(int index, UdpChannel? old, TimeSpan now, out UdpChannel? fresh)
    {
        var result = TryOpen(now, out fresh);
        if (fresh is null)
            return result;
        var seen = Interlocked.CompareExchange(ref _channels[index], fresh, old);
        if (seen != old)
        {
            fresh.Dispose();
            fresh = seen;
            return seen is null ? Replace(index, null, now, out fresh) : SendResult.Sent;
        }

        old?.Retire();
        if (!Volatile.Read(ref _disposed))
            return SendResult.Sent;
        fresh.Dispose(); // it may have come too late to be seen by our own Dispose
        fresh = null;
        return SendResult.NoWay;
    }

    private UdpChannel? AnyOpen()
    {
        for (var i = 0; i < _channels.Length; i++)
        {
            if (Volatile.Read(ref _channels[i]) is { IsClosed: false } open)
                return open;
        }

        return null;
    }

    // Linux refuses to connect even a UDP socket where no route leads: when the network is down this is the first to notice.
    private SendResult TryOpen(TimeSpan now, out UdpChannel? channel)
    {
        channel = null;
        if (Volatile.Read(ref _disposed))
            return SendResult.NoWay;
        try
        {
            channel = new UdpChannel(this, now);
            return SendResult.Sent;
        }
        catch (SocketException failure)
        {
            return SendErrors.Of(failure.SocketErrorCode);
        }
    }
}
