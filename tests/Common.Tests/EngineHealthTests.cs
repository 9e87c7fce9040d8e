using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using Xunit;

namespace IpBlock.Tests;

/// <summary>The engine watches over its lists, over a real name server on loopback.</summary>
public sealed class EngineHealthTests : IAsyncDisposable
{
    // Time flies here: a minute of it must be longer than an answer takes.
    private static readonly string Two = $"\"lookupTimeout\": \"30s\", \"totalTimeout\": \"60s\", \"blockProviders\": [ {Some.List("one")}, {Some.List("two")} ]";
    private readonly EngineUnderTest _test = new();

    public EngineHealthTests()
    {
        foreach (var zone in new[] { "one.test", "two.test" })
            _test.Server.Zone(zone).Lists("127.0.0.2", "127.0.0.2").Ttl(0).SoaMinimum(0);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task A_list_that_lists_the_world_is_suspended_told_kept_on_disk_and_stays_so_when_the_settings_change()
    {
        _test.Server.Zone("one.test").ListsTheWorld("127.0.0.3");
        _test.WriteWatched(Two);
        Assert.Equal("one", (await _test.EvaluateAsync()).ProviderName);
        await UntilAsync(314);
        Assert.Contains("Provider one lists an address that no list may list (", Assert.Single(_test.Notices.Of(314)), StringComparison.Ordinal);
        var verdict = await _test.EvaluateAsync("192.0.2.8");
        Assert.Equal((VerdictAction.Accept, ProviderOutcome.Suspended), (verdict.Action, Assert.Single(verdict.Missing).Outcome));

        _test.WriteWatched(Two.Replace("30s", "29s", StringComparison.Ordinal));
        _test.Pass(5);
        Assert.Equal(2, _test.Notices.Of(100).Count);
        Assert.Equal(VerdictAction.Accept, (await _test.EvaluateAsync("192.0.2.9")).Action);
        Assert.True(_test.Engine.Health!.Lists.Single(static list => list.Name == "one").IsSuspended);

        _test.Pass(5);
        _test.Engine.Dispose();
        Assert.Equal(HealthState.ListsWorld, HealthFile.Read(_test.PathOf("log")).Lists.Single(static list => list.Name == "one").Report.State);
    }

    [Fact]
    public async Task Probes_are_never_answered_from_what_is_remembered_and_do_not_fill_it()
    {
        _test.WriteWatched(Two);
        await _test.EvaluateAsync();
        for (var i = 0; _test.Server.CountFor("2.0.0.127.one.test") < 2; i++)
        {
            Assert.True(i < 3000, "There was no second probe.");
            _test.Pass(1);
            await Task.Delay(2);
        }

        Assert.Equal(0, _test.Engine.DnsCounters.FromCache);
        Assert.InRange(_test.Engine.Resolver!.CachedAnswers, 0, 2);
    }

    [Fact]
    public async Task Turned_off_nobody_is_probed_and_a_suspended_list_is_asked_again()
    {
        _test.Server.Zone("one.test").ListsTheWorld("127.0.0.3");
        _test.WriteWatched(Two);
        await _test.EvaluateAsync();
        await UntilAsync(314);
        _test.Write(Two);
        _test.Pass(5);
        _test.Server.Forget();
        _test.Pass(3600);
        Assert.Empty(_test.Server.Queries);
        Assert.Equal("one", (await _test.EvaluateAsync("192.0.2.9")).ProviderName);
    }

    private async Task UntilAsync(int notice)
    {
        for (var i = 0; _test.Notices.Of(notice).Count == 0; i++)
        {
            Assert.True(i < 3000, "Notices so far: " + string.Join(" | ", _test.Notices.All.Select(static one => one.Text)));
            _test.Pass(0.2);
            await Task.Delay(10);
        }
    }
}
