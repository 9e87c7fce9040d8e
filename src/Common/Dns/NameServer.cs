using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>One name server: its sockets, and whether it has been answering. Who is silent is asked last for a while, so that a dead first server costs nothing.</summary>
internal sealed class NameServer(IPEndPoint endPoint, DnsOptions options, DnsCounters? counters = null) : IDisposable
{
    private const int SilencesBeforeAvoided = 3;
    private static readonly TimeSpan AvoidFor = TimeSpan.FromSeconds(30);

    private readonly UdpChannel?[] _channels = new UdpChannel?[Math.Max(1, options.SocketsPerServer)];
    private int _silences;
    private long _avoidUntil;
    private bool _disposed;

    public IPEndPoint EndPoint { get; } = endPoint;

    public DnsCounters Counters { get; } = counters ?? new DnsCounters();

    public bool IsAvoided(TimeSpan now) => Volatile.Read(ref _silences) >= SilencesBeforeAvoided && now.Ticks < Volatile.Read(ref _avoidUntil);

    public void Answered() => Volatile.Write(ref _silences, 0);

    public void WasSilent(TimeSpan now)
    {
        if (Interlocked.Increment(ref _silences) >= SilencesBeforeAvoided)
            Volatile.Write(ref _avoidUntil, (now + AvoidFor).Ticks);
    }

    /// <summary>
    /// Sends the lookup's question through a socket chosen at random. False when that is impossible: nobody listens there, there is no way there, or no
    /// socket left on this machine.
    /// </summary>
    public bool TrySend(PendingLookup lookup, TimeSpan now, bool edns)
    {
        var index = UnguessableNumbers.Next() % _channels.Length;
        var channel = Volatile.Read(ref _channels[index]);
        if (channel is null || channel.IsWornOut(now))
            channel = Replace(index, channel, now);
        if (channel is null)
            return false;
        if (channel.TrySend(lookup, edns))
            return true;
        // Another thread may have retired it since it was chosen.
        return channel.IsClosed && Replace(index, channel, now) is { } fresh && fresh.TrySend(lookup, edns);
    }

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

    private UdpChannel? Replace(int index, UdpChannel? old, TimeSpan now)
    {
        var fresh = TryOpen(now);
        if (fresh is null)
            return null;
        var seen = Interlocked.CompareExchange(ref _channels[index], fresh, old);
        if (seen != old)
        {
            fresh.Dispose();
            return seen ?? Replace(index, null, now);
        }

        old?.Retire();
        if (!Volatile.Read(ref _disposed))
            return fresh;
        fresh.Dispose(); // it may have come too late to be seen by our own Dispose
        return null;
    }

    // Linux refuses to connect even a UDP socket where no route leads: when the network is down this is the first to notice.
    private UdpChannel? TryOpen(TimeSpan now)
    {
        try
        {
            return new UdpChannel(this, now);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
