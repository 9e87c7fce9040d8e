using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.EndToEnd;

/// <summary>Real block lists behind a real recursive resolver: rbldnsd, asked by unbound.</summary>
public sealed class BlockLists : IAsyncDisposable
{
    private readonly Rbldnsd _lists;
    private readonly Unbound _resolver;

    private readonly UdpClient _silent;

    // rbldnsd has no PTR records. 192.0.2.62 has no name, and nobody says who 198.51.100.0/24 are.
    private static readonly string[] ReverseNames =
    [
        "local-zone: \"2.0.192.in-addr.arpa\" static",
        "local-data-ptr: \"192.0.2.60 192-0-2-60.dsl.isp.example\"",
        "local-data-ptr: \"192.0.2.61 mail-192-0-2-61.dsl.isp.example\"",
        "local-data-ptr: \"192.0.2.63 192-0-2-63.dyn.partner.example\"",
        "local-data-ptr: \"192.0.2.40 host-40-2.dyn.isp.example\"",
        "local-zone: \"8.b.d.0.1.0.0.2.ip6.arpa\" static",
        "local-data-ptr: \"2001:db8::60 2001-db8-0-0-0-0-0-60.pool.isp.example\"",
        "local-data-ptr: \"2001:db8::61 mx.isp.example\"",
    ];

    private BlockLists(Rbldnsd lists, Unbound resolver, UdpClient silent)
    {
        _silent = silent;
        _lists = lists;
        _resolver = resolver;
    }

    /// <summary>The resolver's port.</summary>
    public IPEndPoint EndPoint => _resolver.EndPoint;

    public static async Task<BlockLists> StartAsync()
    {
        RbldnsdZone[] zones =
        [
            new("any.example", RbldnsdData.Ip4Set, "192.0.2.2 :127.0.0.2:spam\n192.0.2.200 :127.0.0.2:spam\n192.0.2.208/28 :127.0.0.2:spam\n192.0.2.250 :127.0.0.2:spam\n192.0.2.40 :127.0.0.2:spam\n192.0.2.254 :127.255.255.254:open resolver\n127.0.0.2 :127.0.0.2:spam\n10.0.0.0/8 :127.0.0.2:spam\n"),
            new("bits.example", RbldnsdData.Ip4Set, "192.0.2.5 :127.0.0.5:spam\n192.0.2.13 :127.0.0.3:spam\n"),
            new("codes.example", RbldnsdData.Ip4Set, "192.0.2.14 :127.0.0.4:spam\n192.0.2.13 :127.0.0.3:spam\n"),
            new("now.example", RbldnsdData.Ip4Set, "192.0.2.30 :127.0.0.2:$ is on a break\n"),
            new("six.example", RbldnsdData.Ip6Trie, ":127.0.0.2:spam\n2001:db8::bad/128\n"),
            new("world.example", RbldnsdData.Ip4Set, ":127.0.0.2:everybody\n0.0.0.0/1\n128.0.0.0/1\n"),
            new("allow.example", RbldnsdData.Ip4Set, "192.0.2.40 :127.0.5.2:known\n192.0.2.5 :127.0.0.255:over the limit\n"),
        ];
        var lists = await Rbldnsd.StartAsync(zones);
        // A list that has gone silent: somebody is there and never answers.
        var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var servers = zones.ToDictionary(zone => zone.Name, _ => lists.EndPoint, StringComparer.Ordinal);
        servers.Add("dead.example", (IPEndPoint)silent.Client.LocalEndPoint!);
        servers.Add("100.51.198.in-addr.arpa", (IPEndPoint)silent.Client.LocalEndPoint!);
        return new BlockLists(lists, await Unbound.StartAsync(servers, ReverseNames), silent);
    }

    public async ValueTask DisposeAsync()
    {
        await _resolver.DisposeAsync();
        await _lists.DisposeAsync();
        _silent.Dispose();
    }
}
