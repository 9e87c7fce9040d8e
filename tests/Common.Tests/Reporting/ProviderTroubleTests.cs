using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Tests.Filtering;
using IpBlock.Tests.Notices;
using Xunit;

namespace IpBlock.Tests.Reporting;

public sealed class ProviderTroubleTests
{
    private const string Client = FilterUnderTest.Client;
    private readonly FilterUnderTest _test = new($$"""
        { "blockProviders": [ {{Some.List("one")}}, {{Some.List("two")}} ], "allowProviders": [ {{Some.List("white")}} ] }
        """);
    private readonly CollectedNotices _notices = new();
    private readonly ProviderTrouble _trouble;

    public ProviderTroubleTests() => _trouble = new ProviderTrouble(_test.Clock, _notices);

    [Fact]
    public async Task A_list_that_refuses_is_told_once_with_the_next_step_and_again_after_ten_minutes()
    {
        _test.Lists.Lists("one.test", Client, "127.255.255.254");
        await WatchAsync(times: 3);
        Assert.Equal(
            "Provider one answered 127.255.255.254, which is an error code and not a listing; no client is rejected because of it: the list does not answer public or unidentified resolvers; use your own recursive name server, or a key.",
            Assert.Single(_notices.Of(300)));
        _test.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await WatchAsync(times: 3);
        Assert.Single(_notices.All);
        _test.Clock.Advance(TimeSpan.FromTicks(1));
        await WatchAsync(times: 3);
        Assert.Equal([300, 300], _notices.Ids);
    }

    [Fact]
    public async Task Each_list_and_each_kind_of_trouble_is_told()
    {
        _test.Lists.Fails("one.test", DnsStatus.TimedOut).Fails("two.test", DnsStatus.ServerFailure).Lists("white.test", Client, "127.0.0.255");
        await WatchAsync(times: 2);
        Assert.Equal([300, 301, 302], _notices.Ids.Order());
        Assert.Contains("Provider white answered 127.0.0.255", _notices.Of(300)[0], StringComparison.Ordinal);
        Assert.StartsWith("Provider one did not answer in time", _notices.Of(301)[0], StringComparison.Ordinal);
        Assert.Contains("for provider two (ServerFailure)", _notices.Of(302)[0], StringComparison.Ordinal);
        _test.Lists.Fails("one.test", DnsStatus.Unreachable);
        await WatchAsync(times: 2, client: "192.0.2.2");
        Assert.Equal(2, _notices.Of(302).Count);
    }

    [Fact]
    public async Task A_parked_domain_with_ever_new_addresses_does_not_flood_memory()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("parked"));
        for (var i = 0; i < 3000; i++)
        {
            var client = $"198.51.{i >> 8}.{i & 255}";
            test.Lists.Lists("parked.test", client, $"93.{i >> 8}.{i & 255}.34");
            _trouble.Watch(await test.EvaluateAsync(client));
        }

        Assert.Single(_notices.All);
    }

    [Fact]
    public async Task Many_connections_that_meet_the_same_trouble_at_once_tell_it_once()
    {
        _test.Lists.Lists("one.test", Client, "127.255.255.254").Fails("two.test", DnsStatus.TimedOut);
        var verdict = await _test.EvaluateAsync();
        for (var round = 1; round <= 100; round++)
        {
            using var start = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    _trouble.Watch(verdict);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Equal(2 * round, _notices.All.Count);
            _test.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public async Task A_verdict_that_misses_nothing_is_no_trouble()
    {
        await WatchAsync(times: 1);
        _trouble.Watch(Verdict.WithoutSettings(default));
        Assert.Empty(_notices.All);
    }

    private async Task WatchAsync(int times, string client = Client)
    {
        for (var i = 0; i < times; i++)
            _trouble.Watch(await _test.EvaluateAsync(client));
    }
}
