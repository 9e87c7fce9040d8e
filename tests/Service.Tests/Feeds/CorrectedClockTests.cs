using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Lists;
using IpBlock.Service.Feeds;
using IpBlock.Service.Metrics;
using IpBlock.Testing;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>A clock that ran ahead and is set right: lists are fetched when it is time, and not when that year comes.</summary>
public sealed class CorrectedClockTests
{
    [Fact]
    public async Task A_service_that_runs_goes_on_fetching()
    {
        await using var test = await FeedUnderTest.StartAsync();
        _ = test.Settings;
        var clock = new FakeClock();
        var right = clock.UtcNow;
        clock.SetUtcNow(right.AddYears(1));
        using var engine = new FilterEngine(test.SettingsPath, clock, test);
        using var metrics = new ServiceMetrics();
        await using var schedule = new FeedSchedule(engine, test.SettingsPath, clock, test, metrics.ObserveLists(engine.Lists, clock));
        await Waiting.UntilAsync(() => test.Record.Result == FeedResult.Updated, static () => "The list was never fetched.");
        clock.SetUtcNow(right);
        clock.Advance(TimeSpan.FromHours(3));
        await Task.Delay(50);
        Assert.Single(test.Server.Requests);
        await clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => test.Server.Requests.Count > 1, static () => "The list was never fetched again.");
        Assert.InRange((clock.UtcNow - right).TotalHours, 3, 5.5);
    }

    [Fact]
    public async Task A_service_that_is_started_after_it_fetches_at_once()
    {
        await using var test = await FeedUnderTest.StartAsync();
        await test.HavingAsync();
        File.WriteAllText(test.Place.Record, (test.Record with { Tried = DateTimeOffset.UtcNow.AddYears(1) }).ToJson());
        var clock = new FakeClock();
        clock.SetUtcNow(DateTimeOffset.UtcNow);
        using var engine = new FilterEngine(test.SettingsPath, clock, test);
        using var metrics = new ServiceMetrics();
        await using var schedule = new FeedSchedule(engine, test.SettingsPath, clock, test, metrics.ObserveLists(engine.Lists, clock));
        await Waiting.UntilAsync(() => test.Server.Requests.Count == 2, static () => "The list was never fetched again.");
    }
}
