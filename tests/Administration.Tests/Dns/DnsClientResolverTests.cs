using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Dns;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Dns;

/// <summary>
/// Our own resolver against DnsClient.NET: two codes for packets and sockets that share no line must read the same name server alike, but for what is
/// named.
/// </summary>
public sealed class DnsClientResolverTests
{
    public static TheoryData<string> Cases => [.. ScriptedCases.All.Select(static one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Both_resolvers_read_the_same_answer(string name)
    {
        var one = ScriptedCases.All.Single(one => one.Name == name);
        // A server for each: they would take a lost packet or a lie from each other's share.
        await using var forOurs = Scripted(one);
        await using var forTheirs = Scripted(one);
        using var ours = Ours(forOurs.EndPoint);
        var theirs = new DnsClientResolver([forTheirs.EndPoint], Clock.System, TimeSpan.FromSeconds(1));
        var asked = (Ours: ours.ResolveAsync(Question(one.Question, one.Type)), Theirs: theirs.ResolveAsync(Question(one.Question, one.Type)));
        var own = await asked.Ours;
        Assert.Equal(one.Differs?.Theirs ?? Written(own), Written(await asked.Theirs));
        if (one.Differs is not null)
            Assert.NotEqual(one.Differs.Theirs, Written(own));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Garbage_is_believed_by_neither(int seed)
    {
        await using var server = ScriptedDnsServer.Start();
        server.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2").Garbage(seed);
        using var ours = Ours(server.EndPoint);
        var theirs = new DnsClientResolver([server.EndPoint], Clock.System, TimeSpan.FromMilliseconds(100));
        for (var i = 0; i < 10; i++)
        {
            foreach (var resolver in new IDnsResolver[] { ours, theirs })
                Assert.NotEqual(DnsStatus.Records, (await resolver.ResolveAsync(Question(i + ".2.0.192.bl.example"))).Status);
        }
    }

    [Fact]
    public async Task Of_two_servers_the_second_is_asked_when_the_first_has_failed()
    {
        await using var first = ScriptedDnsServer.Start();
        await using var second = ScriptedDnsServer.Start();
        first.Zone("bl.example").ServFail();
        second.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2");
        var resolver = new DnsClientResolver([first.EndPoint, second.EndPoint], Clock.System);
        Assert.Equal("Records 127.0.0.2", Written(await resolver.ResolveAsync(Question("1.2.0.192.bl.example"))));
    }

    [Fact]
    public async Task Where_nobody_listens_it_ends_by_itself()
    {
        var resolver = new DnsClientResolver([new IPEndPoint(IPAddress.Loopback, Free.Port())], Clock.System, TimeSpan.FromMilliseconds(50));
        Assert.False((await resolver.ResolveAsync(Question("1.2.0.192.bl.example"))).IsConclusive);
    }

    [Fact]
    public async Task Nothing_is_remembered()
    {
        await using var server = ScriptedDnsServer.Start();
        server.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2");
        var resolver = new DnsClientResolver([server.EndPoint], Clock.System);
        for (var i = 0; i < 2; i++)
            await resolver.ResolveAsync(Question("1.2.0.192.bl.example"));
        Assert.False(resolver.TryGetCached(Question("1.2.0.192.bl.example"), Clock.System.Elapsed, out _));
        Assert.Equal(2, server.CountFor("1.2.0.192.bl.example"));
    }

    [Fact]
    public async Task Unbound_answers_both_alike()
    {
        await using var list = ScriptedDnsServer.Start();
        list.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2", "127.0.0.9").Text("why");
        await using var unbound = await Unbound.StartAsync(new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { ["bl.example"] = list.EndPoint });
        using var ours = Ours(unbound.EndPoint);
        var theirs = new DnsClientResolver([unbound.EndPoint], Clock.System);
        foreach (var (name, type) in new[]
        {
            ("1.2.0.192.bl.example", DnsType.A), ("1.2.0.192.bl.example", DnsType.Txt), ("1.2.0.192.bl.example", DnsType.Aaaa),
            ("9.2.0.192.bl.example", DnsType.A), ("example.org", DnsType.A),
        })
            Assert.Equal(Sorted(await ours.ResolveAsync(Question(name, type))), Sorted(await theirs.ResolveAsync(Question(name, type))));
    }

    private static ScriptedDnsServer Scripted(ScriptedCase one)
    {
        var server = ScriptedDnsServer.Start();
        one.Script(server.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2"));
        return server;
    }

    private static StubResolver Ours(IPEndPoint server) =>
        // A busy machine takes longer to answer over TCP than the usual time-out; only a server that never answers makes the test wait for it.
        new(new DnsOptions { Servers = [server], Timeout = TimeSpan.FromSeconds(3), RetryAfter = TimeSpan.FromMilliseconds(200) }, Clock.System);

    // Unbound turns the records of a set round.
    private static string Sorted(DnsAnswer answer) => string.Join(' ', Written(answer).Split(' ').Order(StringComparer.Ordinal));

    internal static string Written(DnsAnswer answer) => string.Join(' ', (string[])[
        answer.Status.ToString(),
        .. answer.Addresses.Select(static bits => Address.FromIPv4(bits).ToString()),
        .. answer.Hosts.Select(static host => host.ToString()),
        .. answer.Texts.Select(static text => "[" + text + "]"),
    ]);

    internal static DnsQuestion Question(string name, DnsType type = DnsType.A)
    {
        byte[] wire = [.. name.Split('.').SelectMany(static label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];
        return new DnsQuestion(wire, wire.Length, type);
    }
}
