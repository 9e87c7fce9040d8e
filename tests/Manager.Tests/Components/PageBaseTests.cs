using System;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Components;
using IpBlock.Tests.Time;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Manager.Tests.Components;

public sealed class PageBaseTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_page_that_is_left_during_its_first_read_can_still_look_whether_it_is_and_gets_no_timer()
    {
        var clock = new FakeClock();
        var page = new Page(clock);
        page.Dispose();
        Assert.True(page.HasGone.IsCancellationRequested);
        page.Begin();
        clock.Advance(Period);
        Assert.Equal(0, page.Refreshed);
    }

    private sealed class Page : PageBase
    {
        public Page(Clock clock) => typeof(PageBase).GetProperty("Clock", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(this, clock);

        public int Refreshed { get; private set; }

        public CancellationToken HasGone => Gone;

        public void Begin() => Every(Period, () =>
        {
            Refreshed++;
            return Task.CompletedTask;
        });
    }
}
