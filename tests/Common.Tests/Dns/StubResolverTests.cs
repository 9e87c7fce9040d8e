using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Whom it asks, and what it counts.</summary>
public sealed class StubResolverTests
{
    [Fact]
    public void Without_servers_in_the_settings_it_asks_those_of_the_system()
    {
        using var resolver = new StubResolver(new DnsOptions(), new FakeClock());
        Assert.Equal(SystemNameServers.Find().Take(8), resolver.Servers.Select(server => server.EndPoint));
    }

    [Fact]
    public void Of_nine_servers_it_asks_eight()
    {
        var servers = Enumerable.Range(1, 9).Select(i => new IPEndPoint(new IPAddress([192, 0, 2, (byte)i]), 53)).ToList();
        using var resolver = new StubResolver(new DnsOptions { Servers = servers }, new FakeClock());
        Assert.Equal(servers.Take(8), resolver.Servers.Select(server => server.EndPoint));
    }

    [Fact]
    public async Task It_counts_what_came_from_the_cache_and_how_lookups_ended_where_it_was_told_to()
    {
        await using var server = Testing.Dns.ScriptedDnsServer.Start();
        server.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2");
        var counters = new DnsCounters();
        using var resolver = new StubResolver(new DnsOptions { Servers = [server.EndPoint] }, new FakeClock(), counters);
        var (listed, absent) = (Names.Question("1.2.0.192.bl.example"), Names.Question("2.2.0.192.bl.example"));
        await resolver.ResolveAsync(listed);
        await resolver.ResolveAsync(absent);
        Assert.Equal((0, 1, 1, 0), Counted(counters));

        await resolver.ResolveAsync(listed);
        Assert.Equal((1, 1, 1, 0), Counted(counters));
        Assert.True(resolver.TryGetCached(absent, TimeSpan.Zero, out _));
        Assert.False(resolver.TryGetCached(Names.Question("3.2.0.192.bl.example"), TimeSpan.Zero, out _));
        Assert.Equal((2, 1, 1, 0), Counted(counters));
        Assert.Same(counters, resolver.Counters);
    }

    private static (long, long, long, long) Counted(DnsCounters counters) =>
        (counters.FromCache, counters.Ended(DnsStatus.Records), counters.Ended(DnsStatus.NoSuchName), counters.Ended(DnsStatus.TimedOut));
}
