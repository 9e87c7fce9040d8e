using System;
using System.Threading.Tasks;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>What the runtime calls by itself fails, is counted, and goes on.</summary>
public sealed class CallbackTests
{
    [Fact]
    public async Task A_timer_of_the_service_that_throws_is_counted_told_and_followed_by_its_next_tick()
    {
        var machine = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync("""{ "service": { {service} } }""", machine);
        var ticks = 0;
        using var timer = service.Host.Engine.Clock.Every(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("tick " + ++ticks));
        for (var i = 0; i < 15; i++)
            machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(15, ticks);
        Assert.Contains("tick 1", Assert.Single(service.Notices, static notice => notice.Id == 418).Text, StringComparison.Ordinal);
        var (_, page) = await SettingsTests.GetAsync(service, "/metrics");
        Assert.Contains($"ipblock_internal_errors_total{{part=\"{nameof(CallbackTests)}\"}} 15", page, StringComparison.Ordinal);
    }
}
