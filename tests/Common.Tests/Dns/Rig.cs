using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>A resolver whose clock stands still, and the name servers that it asks. Nothing is repeated or given up unless a test lets time pass.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lazy<StubResolver> _resolver;

    public Rig(int servers = 1, Action<DnsOptions>? change = null)
    {
        Servers = [.. Enumerable.Range(0, servers).Select(_ => ScriptedDnsServer.Start())];
        _resolver = new Lazy<StubResolver>(() =>
        {
            var options = new DnsOptions { Servers = [.. Before, .. Servers.Select(server => server.EndPoint)] };
            change?.Invoke(options);
            return new StubResolver(options, Clock);
        });
    }

    public FakeClock Clock { get; } = new();

    public IReadOnlyList<ScriptedDnsServer> Servers { get; }

    /// <summary>Addresses that are asked before the scripted servers.</summary>
    public List<IPEndPoint> Before { get; } = [];

    public ScriptedDnsServer Server => Servers[0];

    /// <summary>The zone in which the tests' names lie.</summary>
    public ZoneScript Zone => Server.Zone("bl.example");

    public StubResolver Resolver => _resolver.Value;

    public Task<DnsAnswer> AskAsync(string name, DnsType type = DnsType.A) => AskAsync(Names.Question(name, type));

    public Task<DnsAnswer> AskAsync(DnsQuestion question) => Resolver.ResolveAsync(question).WaitAsync(Patience);

    /// <summary>Asks, and lets as much time pass as the lookup needs.</summary>
    public async Task<DnsAnswer> AskPatientlyAsync(string name, DnsType type = DnsType.A)
    {
        var lookup = Resolver.ResolveAsync(Names.Question(name, type));
        await AdvanceUntilDoneAsync(lookup);
        return await lookup;
    }

    // Each step is followed by a moment of real time in which packets can travel: retries are not spent faster than they could be answered.
    public async Task AdvanceUntilDoneAsync(Task lookup)
    {
        for (var steps = 0; !lookup.IsCompleted && steps < 600; steps++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.WhenAny(lookup, Task.Delay(10));
        }

        await lookup.WaitAsync(Patience);
    }

    public bool IsCached(string name, DnsType type = DnsType.A) => Resolver.TryGetCached(Names.Question(name, type), Clock.Elapsed, out _);

    public static void AssertAddresses(DnsAnswer answer, params string[] addresses)
    {
        Assert.Equal(DnsStatus.Records, answer.Status);
        Assert.Equal(addresses, answer.Addresses.Select(bits => Address.FromIPv4(bits).ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_resolver.IsValueCreated)
            Resolver.Dispose();
        foreach (var server in Servers)
            await server.DisposeAsync();
    }
}
