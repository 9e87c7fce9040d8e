using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Tests.Time;

public sealed class FakeClockTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Ticks_run_in_order_of_time_and_see_their_own_time()
    {
        var start = _clock.Elapsed;
        var seen = new List<string>();
        using var slow = _clock.Every(TimeSpan.FromSeconds(3), () => seen.Add("slow " + (_clock.Elapsed - start).TotalSeconds));
        using var fast = _clock.Every(TimeSpan.FromSeconds(2), () => seen.Add("fast " + (_clock.Elapsed - start).TotalSeconds));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["fast 2", "slow 3", "fast 4", "slow 6", "fast 6"], seen);
    }

    [Fact]
    public void A_disposed_timer_is_silent()
    {
        var ticks = 0;
        _clock.Every(TimeSpan.FromSeconds(1), () => ticks++).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, ticks);
        Assert.Equal(0, _clock.Waiting);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        var delay = _clock.Delay(TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await delay;
    }

    [Fact]
    public async Task A_delay_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var delay = _clock.Delay(TimeSpan.FromSeconds(2), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delay);
        Assert.Equal(0, _clock.Waiting);
    }

    [Fact]
    public void The_time_of_day_passes_too_and_may_jump()
    {
        var midnight = new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);
        _clock.SetUtcNow(midnight);
        var before = _clock.Elapsed;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(midnight.AddMinutes(1), _clock.UtcNow);
        Assert.Equal(before.Add(TimeSpan.FromMinutes(1)), _clock.Elapsed);
    }
}
