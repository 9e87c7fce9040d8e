using System;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>A receiver can tell a second try from a new notification by its id, also when the service was restarted in between.</summary>
public sealed class NotificationIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void The_second_try_of_a_report_has_the_id_of_the_first_and_the_next_report_another()
    {
        var outbox = new Outbox();
        outbox.Add(Report());
        var first = Next(outbox);
        outbox.Settle(first, SendResult.Failed("down"), Now, TimeSpan.Zero);
        var second = Next(outbox);
        Assert.Equal(first.Id, second.Id);
        outbox.Settle(second, SendResult.Sent, Now, TimeSpan.Zero);
        outbox.Add(Report());
        Assert.NotEqual(first.Id, Next(outbox).Id);
    }

    [Fact]
    public void Items_and_the_report_keep_their_ids_over_a_restart()
    {
        var outbox = new Outbox();
        outbox.Add([new Item(Now, "subject", ItemState.Wrong, NotifySeverity.Warning, "text", "next")], Now);
        outbox.Add(Report());
        var read = Read(outbox.ToJson());
        var items = Next(outbox);
        Assert.Equal(items.Id, Next(read).Id);
        outbox.Settle(items, SendResult.Sent, Now, TimeSpan.Zero);
        read.Settle(items, SendResult.Sent, Now, TimeSpan.Zero);
        var report = Next(outbox);
        Assert.NotNull(report.Digest);
        Assert.NotEqual(items.Id, report.Id);
        Assert.Equal(report.Id, Next(read).Id);
    }

    [Fact]
    public void An_id_that_is_none_is_replaced()
    {
        var outbox = new Outbox();
        outbox.Add(Report());
        var json = outbox.ToJson();
        json["report"]!["id"] = "x@y>\r\nBcc: somebody@else.example";
        Assert.Matches("^[0-9a-f]{32}$", Next(Read(json)).Id);
    }

    private static Outbox Read(JObject json) => Outbox.Parse(JToken.Parse(json.ToString()));

    private static Notification Next(Outbox outbox) => outbox.Next(Now, TimeSpan.FromHours(2), "mx1")!;

    private static Digest Report() => new("title", "text", []);
}
