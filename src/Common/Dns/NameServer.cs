using System;
using System.Net;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>One name server: its sockets, and whether it has been answering. Who is silent is asked last for a while, so that a dead first server costs nothing.</summary>
internal sealed class NameServer(IPEndPoint endPoint, DnsOptions options) : IDisposable
{
    private const int SilencesBeforeAvoided = 3;
    private static readonly TimeSpan AvoidFor = TimeSpan.FromSeconds(30);

    private readonly UdpChannel?[] _channels = new UdpChannel?[Math.Max(1, options.SocketsPerServer)];
    private int _silences;
    private long _avoidUntil;

    public IPEndPoint EndPoint { get; } = endPoint;

    public bool IsAvoided(TimeSpan now) => Volatile.Read(ref _silences) >= SilencesBeforeAvoided && now.Ticks < Volatile.Read(ref _avoidUntil);

    public void Answered() => Volatile.Write(ref _silences, 0);

    public void WasSilent(TimeSpan now)
    {
        if (Interlocked.Increment(ref _silences) >= SilencesBeforeAvoided)
            Volatile.Write(ref _avoidUntil, (now + AvoidFor).Ticks);
    }

    /// <summary>Sends the lookup's question through a socket chosen at random.</summary>
    public bool TrySend(PendingLookup lookup, TimeSpan now, bool edns)
    {
        var index = UnguessableNumbers.Next() % _channels.Length;
        var channel = Volatile.Read(ref _channels[index]);
        if (channel is null || channel.IsWornOut(now))
            channel = Replace(index, channel, now);
        return channel.TrySend(lookup, edns);
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
        for (var i = 0; i < _channels.Length; i++)
            Interlocked.Exchange(ref _channels[i], null)?.Dispose();
    }

    private UdpChannel Replace(int index, UdpChannel? old, TimeSpan now)
    {
        var fresh = new UdpChannel(this, now);
        var seen = Interlocked.CompareExchange(ref _channels[index], fresh, old);
        if (seen == old)
        {
            old?.Retire();
            return fresh;
        }

        fresh.Dispose();
        return seen ?? Replace(index, null, now);
    }
}
