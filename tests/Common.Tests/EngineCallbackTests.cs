using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Tests.Time;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Tests;

/// <summary>The engine inside a mail server: what fails on a timer's thread costs that tick and nothing else.</summary>
public sealed class EngineCallbackTests : IAsyncDisposable
{
    private readonly EngineUnderTest _test = new();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public void A_timer_that_throws_is_counted_told_once_an_hour_and_goes_on()
    {
        var clock = new FailingClock(_test.Clock);
        using var engine = new FilterEngine(_test.SettingsPath, clock, _test.Notices);
        clock.IsBroken = true;
        _test.Pass(2 * 3600);
        Assert.Equal(120, engine.TaskErrors.Count);
        Assert.Equal(2, _test.Notices.Of(418).Count);
        Assert.All(_test.Notices.Of(418), static text => Assert.Contains("An error occurred in UsageWriter; the task continues: ", text, StringComparison.Ordinal));
        Assert.Contains("nobody knows the time", _test.Notices.Of(418)[0], StringComparison.Ordinal);

        clock.IsBroken = false;
        _test.Write($"\"blockProviders\": [ {Some.List("one")} ]");
        _test.Pass(5);
        Assert.NotNull(engine.Filter);
        Assert.Equal(120, engine.TaskErrors.Count);
    }

    [Fact]
    public async Task Timers_that_throw_on_threads_of_the_pool_do_not_end_the_process()
    {
        _test.WriteWatched($"\"blockProviders\": [ {Some.List("one")} ]");
        var clock = new FailingClock(Clock.System, TimeSpan.FromMilliseconds(1));
        using var engine = new FilterEngine(_test.SettingsPath, clock, _test.Notices);
        clock.IsBroken = true;
        await Some.UntilAsync(() => engine.TaskErrors.Count > 3, "a timer fails");
        clock.IsBroken = false;
    }

    [Fact]
    public void A_door_that_counts_errors_of_its_own_hears_of_the_engines()
    {
        var counted = 0;
        var errors = new TaskErrors(_test.Clock, _test.Notices, _ => counted++);
        using var engine = new FilterEngine(_test.SettingsPath, _test.Clock, _test.Notices, errors: errors);
        using var timer = engine.Clock.Every(TimeSpan.FromSeconds(1), static () => throw new InvalidOperationException("a door's own"));
        _test.Pass(3);
        Assert.Equal((3, 3), (counted, (int)engine.TaskErrors.Count));
        Assert.Equal("EngineCallbackTests", Assert.Single(_test.Notices.Of(418)).Split(' ', ';')[4]);
    }
}
