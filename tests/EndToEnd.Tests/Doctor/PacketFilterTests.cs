using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.EndToEnd.Doctor;

/// <summary><c>ipblock doctor</c> as the administrator runs it, in a network of its own behind a real dnsmasq and a real packet filter.</summary>
public sealed class PacketFilterTests
{
    private const int Port = 5353;

    // 144 bits behind the start of the UDP header stands the number of additional records: that of EDNS0 is the only one a query has.
    private const string DropEdns = """
        nft add table inet box
        nft add chain inet box out '{ type filter hook output priority 0; }'
        nft add rule inet box out udp dport 5353 @th,144,16 != 0 drop
        """;

    private const string DropAllOutside = """
        nft add table inet box
        nft add chain inet box out '{ type filter hook output priority 0; }'
        nft add rule inet box out udp dport 53 drop
        """;

    [Fact]
    public async Task A_network_that_is_well() => await FindsAsync(DropAllOutside, []);

    [Fact]
    public async Task A_packet_filter_that_drops_EDNS0() => await FindsAsync(DropEdns, ["resolver.edns"]);

    [Fact]
    public async Task A_packet_filter_that_drops_all_questions() =>
        await FindsAsync(DropAllOutside + "\nnft add rule inet box out meta l4proto '{ tcp, udp }' th dport 5353 drop", ["resolver.silent", "doctor.skipped"]);

    private static async Task FindsAsync(string filter, string[] expected)
    {
        using var network = await NetworkNamespace.CreateAsync(filter);
        await using var list = network.Run(() => ScriptedDnsServer.Start());
        list.Zone("bl.test").Lists("127.0.0.2", "127.0.0.2").Text("Test entry");
        list.Name("a.root-servers.net").Address("198.41.0.4");
        list.Zone("com");
        list.Zone("invalid");
        var zones = new[] { "bl.test", "root-servers.net", "com", "invalid" }.ToDictionary(static zone => zone, _ => list.EndPoint, StringComparer.Ordinal);
        await using var dnsmasq = await network.Run(() => Dnsmasq.StartAsync(zones, Port));
        using var folder = new ScratchFolder();
        var settings = folder.Write("ipblock.json", $$"""
            {
                "dns": { "servers": [ "127.0.0.1:{{Port}}" ] },
                "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "ipAddressesMatch": [ "127.0.0.2" ], "ipv6": false } ]
            }
            """);
        var (_, output) = await network.Run(() => RealProcess.RunAsync("dotnet", [Door.ServicePath, "doctor", "--json", "--settings", settings]));
        var found = from area in JObject.Parse(output)["areas"]!
                    where (string?)area["area"] is "nameServers" or "providers"
                    from finding in area["findings"]!
                    select (string)finding["id"]!;
        Assert.Equal(expected, found);
    }
}
