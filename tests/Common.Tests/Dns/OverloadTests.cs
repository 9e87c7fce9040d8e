using System;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Reporting;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Providers.Health;
using IpBlock.Tests.Reporting;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Too much to do here is nobody's silence: it is an outcome of its own, for which no name server and no list is blamed, and which nobody remembers.</summary>
public sealed class OverloadTests
{
    private const string Name = "1.2.0.192.bl.example";
    private SocketError? _stands;
    private SocketType _against = SocketType.Dgram;

    [Theory]
    [InlineData(SocketError.TooManyOpenSockets)]
    [InlineData(SocketError.NoBufferSpaceAvailable)]
    [InlineData(SocketError.ProcessLimit)]
    [InlineData(SocketError.AddressAlreadyInUse)]
    public async Task Without_a_socket_the_lookup_ends_as_overloaded_and_is_made_as_soon_as_there_is_one(SocketError error)
    {
        await using var rig = new Rig(servers: 2, Scarce);
        rig.Zone.ListsTheWorld("127.0.0.2");
        _stands = error;
        var before = rig.Clock.Elapsed;
        for (var i = 0; i < 5; i++)
            Assert.Equal(DnsStatus.Overloaded, (await rig.AskPatientlyAsync(Name)).Status);
        Assert.InRange(rig.Clock.Elapsed - before, TimeSpan.Zero, TimeSpan.FromSeconds(5 * 0.6));
        Assert.False(rig.IsCached(Name));
        Assert.All(rig.Resolver.Servers, server => Assert.False(server.IsAvoided(rig.Clock.Elapsed)));
        Assert.Equal(5, rig.Resolver.Counters.Ended(DnsStatus.Overloaded));

        _stands = null;
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
        Assert.Empty(rig.Servers[1].Queries);
    }

    [Fact]
    public async Task A_socket_that_is_free_at_the_second_try_is_enough()
    {
        await using var rig = new Rig(change: Scarce);
        rig.Zone.ListsTheWorld("127.0.0.2");
        _stands = SocketError.TooManyOpenSockets;
        var lookup = rig.Resolver.ResolveAsync(Names.Question(Name));
        _stands = null;
        await rig.AdvanceUntilDoneAsync(lookup);
        Rig.AssertAddresses(await lookup, "127.0.0.2");
    }

    [Fact]
    public async Task A_socket_that_is_open_serves_on_beyond_its_time_when_there_is_no_other()
    {
        await using var rig = new Rig(change: Scarce);
        rig.Zone.ListsTheWorld("127.0.0.2");
        await rig.AskAsync("first.bl.example");
        _stands = SocketError.TooManyOpenSockets;
        for (var i = 0; i < 50; i++)
            Rig.AssertAddresses(await rig.AskAsync($"{i}.bl.example"), "127.0.0.2");
    }

    [Fact]
    public async Task Without_a_socket_for_tcp_the_lookup_ends_as_overloaded_and_is_not_remembered()
    {
        await using var rig = new Rig(change: Scarce);
        rig.Zone.ListsTheWorld("127.0.0.2").Truncated();
        (_stands, _against) = (SocketError.TooManyOpenSockets, SocketType.Stream);
        Assert.Equal(DnsStatus.Overloaded, (await rig.AskPatientlyAsync(Name)).Status);
        Assert.False(rig.IsCached(Name));
        _stands = null;
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
    }

    [Fact]
    public async Task No_way_to_a_server_is_no_overload()
    {
        await using var rig = new Rig(change: Scarce);
        rig.Zone.ListsTheWorld("127.0.0.2");
        _stands = SocketError.NetworkUnreachable;
        Assert.Equal(DnsStatus.Unreachable, (await rig.AskPatientlyAsync(Name)).Status);
    }

    [Fact]
    public void Overload_suspends_no_list_and_cuts_nobody_off()
    {
        using var test = new HealthUnderTest(Some.List("one"), Some.List("two")).Start();
        for (var i = 0; i < 20; i++)
        {
            test.Answers("one", ProviderOutcome.Overloaded, 50);
            test.Answers("two", ProviderOutcome.Overloaded, 50);
            test.Pass(1);
        }

        Assert.Equal((HealthState.Healthy, HealthState.Healthy, false), (test.State("one"), test.State("two"), test.Watch.IsCutOff));
        Assert.Empty(test.Told);
    }

    [Fact]
    public void Probes_for_which_there_is_no_socket_say_nothing_and_are_made_again()
    {
        using var test = new HealthUnderTest(Some.List("one")).Start();
        test.World.Outage = DnsStatus.Overloaded;
        test.Answers("one", ProviderOutcome.Late, 2);
        test.Pass(120);
        Assert.Equal((HealthState.Healthy, false), (test.State("one"), test.Watch.IsCutOff));
        test.World.Outage = null;
        var asked = test.World.Asked.Values.Sum();
        test.Pass(5);
        Assert.NotEqual(asked, test.World.Asked.Values.Sum());
        Assert.Empty(test.Told);
    }

    [Fact]
    public async Task Overload_is_told_once_and_again_after_ten_minutes_if_it_goes_on()
    {
        await using var rig = new Rig(change: Scarce);
        var notices = new CollectedNotices();
        using var trouble = new ResolverTrouble(rig.Clock, notices, rig.Resolver.Counters, () => rig.Resolver);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(notices.All);

        _stands = SocketError.TooManyOpenSockets;
        for (var i = 0; i < 30; i++)
            await rig.AskPatientlyAsync($"{i}.bl.example");
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("The lists and the name servers are not the cause", Assert.Single(notices.Of(330)), StringComparison.Ordinal);
        rig.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(2, notices.Of(330).Count);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, notices.All.Count);
    }

    private void Scarce(DnsOptions options) => options.OpenSocket = (family, type, protocol) =>
        _stands is { } error && type == _against ? throw new SocketException((int)error) : new Socket(family, type, protocol);
}
