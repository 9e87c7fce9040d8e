using System;
using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.EndToEnd;

/// <summary>Two real lists behind a real resolver, of which the first, sick.example, can be made to die, to lie and to get well while it is asked.</summary>
public sealed class SickLists : IAsyncDisposable
{
    private const string Entries = "127.0.0.2 :127.0.0.2:test\n192.0.2.2 :127.0.0.2:spam\n";

    private readonly Rbldnsd _fine;
    private readonly IPEndPoint _sickAt;
    private Rbldnsd? _sick;
    private readonly Unbound _resolver;

    private SickLists(Rbldnsd sick, Rbldnsd fine, Unbound resolver) => (_sick, _sickAt, _fine, _resolver) = (sick, sick.EndPoint, fine, resolver);

    public IPEndPoint EndPoint => _resolver.EndPoint;

    /// <param name="resolver">More lines of the resolver's configuration.</param>
    public static async Task<SickLists> StartAsync(params string[] resolver)
    {
        var sick = await Rbldnsd.StartAsync(Zone("sick.example", Entries));
        var fine = await Rbldnsd.StartAsync(Zone("fine.example", "127.0.0.2 :127.0.0.2:test\n192.0.2.3 :127.0.0.2:spam\n"));
        var servers = new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { ["sick.example"] = sick.EndPoint, ["fine.example"] = fine.EndPoint };
        // A server that was dead is asked again at once, and not after a quarter of an hour.
        return new SickLists(sick, fine, await Unbound.StartAsync(servers, ["infra-host-ttl: 1", "cache-max-negative-ttl: 1", .. resolver]));
    }

    public Task ListTheWorldAsync() => BecomeAsync(":127.0.0.2:everybody\n0.0.0.0/1\n128.0.0.0/1\n");

    public Task GetWellAsync() => BecomeAsync(Entries);

    public async Task DieAsync()
    {
        await _sick!.DisposeAsync();
        _sick = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _resolver.DisposeAsync();
        await _fine.DisposeAsync();
        if (_sick is not null)
            await _sick.DisposeAsync();
    }

    private async Task BecomeAsync(string entries)
    {
        if (_sick is not null)
            await DieAsync();
        _sick = await Rbldnsd.StartAsync(_sickAt, Zone("sick.example", entries));
    }

    private static RbldnsdZone Zone(string name, string text) => new(name, RbldnsdData.Ip4Set, text);
}
