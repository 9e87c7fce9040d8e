using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>A socket that has served its time makes room for one on another port, and what is under way is not lost.</summary>
public sealed class SocketRotationTests
{
    [Fact]
    public async Task After_ten_thousand_queries_the_port_changes_and_every_query_is_answered()
    {
        Sampled.NotWhileMutated();
        var gate = new TaskCompletionSource();
        await using var rig = new Rig(change: OneSocket);
        rig.Zone.ListsTheWorld("127.0.0.2").At("192.0.2.1").WaitsFor(gate.Task);
        var late = rig.AskAsync("1.2.0.192.bl.example");
        for (var i = 0; i < 10_100; i += 50)
        {
            var answers = await Task.WhenAll(Enumerable.Range(i, 50).Select(number => rig.AskAsync($"{number}.bl.example")));
            Assert.All(answers, answer => Rig.AssertAddresses(answer, "127.0.0.2"));
        }

        gate.SetResult();
        Rig.AssertAddresses(await late, "127.0.0.2");
        var byPort = rig.Server.Queries.GroupBy(query => query.ClientPort).ToList();
        Assert.Equal(2, byPort.Count);
        Assert.Equal(10_000, byPort[0].Count());
    }

    [Fact]
    public async Task After_a_minute_the_port_changes()
    {
        await using var rig = new Rig(change: OneSocket);
        await rig.AskAsync("1.bl.example");
        await rig.AskAsync("2.bl.example");
        rig.Clock.Advance(TimeSpan.FromSeconds(59));
        await rig.AskAsync("3.bl.example");
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.AskAsync("4.bl.example");
        var ports = rig.Server.Queries.Select(query => query.ClientPort).ToList();
        Assert.Equal(ports[0], ports[1]);
        Assert.NotEqual(ports[1], ports[3]);
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_change_still_arrives()
    {
        var gate = new TaskCompletionSource();
        await using var rig = new Rig(change: options =>
        {
            OneSocket(options);
            options.Timeout = options.RetryAfter = TimeSpan.FromMinutes(10);
        });
        rig.Zone.ListsTheWorld("127.0.0.2").At("192.0.2.1").WaitsFor(gate.Task);
        var late = rig.AskAsync("1.2.0.192.bl.example");
        await rig.Server.SeenAsync(1);
        rig.Clock.Advance(TimeSpan.FromSeconds(90));
        await rig.AskAsync("other.bl.example");

        gate.SetResult();

        Rig.AssertAddresses(await late, "127.0.0.2");
        Assert.Equal(2, rig.Server.Queries.Select(query => query.ClientPort).Distinct().Count());
        Assert.Equal(2, rig.Server.Queries.Count);
    }

    private static void OneSocket(DnsOptions options) => options.SocketsPerServer = 1;
}
