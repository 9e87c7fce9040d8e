using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Runs alone: it counts the threads of the process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Many lookups at once.</summary>
[Collection(nameof(Alone))]
public sealed class CrowdTests
{
    [Fact]
    public async Task A_hundred_callers_of_one_name_share_one_query()
    {
        var gate = new TaskCompletionSource();
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2").WaitsFor(gate.Task);
        using var start = new Barrier(4);
        var lookups = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return Enumerable.Range(0, 25).Select(_ => rig.AskAsync("1.2.0.192.bl.example")).ToArray();
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(1, rig.Resolver.Outstanding);
        gate.SetResult();
        foreach (var lookup in lookups.SelectMany(all => all))
            Rig.AssertAddresses(await lookup, "127.0.0.2");
        Assert.Equal(1, rig.Server.CountFor("1.2.0.192.bl.example"));
        Assert.Equal(0, rig.Resolver.Outstanding);
    }

    [Fact]
    public async Task The_callers_buffer_is_free_as_soon_as_the_call_returns()
    {
        var gate = new TaskCompletionSource();
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2").WaitsFor(gate.Task);
        var question = Names.Question("1.2.0.192.bl.example");
        var lookup = rig.AskAsync(question);
        Array.Fill(question.Name, (byte)0xFF);
        gate.SetResult();
        Rig.AssertAddresses(await lookup, "127.0.0.2");
        Assert.True(rig.IsCached("1.2.0.192.bl.example"));
    }

    [Fact]
    public async Task Two_thousand_lookups_that_wait_hold_no_thread_and_all_end()
    {
        Sampled.NotWhileMutated();
        await using var rig = new Rig();
        rig.Zone.Silent();
        await rig.AskPatientlyAsync("first.bl.example");
        var threads = ThreadPool.ThreadCount;
        var lookups = Start(rig, 2000);
        Assert.Equal(2000, rig.Resolver.Outstanding);
        await rig.Server.SeenAsync(1000);
        Assert.InRange(ThreadPool.ThreadCount, 0, threads + 12);

        rig.Clock.Advance(TimeSpan.FromSeconds(2.1));
        Assert.All(await Task.WhenAll(lookups), answer => Assert.Equal(DnsStatus.TimedOut, answer.Status));
        Assert.Equal(0, rig.Resolver.Outstanding);
        Assert.InRange(ThreadPool.ThreadCount, 0, threads + 12);
    }

    [Fact]
    public async Task No_more_lookups_are_under_way_than_allowed_and_one_more_ends_at_once()
    {
        var gate = new TaskCompletionSource();
        await using var rig = new Rig(change: options => options.MaxOutstanding = 50);
        rig.Zone.ListsTheWorld("127.0.0.2").WaitsFor(gate.Task);
        var lookups = Start(rig, 50);
        var refused = rig.Resolver.ResolveAsync(Names.Question("more.bl.example"));
        Assert.True(refused.IsCompleted);
        Assert.Equal(DnsStatus.Overloaded, (await refused).Status);
        Assert.False(rig.IsCached("more.bl.example"));
        Assert.Same(lookups[0], rig.Resolver.ResolveAsync(Names.Question("0.bl.example")));

        gate.SetResult();
        foreach (var lookup in lookups)
            Rig.AssertAddresses(await lookup.WaitAsync(TimeSpan.FromMinutes(1)), "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync("more.bl.example"), "127.0.0.2");
    }

    [Fact]
    public async Task Disposal_ends_every_lookup()
    {
        await using var rig = new Rig();
        rig.Zone.Silent();
        var lookups = Start(rig, 200);
        rig.Resolver.Dispose();
        Assert.All(lookups, lookup => Assert.True(lookup.IsCompletedSuccessfully));
        Assert.Equal(0, rig.Resolver.Outstanding);
        Assert.Equal(0, rig.Clock.Waiting);
    }

    [Fact]
    public async Task After_disposal_a_lookup_ends_at_once_without_an_answer()
    {
        await using var rig = new Rig();
        rig.Zone.Silent();
        await rig.AskPatientlyAsync("before.bl.example");
        rig.Resolver.Dispose();
        var late = rig.Resolver.ResolveAsync(Names.Question("after.bl.example"));
        Assert.True(late.IsCompletedSuccessfully);
        Assert.False((await late).IsConclusive);
        Assert.Equal(0, rig.Resolver.Outstanding);
        Assert.Equal(0, rig.Clock.Waiting);
    }

    [Fact]
    public async Task Lookups_that_meet_the_disposal_end_too()
    {
        Sampled.NotWhileMutated();
        for (var round = 0; round < 20; round++)
        {
            await using var rig = new Rig();
            rig.Zone.Silent();
            var resolver = rig.Resolver;
            using var start = new Barrier(2);
            var asking = Task.Run(() =>
            {
                start.SignalAndWait();
                return Start(rig, 200);
            });
            start.SignalAndWait();
            resolver.Dispose();
            await Task.WhenAll(await asking).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(0, resolver.Outstanding);
        }
    }

    [Fact]
    public async Task The_timer_rests_when_nobody_waits()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2");
        _ = rig.Resolver;
        var resting = rig.Clock.Waiting;
        for (var i = 0; i < 3; i++)
        {
            await rig.AskAsync($"{i}.bl.example");
            Assert.Equal(resting + 1, rig.Clock.Waiting);
            rig.Clock.Advance(TimeSpan.FromMilliseconds(50));
            Assert.Equal(resting, rig.Clock.Waiting);
        }
    }

    [Fact]
    public async Task Ids_and_ports_of_two_thousand_queries_cannot_be_guessed()
    {
        Sampled.NotWhileMutated();
        await using var rig = new Rig();
        for (var i = 0; i < 2000; i++)
            await rig.AskAsync($"{i}.bl.example");
        var queries = rig.Server.Queries;
        var ports = queries.Select(query => query.ClientPort).Distinct().Order().ToList();
        Assert.Equal(8, ports.Count);
        Assert.All(ports, port => Assert.InRange(port, 1024, 65535));
        Assert.NotEqual(Enumerable.Range(ports[0], 8), ports);

        // Of 2000 random numbers of 16 bits some 30 are expected twice, and one in thirty such rows has two in sequence.
        Assert.InRange(queries.Select(query => query.Id).Distinct().Count(), 1850, 2000);
        Assert.InRange(queries.Zip(queries.Skip(1)).Count(pair => Math.Abs(pair.First.Id - pair.Second.Id) <= 1), 0, 20);
        for (var bit = 0; bit < 16; bit++)
            Assert.InRange(queries.Count(query => (query.Id >> bit & 1) == 1), 750, 1250);
    }

    private static Task<DnsAnswer>[] Start(Rig rig, int count) =>
        [.. Enumerable.Range(0, count).Select(i => rig.Resolver.ResolveAsync(Names.Question($"{i}.bl.example")))];
}
