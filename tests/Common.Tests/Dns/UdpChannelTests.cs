using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>One socket, and a server that never answers.</summary>
public sealed class UdpChannelTests : IDisposable
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _endPoint;
    private readonly StubResolver _resolver;
    private readonly UdpChannel _channel;

    public UdpChannelTests()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _endPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _resolver = new StubResolver(new DnsOptions { Servers = [_endPoint] }, new FakeClock());
        _channel = new UdpChannel(_resolver.Servers[0], Now);
    }

    public void Dispose()
    {
        _channel.Dispose();
        _resolver.Dispose();
        _socket.Dispose();
    }

    [Fact]
    public void It_is_worn_out_after_a_minute()
    {
        Assert.False(_channel.IsWornOut(Now + TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1)));
        Assert.True(_channel.IsWornOut(Now + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void It_is_worn_out_after_ten_thousand_queries()
    {
        var lookup = Lookup();
        for (var i = 0; i < 10_000; i++)
        {
            Assert.False(_channel.IsWornOut(Now));
            _channel.TrySend(lookup, edns: true);
        }

        Assert.True(_channel.IsWornOut(Now));
    }

    [Fact]
    public async Task Retired_it_stays_open_until_what_it_waits_for_is_forgotten()
    {
        var (one, other) = (Lookup(), Lookup());
        var id = Send(one);
        _channel.Retire();
        Assert.False(_channel.IsClosed);

        _channel.Forget((ushort)(id + 1), one);
        _channel.Forget(id, other);
        Assert.False(_channel.IsClosed);
        Assert.Equal(1, OpenSockets.To(_endPoint));

        _channel.Forget(id, one);
        Assert.True(_channel.IsClosed);
        await OpenSockets.BecomeAsync(0, _endPoint);
    }

    [Fact]
    public async Task Retired_with_nothing_to_wait_for_it_closes_at_once()
    {
        var lookup = Lookup();
        _channel.Forget(Send(lookup), lookup);
        Assert.False(_channel.IsClosed);
        _channel.Retire();
        Assert.True(_channel.IsClosed);
        Assert.Equal(SendResult.NoWay, _channel.TrySend(lookup, edns: true));
        await OpenSockets.BecomeAsync(0, _endPoint);
    }

    [Fact]
    public async Task Disposed_it_forgets_nobody_and_sends_nothing()
    {
        var lookup = Lookup();
        var id = Send(lookup);
        _channel.Dispose();
        Assert.True(_channel.IsClosed);
        Assert.Equal(SendResult.NoWay, _channel.TrySend(lookup, edns: true));
        _channel.Forget(id, lookup);
        _channel.Dispose();
        await OpenSockets.BecomeAsync(0, _endPoint);
    }

    [Fact]
    public void Where_no_way_leads_there_is_no_channel()
    {
        using var broadcast = new NameServer(new IPEndPoint(IPAddress.Broadcast, 53), new DnsOptions());
        Assert.Throws<SocketException>(() => new UdpChannel(broadcast, Now));
    }

    // Left to itself the system takes ports from half of the range, and Windows one after another. Of a hundred ports chosen from all of it not one below
    // 32768, or none above, comes out once in ten to the twenty-fifth.
    [Fact]
    public void Ports_come_from_the_whole_range()
    {
        var ports = Enumerable.Range(0, 100).Select(_ =>
        {
            using var channel = new UdpChannel(_resolver.Servers[0], Now);
            channel.TrySend(Lookup(), edns: true);
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            _socket.ReceiveTimeout = 10_000;
            _socket.ReceiveFrom(new byte[512], ref from);
            return ((IPEndPoint)from).Port;
        }).ToList();
        Assert.All(ports, port => Assert.InRange(port, 1024, 65535));
        Assert.Contains(ports, port => port < 32768);
        Assert.Contains(ports, port => port > 32768);
        Assert.InRange(ports.Distinct().Count(), 95, 100);
    }

    private ushort Send(PendingLookup lookup)
    {
        Assert.Equal(SendResult.Sent, _channel.TrySend(lookup, edns: true));
        var query = new byte[512];
        _socket.ReceiveTimeout = 10_000;
        var length = _socket.Receive(query);
        return WireQuery.Parse(query.AsSpan(0, length))!.Id;
    }

    private PendingLookup Lookup() => new(_resolver, Names.Question("1.2.0.192.bl.example"), Now);
}
