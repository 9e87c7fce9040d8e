using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Incidents;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Hostile;

/// <summary>One client that hammers at the door, and a million that come once. Runs alone: it measures the memory of the process.</summary>
[Collection(nameof(Alone))]
public sealed class CrowdOfClientsTests
{
    [Fact]
    public async Task Ten_thousand_connections_of_one_client_cost_one_query_for_each_list()
    {
        await using var test = new EngineUnderTest();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        test.Server.Zone("one.test").WaitsFor(gate.Task);
        test.Server.Zone("two.test").Lists(EngineUnderTest.Client, "127.0.0.2").WaitsFor(gate.Task);
        test.Write($"\"blockProviders\": [ {Some.List("one")}, {Some.List("two")} ]");
        var verdicts = Enumerable.Range(0, 10_000).Select(_ => test.EvaluateAsync()).ToArray();
        Assert.Equal(2, test.Engine.Resolver!.Outstanding);
        gate.SetResult();
        Assert.All(await Task.WhenAll(verdicts), static verdict => Assert.Equal(("two", false), (verdict.ProviderName, verdict.IsPartial)));
        Assert.Equal(2, test.Server.Queries.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_million_clients_leave_the_watch_over_the_lists_no_larger(bool ipv6)
    {
        var clock = new FakeClock();
        var settings = Some.Settings($"{{ \"blockProviders\": [ {Some.List("one")}, {Some.List("two")} ] }}");
        using var watch = new HealthWatch(clock, new Deaf(), null, static () => 0.5);
        Provider[] providers = [.. settings.BlockProviders.Select((list, i) => new Provider(list, ProviderKind.Block, i + 1, watch.Of(list, ProviderKind.Block)))];
        watch.Use(providers, settings, new ListWorld(clock), [new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53)]);
        Come(watch, providers, ipv6, 0, 100_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Come(watch, providers, ipv6, 100_000, 1_000_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 2 << 20);
        Assert.InRange(watch.Remember().Regulars.Count, 1, 32_768);
    }

    private static void Come(HealthWatch watch, Provider[] providers, bool ipv6, int from, int to)
    {
        for (var i = (ulong)from; i < (ulong)to; i++)
        {
            var client = ipv6 ? Address.FromIPv6(0x20010DB8_00000000 + i, 1) : Address.FromIPv4(0x2D000000 + (uint)i);
            var outcome = i % 3 == 0 ? ProviderOutcome.Matched : ProviderOutcome.NotListed;
            foreach (var provider in providers)
                provider.Health.Saw(ProviderAnswer.None(provider, outcome), client, TimeSpan.FromMilliseconds(20));
            watch.Heard(client, providers, [outcome, ProviderOutcome.NotListed]);
        }
    }

    private sealed class Deaf : IHealthListener
    {
        public void Changed(HealthChange change)
        {
        }

        public void CutOff(string servers, string why)
        {
        }

        public void Stripped(string servers, string raw)
        {
        }

        public void Failed(Exception reason) => throw reason;

        public void Back(TimeSpan lasted)
        {
        }

        public void Braked(ProviderSettings provider, bool pulled, string why)
        {
        }
    }
}
