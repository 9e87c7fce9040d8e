using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Tests.Time;

/// <summary>What the machine's clock and the test's promise alike about timers.</summary>
public sealed class TimerTests
{
    [Fact]
    public async Task A_tick_that_hangs_holds_one_thread_and_ticks_go_on_when_it_ends()
    {
        // Never disposed: a last tick may still come to them while the timer goes.
        var release = new ManualResetEventSlim();
        var again = new ManualResetEventSlim();
        var (inside, most, ticks) = (0, 0, 0);
        using var timer = Clock.System.Every(TimeSpan.FromMilliseconds(1), () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            if (Interlocked.Increment(ref ticks) > 1)
                again.Set();
            release.Wait();
            Interlocked.Decrement(ref inside);
        });
        // Others of the same period fall due often enough meanwhile.
        await OthersTickAsync(100);
        Assert.Equal((1, 1), (Volatile.Read(ref ticks), Volatile.Read(ref most)));
        release.Set();
        Assert.True(await Task.Run(() => again.Wait(Some.Patience)));
        Assert.Equal(1, Volatile.Read(ref most));
    }

    [Fact]
    public void The_clock_of_tests_leaves_out_a_tick_that_would_overlap_itself_too()
    {
        var clock = new FakeClock();
        var seen = new List<string>();
        using var slow = clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            seen.Add("in");
            if (seen.Count == 1)
                clock.Advance(TimeSpan.FromSeconds(3));
            seen.Add("out");
        });
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["in", "out"], seen);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["in", "out", "in", "out"], seen);
    }

    [Fact]
    public void A_tick_that_throws_is_followed_by_the_next()
    {
        var clock = new FakeClock();
        var ticks = 0;
        using var timer = clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            if (++ticks == 1)
                throw new InvalidOperationException("broken");
        });
        Assert.Throws<InvalidOperationException>(() => clock.Advance(TimeSpan.FromSeconds(1)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, ticks);
    }

    private static async Task OthersTickAsync(int times)
    {
        var ticked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = times;
        using var other = Clock.System.Every(TimeSpan.FromMilliseconds(1), () =>
        {
            if (--left == 0)
                ticked.TrySetResult();
        });
        await ticked.Task.WaitAsync(Some.Patience);
    }
}
