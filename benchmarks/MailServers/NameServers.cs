using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>Five lists at rbldnsd behind an unbound at port 53 of an address of its own, which Postfix and the service ask; if wanted with a way of some milliseconds before it.</summary>
internal sealed class NameServers : IAsyncDisposable
{
    private readonly LocalBlockList _lists;
    private readonly Unbound _unbound;
    private readonly RealProcess? _way;

    private NameServers(LocalBlockList lists, Unbound unbound, RealProcess? way, IPAddress address)
    {
        _lists = lists;
        _unbound = unbound;
        _way = way;
        Address = address;
    }

    public static IReadOnlyList<string> Zones { get; } = [.. Enumerable.Range(0, 5).Select(static i => $"bl{i}.example")];

    /// <summary>Whom to ask.</summary>
    public IPAddress Address { get; }

    public TimeSpan ListsProcessorTime => ProcessorClock.Of(_lists.Id);

    public TimeSpan ResolverProcessorTime => ProcessorClock.Of(_unbound.Id);

    public static async Task<NameServers> StartAsync(Floors floors, Way way, TimeSpan limit)
    {
        var lists = new LocalBlockList(Zones.Count);
        var address = Unused();
        var unbound = await Unbound.StartAsync(
            Zones.ToDictionary(static zone => zone, _ => lists.EndPoint, StringComparer.Ordinal),
            limit,
            [$"interface: {address}@53", "msg-cache-size: 256m", "rrset-cache-size: 256m", "outgoing-range: 8192", "num-queries-per-thread: 4096", "so-rcvbuf: 4m"]);
        if (way == Way.Short)
            return new NameServers(lists, unbound, null, address);
        var far = Unused();
        string[] dead = way == Way.LongAndOneListDead ? [Zones[2].Split('.')[0]] : [];
        var relay = await RealProcess.StartAsync(floors.SlowDns, [far.ToString(), address.ToString(), "20", .. dead], _ => Probe.AnswersAsync(new IPEndPoint(far, 53), "ready.invalid"), limit: limit);
        return new NameServers(lists, unbound, relay, far);
    }

    public async ValueTask DisposeAsync()
    {
        if (_way is not null)
            await _way.DisposeAsync();
        await _unbound.DisposeAsync();
        _lists.Dispose();
    }

    // Postfix can be given the address of a name server, but not the port.
    private static IPAddress Unused() => Enumerable.Range(1, 250).Select(static i => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.53.{i}"))).First(static address => Free.IsFree(new IPEndPoint(address, 53)));
}

/// <summary>How far away the resolver is.</summary>
internal enum Way
{
    /// <summary>It answers at once what it knows or a list beside it knows.</summary>
    Short,

    /// <summary>Every answer takes 20 ms.</summary>
    Long,

    /// <summary>The same, and the third list never answers.</summary>
    LongAndOneListDead,
}
