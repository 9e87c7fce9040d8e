using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Service.Metrics;
using IpBlock.Tests.Time;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>What the runtime calls by itself fails, is counted, and goes on.</summary>
public sealed class CallbackTests : INoticeSink
{
    private readonly List<Notice> _notices = [];

    void INoticeSink.Write(Notice notice) => _notices.Add(notice);

    [Fact]
    public void A_tick_that_throws_is_counted_told_and_followed_by_the_next()
    {
        var machine = new FakeClock();
        var metrics = new ServiceMetrics();
        var clock = new GuardedClock(machine, new InternalErrors(metrics, new Complaints(this, machine)));
        var ticks = 0;
        using var timer = clock.Every(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("tick " + ++ticks));
        for (var i = 0; i < 15; i++)
            machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(15, ticks);
        Assert.Equal([418, 418], _notices.Select(static notice => notice.Id));
        Assert.Contains("tick 1", _notices[0].Text, StringComparison.Ordinal);
        Assert.Contains($"ipblock_internal_errors_total{{part=\"{nameof(CallbackTests)}", metrics.Page(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tick_that_throws_on_the_machines_clock_does_not_end_the_process()
    {
        var metrics = new ServiceMetrics();
        var clock = new GuardedClock(Clock.System, new InternalErrors(metrics, new Complaints(this, Clock.System)));
        var second = new TaskCompletionSource();
        var ticks = 0;
        using var timer = clock.Every(TimeSpan.FromMilliseconds(5), () =>
        {
            if (++ticks == 2)
                second.TrySetResult();
            throw new InvalidOperationException("on a thread of the pool");
        });
        await second.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
