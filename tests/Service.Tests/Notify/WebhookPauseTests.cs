using System;
using System.Globalization;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>A receiver that wants to be left alone for a while says so in seconds or with a date.</summary>
public sealed class WebhookPauseTests : IDisposable
{
    private readonly Channels _channels = new();

    public void Dispose() => _channels.Dispose();

    [Fact]
    public async Task A_date_is_counted_from_the_servers_own_clock()
    {
        var now = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromMinutes(10), await PauseAsync(Text(now), Text(now.AddMinutes(10))));
        Assert.Null(await PauseAsync(Text(now), Text(now.AddMinutes(-10))));
        Assert.Equal(TimeSpan.FromDays(30), await PauseAsync(Text(now), Text(DateTimeOffset.MaxValue)));
    }

    [Fact]
    public async Task Seconds_are_taken_up_to_thirty_days()
    {
        var now = Text(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(90), await PauseAsync(now, "90"));
        Assert.Equal(TimeSpan.FromDays(30), await PauseAsync(now, "2000000000"));
        Assert.Null(await PauseAsync(now, "0"));
    }

    private async Task<TimeSpan?> PauseAsync(string date, string retryAfter)
    {
        await using var server = await HookServer.StartAsync(_channels.Authority.Good());
        server.Answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.Date = date;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };
        return (await _channels.PostAsync(server.Url)).RetryAfter;
    }

    private static string Text(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);
}
