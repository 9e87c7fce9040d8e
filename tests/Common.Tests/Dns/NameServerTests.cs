using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Who is avoided, and which sockets are open.</summary>
public sealed class NameServerTests
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void Who_was_silent_three_times_is_avoided_for_thirty_seconds_after_the_last()
    {
        using var server = new NameServer(new IPEndPoint(IPAddress.Loopback, 53), new DnsOptions());
        server.WasSilent(Now);
        server.WasSilent(Now);
        Assert.False(server.IsAvoided(Now));
        server.WasSilent(Now);
        Assert.True(server.IsAvoided(Now));
        Assert.True(server.IsAvoided(Now + TimeSpan.FromSeconds(30) - Tick));
        Assert.False(server.IsAvoided(Now + TimeSpan.FromSeconds(30)));

        server.WasSilent(Now + TimeSpan.FromSeconds(30));
        Assert.True(server.IsAvoided(Now + TimeSpan.FromSeconds(60) - Tick));
        server.Answered(TimeSpan.FromSeconds(1));
        Assert.False(server.IsAvoided(Now + TimeSpan.FromSeconds(31)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Queries_share_as_many_sockets_as_allowed(int sockets)
    {
        await using var rig = new Rig(change: options => options.SocketsPerServer = sockets);
        for (var i = 0; i < 200; i++)
            await rig.AskAsync($"{i}.bl.example");
        Assert.Equal(sockets, OpenSockets.To(rig.Server.EndPoint));
        Assert.Equal(sockets, rig.Server.Queries.Select(query => query.ClientPort).Distinct().Count());
    }

    [Fact]
    public async Task A_minute_after_the_last_query_no_socket_is_open()
    {
        await using var rig = new Rig();
        for (var i = 0; i < 200; i++)
            await rig.AskAsync($"{i}.bl.example");
        rig.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(8, OpenSockets.To(rig.Server.EndPoint));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await OpenSockets.BecomeAsync(0, rig.Server.EndPoint);
    }

    [Fact]
    public async Task A_socket_that_has_served_its_time_stays_open_for_the_answers_it_waits_for()
    {
        var gate = new TaskCompletionSource();
        await using var rig = new Rig(change: options => (options.Timeout, options.RetryAfter, options.SocketsPerServer) = (TimeSpan.FromHours(1), TimeSpan.FromHours(1), 1));
        rig.Zone.ListsTheWorld("127.0.0.2").WaitsFor(gate.Task);
        var lookup = rig.AskAsync("1.bl.example");
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, OpenSockets.To(rig.Server.EndPoint));
        gate.SetResult();
        Rig.AssertAddresses(await lookup, "127.0.0.2");
        await OpenSockets.BecomeAsync(0, rig.Server.EndPoint);
    }

    [Fact]
    public async Task What_was_asked_again_and_again_in_vain_holds_no_socket_open()
    {
        await using var rig = new Rig(change: options => options.SocketsPerServer = 1);
        rig.Zone.Silent();
        Assert.Equal(DnsStatus.TimedOut, (await rig.AskPatientlyAsync("1.bl.example")).Status);
        Assert.InRange(rig.Server.CountFor("1.bl.example"), 4, 8);
        Assert.Equal(1, OpenSockets.To(rig.Server.EndPoint));
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await OpenSockets.BecomeAsync(0, rig.Server.EndPoint);
    }

    [Fact]
    public async Task The_socket_that_takes_the_place_of_a_worn_out_one_is_the_only_one()
    {
        await using var rig = new Rig(change: options => options.SocketsPerServer = 1);
        rig.Zone.ListsTheWorld("127.0.0.2");
        rig.Server.Name("2.bl.example").Silent();
        await rig.AskAsync("1.bl.example");
        var server = rig.Resolver.Servers[0];
        var lookup = new PendingLookup(rig.Resolver, Names.Question("2.bl.example"), rig.Clock.Elapsed);
        Assert.Equal(SendResult.Sent, server.TrySend(lookup, rig.Clock.Elapsed + TimeSpan.FromMinutes(1), edns: true)); // nothing has swept meanwhile
        await OpenSockets.BecomeAsync(1, rig.Server.EndPoint);
        await rig.Server.SeenAsync(2);
        Assert.Equal(2, rig.Server.Queries.Select(query => query.ClientPort).Distinct().Count());
    }

    [Fact]
    public async Task Disposal_closes_every_socket_and_nothing_is_sent_after_it()
    {
        await using var rig = new Rig();
        for (var i = 0; i < 200; i++)
            await rig.AskAsync($"{i}.bl.example");
        var server = rig.Resolver.Servers[0];
        rig.Resolver.Dispose();
        await OpenSockets.BecomeAsync(0, rig.Server.EndPoint);
        Assert.Equal(SendResult.NoWay, server.TrySend(new PendingLookup(rig.Resolver, Names.Question("late.bl.example"), rig.Clock.Elapsed), rig.Clock.Elapsed, edns: true));
        await OpenSockets.BecomeAsync(0, rig.Server.EndPoint);
    }

    [Fact]
    public async Task A_name_server_may_have_an_ipv6_address()
    {
        await using var server = Testing.Dns.ScriptedDnsServer.Start("::1");
        server.Zone("bl.example").ListsTheWorld("127.0.0.2");
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(server.EndPoint);
        Rig.AssertAddresses(await rig.AskAsync("1.bl.example"), "127.0.0.2");
        Assert.All(server.Queries, query => Assert.InRange(query.ClientPort, 1024, 65535));
    }
}
