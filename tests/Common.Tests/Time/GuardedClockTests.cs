using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Tests.Time;

/// <summary>What the runtime calls by itself fails, is told, and goes on.</summary>
public sealed class GuardedClockTests
{
    private readonly FakeClock _machine = new();
    private readonly List<(string Task, string Reason)> _failed = [];

    [Fact]
    public void A_tick_that_throws_is_told_by_the_class_it_is_of_and_followed_by_the_next()
    {
        var ticks = 0;
        using var timer = Guarded().Every(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("tick " + ++ticks));
        _machine.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([(nameof(GuardedClockTests), "tick 1"), (nameof(GuardedClockTests), "tick 2"), (nameof(GuardedClockTests), "tick 3")], _failed);
    }

    [Fact]
    public async Task Work_that_was_put_off_and_throws_is_told()
    {
        var told = new TaskCompletionSource<string>();
        new GuardedClock(_machine, (task, failure) => told.TrySetResult(task + ": " + failure.Message)).After(TimeSpan.FromSeconds(5), Fail);
        _machine.Advance(TimeSpan.FromSeconds(4));
        Assert.False(told.Task.IsCompleted);
        _machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(nameof(GuardedClockTests) + ": later", await told.Task.WaitAsync(Some.Patience));
    }

    [Fact]
    public async Task A_tick_that_throws_on_the_machines_clock_does_not_end_the_process()
    {
        var clock = new GuardedClock(Clock.System, static (_, _) => { });
        var second = new TaskCompletionSource();
        var ticks = 0;
        using var timer = clock.Every(TimeSpan.FromMilliseconds(5), () =>
        {
            if (++ticks == 2)
                second.TrySetResult();
            throw new InvalidOperationException("on a thread of the pool");
        });
        await second.Task.WaitAsync(Some.Patience);
    }

    [Fact]
    public void Its_time_is_that_of_the_clock_within() =>
        Assert.Equal((_machine.UtcNow, _machine.Elapsed), (Guarded().UtcNow, Guarded().Elapsed));

    private static void Fail() => throw new InvalidOperationException("later");

    private GuardedClock Guarded() => new(_machine, (task, failure) => _failed.Add((task, failure.Message)));
}
