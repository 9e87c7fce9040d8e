using System;
using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Testing.Servers;

public sealed class RealServerTests
{
    [Fact]
    public async Task Rbldnsd_serves_each_kind_of_data()
    {
        await using var server = await Rbldnsd.StartAsync(
            new RbldnsdZone("set.example", RbldnsdData.Ip4Set, ":127.0.0.4:seen $\n192.0.2.1\n198.51.100.0/24 :127.0.0.9:range"),
            new RbldnsdZone("trie.example", RbldnsdData.Ip4Trie, "192.0.2.0/25 :127.0.0.5:trie\n!192.0.2.7"),
            new RbldnsdZone("six.example", RbldnsdData.Ip6Trie, "2001:db8::/32 :127.0.0.6:six"),
            new RbldnsdZone("name.example", RbldnsdData.DnSet, ".bad.test :127.0.0.7:name"),
            new RbldnsdZone("plain.example", RbldnsdData.Generic, "www A 192.0.2.80"));
        using var client = new RawClient(server.EndPoint);

        Assert.Equal(["127.0.0.4"], (await client.AskAsync("1.2.0.192.set.example")).Addresses);
        Assert.Equal("\u000eseen 192.0.2.1"u8.ToArray(), Assert.Single((await client.AskAsync("1.2.0.192.set.example", RawClient.Txt)).Texts));
        Assert.Equal(["127.0.0.9"], (await client.AskAsync("77.100.51.198.set.example")).Addresses);
        Assert.Equal(["127.0.0.5"], (await client.AskAsync("6.2.0.192.trie.example")).Addresses);
        Assert.Equal(3, (await client.AskAsync("7.2.0.192.trie.example")).Code);
        Assert.Equal(["127.0.0.6"], (await client.AskAsync(Dns.Wire.WireName.Listed("2001:db8::1", "six.example"))).Addresses);
        Assert.Equal(["127.0.0.7"], (await client.AskAsync("mail.bad.test.name.example")).Addresses);
        Assert.Equal(["192.0.2.80"], (await client.AskAsync("www.plain.example")).Addresses);
        Assert.Equal(1, (await client.AskAsync("9.2.0.192.set.example")).Authorities);
    }

    [Fact]
    public async Task Unbound_asks_rbldnsd_and_the_scripted_server_and_nobody_else()
    {
        await using var list = await Rbldnsd.StartAsync(new RbldnsdZone("bl.example", RbldnsdData.Ip4Set, "192.0.2.1 :127.0.0.4:listed"));
        await using var scripted = ScriptedDnsServer.Start();
        scripted.Reverse("192.0.2.1", "mail.example");
        scripted.Zone("wl.test").Lists("192.0.2.1", "127.0.0.3");
        await using var unbound = await Unbound.StartAsync(new Dictionary<string, IPEndPoint>(StringComparer.Ordinal)
        {
            ["bl.example"] = list.EndPoint,
            ["wl.test"] = scripted.EndPoint,
            ["in-addr.arpa"] = scripted.EndPoint,
        });
        using var client = new RawClient(unbound.EndPoint);

        Assert.Equal(["127.0.0.4"], (await client.AskAsync("1.2.0.192.bl.example")).Addresses);
        Assert.Equal((3, 1), await CodeAndAuthoritiesAsync(client, "2.2.0.192.bl.example"));
        Assert.Equal(["127.0.0.3"], (await client.AskAsync("1.2.0.192.wl.test")).Addresses);
        Assert.Equal(["mail.example"], (await client.AskAsync("1.2.0.192.in-addr.arpa", RawClient.Ptr)).Pointers);
        Assert.Equal((5, 0), await CodeAndAuthoritiesAsync(client, "www.elsewhere.example"));
    }

    [Fact]
    public async Task Unbound_believes_no_lie_of_the_scripted_server()
    {
        await using var scripted = ScriptedDnsServer.Start();
        scripted.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2").WrongId().WrongSource().ThenTruth(20);
        await using var unbound = await Unbound.StartAsync(new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { ["bl.example"] = scripted.EndPoint });
        using var client = new RawClient(unbound.EndPoint);

        Assert.Equal(["127.0.0.2"], (await client.AskAsync("1.2.0.192.bl.example")).Addresses);
    }

    [Fact]
    public async Task Unbound_understands_truncated_and_long_answers_of_the_scripted_server()
    {
        await using var scripted = ScriptedDnsServer.Start();
        scripted.Zone("cut.example").Lists("192.0.2.1", "127.0.0.2").Truncated();
        scripted.Zone("many.example").Lists("192.0.2.1").ManyAddresses(20);
        await using var unbound = await Unbound.StartAsync(new Dictionary<string, IPEndPoint>(StringComparer.Ordinal)
        {
            ["cut.example"] = scripted.EndPoint,
            ["many.example"] = scripted.EndPoint,
        });
        using var client = new RawClient(unbound.EndPoint);

        Assert.Equal(["127.0.0.2"], (await client.AskAsync("1.2.0.192.cut.example")).Addresses);
        Assert.Equal(20, (await client.AskAsync("1.2.0.192.many.example")).Addresses.Length);
    }

    private static async Task<(int Code, int Authorities)> CodeAndAuthoritiesAsync(RawClient client, string name)
    {
        var reply = await client.AskAsync(name);
        return (reply.Code, reply.Authorities);
    }
}
