using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>The resolver behind real unbound and dnsmasq, as they come and with what administrators switch on.</summary>
public sealed class RealResolverTests : IAsyncDisposable
{
    private const string Listed = "2.0.0.127.bl.test";
    private readonly ScriptedDnsServer _list = ScriptedDnsServer.Start();

    public RealResolverTests() => _list.Zone("bl.test").Lists("127.0.0.2", "127.0.0.2").Text("Test entry");

    public ValueTask DisposeAsync() => _list.DisposeAsync();

    [Fact]
    public async Task Unbound_and_dnsmasq_answer_yes_no_and_nothing_of_that_type()
    {
        await using var unbound = await Unbound.StartAsync(Zones);
        await using var dnsmasq = await Dnsmasq.StartAsync(Zones, Free.Port());
        _list.Zone("bl.test").Lists("127.0.0.9", "127.0.0.9");
        foreach (var server in new[] { unbound.EndPoint, dnsmasq.EndPoint })
        {
            using var resolver = Resolver(server);
            Rig.AssertAddresses(await resolver.ResolveAsync(Names.Question(Listed)), "127.0.0.2");
            Assert.Equal(DnsStatus.NoSuchName, (await resolver.ResolveAsync(Names.Question("1.0.0.127.bl.test"))).Status);
            Assert.Equal(DnsStatus.NoRecords, (await resolver.ResolveAsync(Names.Question("9.0.0.127.bl.test", DnsType.Txt))).Status);
        }
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Dnsmasq_with_protection_against_rebinding_is_recognised_unless_the_zone_is_excepted(bool excepted, bool stripped)
    {
        string[] options = excepted ? ["--stop-dns-rebind", "--rebind-domain-ok=/bl.test/"] : ["--stop-dns-rebind"];
        await using var dnsmasq = await Dnsmasq.StartAsync(Zones, Free.Port(), options);
        var found = await ProbeAsync(dnsmasq.EndPoint);
        Assert.Equal((stripped, !stripped), (found.IsStripped, found.HasTestEntry));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Unbound_with_private_addresses_is_recognised_unless_the_zone_is_excepted(bool excepted, bool stripped)
    {
        string[] options = excepted ? ["private-address: 127.0.0.0/8", "private-domain: \"bl.test\""] : ["private-address: 127.0.0.0/8"];
        await using var unbound = await Unbound.StartAsync(Zones, options);
        var found = await ProbeAsync(unbound.EndPoint);
        Assert.Equal((stripped, !stripped), (found.IsStripped, found.HasTestEntry));
    }

    // 144 bits behind the start of the UDP header stands the number of additional records: that of EDNS0 is the only one a query has.
    [Fact]
    public async Task Behind_a_packet_filter_that_drops_edns_the_first_clients_wait_for_one_repetition_and_then_nobody()
    {
        using var network = await NetworkNamespace.CreateAsync("""
            nft add table inet box
            nft add chain inet box out '{ type filter hook output priority 0; }'
            nft add rule inet box out udp dport 5353 @th,144,16 != 0 counter drop
            """);
        await using var dnsmasq = await network.Run(() => Dnsmasq.StartAsync(new Dictionary<string, IPEndPoint>(StringComparer.Ordinal), 5353, "--address=/bl.test/127.0.0.2"));
        using var resolver = Resolver(dnsmasq.EndPoint, (family, type, protocol) => network.Run(() => new Socket(family, type, protocol)));
        for (var i = 0; i < 20; i++)
            Rig.AssertAddresses(await resolver.ResolveAsync(Names.Question($"{i}.bl.test")), "127.0.0.2");
        Assert.True(resolver.Servers[0].Edns.IsMissing);
        var (_, counted) = await network.Run(() => RealProcess.RunAsync("/usr/sbin/nft", ["list", "ruleset"]));
        Assert.Contains("packets 3 ", counted, StringComparison.Ordinal);
    }

    private Dictionary<string, IPEndPoint> Zones => new(StringComparer.Ordinal) { ["bl.test"] = _list.EndPoint };

    private static StubResolver Resolver(IPEndPoint server, Func<AddressFamily, SocketType, ProtocolType, Socket>? open = null)
    {
        var options = new DnsOptions { Servers = [server] };
        options.OpenSocket = open ?? options.OpenSocket;
        return new StubResolver(options, Clock.System);
    }

    private static async Task<ProbeResult> ProbeAsync(IPEndPoint server)
    {
        using var resolver = Resolver(server);
        var settings = Some.Settings("{ \"blockProviders\": [ " + Some.List("bl") + " ] }").BlockProviders.Single();
        return await new Prober(resolver, static () => 0.5).RunAsync(new Provider(settings, ProviderKind.Block, 1));
    }
}
