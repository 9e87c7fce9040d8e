using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Name servers that are silent, refuse or are not there.</summary>
public sealed class FailureTests
{
    private const string Name = "1.2.0.192.bl.example";

    [Fact]
    public async Task A_silent_server_is_asked_again_and_the_time_out_ends_the_lookup()
    {
        await using var rig = new Rig();
        rig.Zone.Silent();
        var lookup = rig.Resolver.ResolveAsync(Names.Question(Name));
        for (var i = 0; i < 99; i++)
            rig.Clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.False(lookup.IsCompleted);

        rig.Clock.Advance(TimeSpan.FromMilliseconds(20));

        Assert.True(lookup.IsCompleted);
        Assert.Equal(DnsStatus.TimedOut, (await lookup).Status);
        await rig.Server.SeenAsync(5);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(rig.Server.Queries.Count, 5, 8);
        Assert.Equal(0, rig.Resolver.Outstanding);
    }

    [Fact]
    public async Task A_time_out_shorter_than_the_first_repetition_holds_too()
    {
        await using var rig = new Rig(change: options => options.Timeout = TimeSpan.FromMilliseconds(100));
        rig.Zone.Silent();
        var lookup = rig.AskAsync(Name);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(120));
        Assert.True(lookup.IsCompleted);
        Assert.Equal(DnsStatus.TimedOut, (await lookup).Status);
    }

    [Fact]
    public async Task A_lost_query_is_repeated()
    {
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2").DropFirst(2);
        Rig.AssertAddresses(await rig.AskPatientlyAsync(Name), "127.0.0.2");
        Assert.Equal(3, rig.Server.CountFor(Name));
    }

    [Theory]
    [InlineData(ResponseCode.ServFail, DnsStatus.ServerFailure)]
    [InlineData(ResponseCode.Refused, DnsStatus.Refused)]
    [InlineData((ResponseCode)9, DnsStatus.Malformed)]
    public async Task An_error_of_the_only_server_ends_the_lookup_at_once(ResponseCode code, DnsStatus status)
    {
        await using var rig = new Rig();
        rig.Zone.Fails(code);
        var answer = await rig.AskAsync(Name);
        Assert.Equal((status, false), (answer.Status, answer.IsConclusive));
        Assert.Equal(1, rig.Server.CountFor(Name));
    }

    [Theory]
    [InlineData(ResponseCode.ServFail)]
    [InlineData(ResponseCode.Refused)]
    public async Task After_an_error_the_second_server_is_asked_without_delay(ResponseCode code)
    {
        await using var rig = new Rig(servers: 2);
        rig.Zone.Fails(code);
        rig.Servers[1].Zone("bl.example").Lists("192.0.2.1", "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal((1, 1), (rig.Servers[0].CountFor(Name), rig.Servers[1].CountFor(Name)));
    }

    [Fact]
    public async Task When_every_server_fails_the_last_one_says_why()
    {
        await using var rig = new Rig(servers: 3);
        rig.Zone.ServFail();
        rig.Servers[1].Zone("bl.example").ServFail();
        rig.Servers[2].Zone("bl.example").Refused();
        Assert.Equal(DnsStatus.Refused, (await rig.AskAsync(Name)).Status);
        Assert.All(rig.Servers, server => Assert.Equal(1, server.CountFor(Name)));
    }

    [Fact]
    public async Task A_late_error_of_the_first_server_does_not_disturb_the_second()
    {
        await using var rig = new Rig(servers: 2);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        rig.Zone.ServFail().WaitsFor(first.Task);
        rig.Servers[1].Zone("bl.example").Lists("192.0.2.1", "127.0.0.2").WaitsFor(second.Task);
        var lookup = rig.AskAsync(Name);
        await rig.Servers[0].SeenAsync(1);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await rig.Servers[1].SeenAsync(1);

        first.SetResult();
        rig.Server.Zone("other.example").Lists("192.0.2.1", "127.0.0.3");
        await rig.AskAsync("1.2.0.192.other.example"); // by then the error has been delivered too
        second.SetResult();

        Rig.AssertAddresses(await lookup, "127.0.0.2");
        Assert.Equal(1, rig.Servers[1].CountFor(Name));
    }

    [Fact]
    public async Task A_silent_first_server_costs_one_repetition_and_then_is_avoided()
    {
        await using var rig = new Rig(servers: 2);
        rig.Zone.Silent();
        rig.Servers[1].Zone("bl.example").ListsTheWorld("127.0.0.2");
        for (var i = 0; i < 3; i++)
            Rig.AssertAddresses(await rig.AskPatientlyAsync($"{i}.bl.example"), "127.0.0.2");
        var asked = rig.Server.Queries.Count;

        for (var i = 10; i < 30; i++)
            Rig.AssertAddresses(await rig.AskAsync($"{i}.bl.example"), "127.0.0.2"); // the clock stands still: no repetition helps
        Assert.Equal(asked, rig.Server.Queries.Count);

        rig.Clock.Advance(TimeSpan.FromSeconds(31));
        rig.Zone.Honest().ListsTheWorld("127.0.0.9");
        Rig.AssertAddresses(await rig.AskAsync("30.bl.example"), "127.0.0.9");
    }

    [Fact]
    public async Task Where_nobody_listens_the_second_server_answers()
    {
        await using var rig = new Rig();
        rig.Before.Add(NobodyListens());
        rig.Zone.ListsTheWorld("127.0.0.2");
        for (var i = 0; i < 8; i++)
            Rig.AssertAddresses(await rig.AskPatientlyAsync($"{i}.bl.example"), "127.0.0.2");
    }

    [Fact]
    public async Task Where_nobody_listens_at_all_the_lookup_ends_as_unreachable_long_before_its_time_is_over()
    {
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(NobodyListens());
        var before = rig.Clock.Elapsed;
        Assert.Equal(DnsStatus.Unreachable, (await rig.AskPatientlyAsync(Name)).Status);
        Assert.InRange(rig.Clock.Elapsed - before, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }

    // The kernel refuses to connect to a broadcast address as it refuses to connect anywhere when the network is down.
    [Fact]
    public async Task A_server_there_is_no_way_to_is_passed_over_and_nothing_is_thrown()
    {
        await using var rig = new Rig();
        rig.Before.Add(new IPEndPoint(IPAddress.Broadcast, 53));
        rig.Zone.ListsTheWorld("127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
    }

    [Fact]
    public async Task Without_any_network_a_lookup_ends_as_unreachable_and_nothing_is_thrown()
    {
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(new IPEndPoint(IPAddress.Broadcast, 53));
        Assert.Equal(DnsStatus.Unreachable, (await rig.AskPatientlyAsync(Name)).Status);
    }

    [Fact]
    public async Task The_refusal_of_an_only_server_is_believed_the_second_time()
    {
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(new IPEndPoint(IPAddress.Broadcast, 53));
        var lookup = rig.Resolver.ResolveAsync(Names.Question(Name));
        rig.Clock.Advance(TimeSpan.FromMilliseconds(140));
        Assert.False(lookup.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(120));
        Assert.True(lookup.IsCompleted);
        Assert.Equal(DnsStatus.Unreachable, (await lookup).Status);
    }

    [Fact]
    public async Task A_server_that_is_started_again_is_heard_through_the_same_socket()
    {
        var address = NobodyListens();
        await using var rig = new Rig(servers: 0, options => options.SocketsPerServer = 1);
        rig.Before.Add(address);
        Assert.Equal(DnsStatus.Unreachable, (await rig.AskPatientlyAsync("1.bl.example")).Status);

        await using var server = new RawNameServer(query => [Packets.Listed(query)], address.Port);
        Rig.AssertAddresses(await rig.AskAsync("2.bl.example"), "127.0.0.2");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_soon_asked_last()
    {
        await using var rig = new Rig();
        rig.Before.Add(new IPEndPoint(IPAddress.Broadcast, 53));
        rig.Zone.ListsTheWorld("127.0.0.2");
        for (var i = 0; i < 3; i++)
        {
            Assert.False(rig.Resolver.Servers[0].IsAvoided(rig.Clock.Elapsed));
            await rig.AskAsync($"{i}.bl.example");
        }

        Assert.True(rig.Resolver.Servers[0].IsAvoided(rig.Clock.Elapsed));
    }

    [Fact]
    public async Task An_answer_makes_good_for_every_silence_before_it()
    {
        await using var rig = new Rig();
        var server = rig.Resolver.Servers[0];
        for (var i = 0; i < 4; i++)
        {
            server.WasSilent(rig.Clock.Elapsed);
            server.WasSilent(rig.Clock.Elapsed);
            await rig.AskAsync($"{i}.bl.example");
        }

        Assert.False(server.IsAvoided(rig.Clock.Elapsed));
    }

    [Fact]
    public async Task A_server_that_complains_twice_is_not_asked_again()
    {
        await using var server = new RawNameServer(query => [Fails(query), Fails(query)]);
        await using var rig = new Rig();
        rig.Before.Add(server.EndPoint);
        rig.Zone.ServFail().WaitsFor(Task.Delay(200));
        Assert.Equal(DnsStatus.ServerFailure, (await rig.AskAsync(Name)).Status);
        Assert.Equal((1, 1), (server.Asked, rig.Server.CountFor(Name)));
    }

    [Fact]
    public async Task Of_a_failing_one_an_unreachable_one_and_another_failing_one_each_is_asked_once()
    {
        await using var first = new RawNameServer(query => [Fails(query)]);
        await using var rig = new Rig();
        rig.Before.AddRange([first.EndPoint, new IPEndPoint(IPAddress.Broadcast, 53)]);
        rig.Zone.Refused();
        Assert.Equal(DnsStatus.Refused, (await rig.AskAsync(Name).WaitAsync(TimeSpan.FromSeconds(10))).Status);
        Assert.Equal((1, 1), (first.Asked, rig.Server.CountFor(Name)));
    }

    private static byte[] Fails(WireQuery query) => new WireMessage(query, ResponseCode.ServFail).ToArray();

    private static IPEndPoint NobodyListens() => new(IPAddress.Loopback, Free.Port());
}
