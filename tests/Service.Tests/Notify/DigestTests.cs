using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>The report: when it is due, and what stands in it.</summary>
public sealed class DigestTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(NotifyDigest.Daily, 7, "2026-11-29T06:30:00Z", "2026-11-29T06:00:00Z")]
    [InlineData(NotifyDigest.Daily, 7, "2026-11-29T05:30:00Z", "2026-11-28T06:00:00Z")]
    [InlineData(NotifyDigest.Daily, 0, "2026-11-28T23:00:00Z", "2026-11-28T23:00:00Z")]
    [InlineData(NotifyDigest.Daily, 7, "2026-07-01T12:00:00Z", "2026-07-01T05:00:00Z")]
    [InlineData(NotifyDigest.Weekly, 7, "2026-11-29T12:00:00Z", "2026-11-23T06:00:00Z")]
    [InlineData(NotifyDigest.Weekly, 7, "2026-11-30T05:59:59Z", "2026-11-23T06:00:00Z")]
    [InlineData(NotifyDigest.Weekly, 7, "2026-11-30T06:00:00Z", "2026-11-30T06:00:00Z")]
    // In the night of 2026-03-29 there is no two o'clock, in that of 2026-10-25 there are two.
    [InlineData(NotifyDigest.Daily, 2, "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData(NotifyDigest.Daily, 2, "2026-10-25T12:00:00Z", "2026-10-25T01:00:00Z")]
    public void It_is_due_at_its_hour_in_the_servers_zone(NotifyDigest digest, int hour, string now, string due) =>
        Assert.Equal(Time(due), DigestTimes.Last(digest, hour, Time(now), Berlin));

    [Fact]
    public void Whatever_the_moment_it_was_due_before_it_and_not_longer_ago_than_it_covers()
    {
        Assert.Null(DigestTimes.Last(NotifyDigest.None, 7, Time("2026-11-29T06:30:00Z"), Berlin));
        for (var now = Time("2026-03-01T00:00:00Z"); now < Time("2026-11-30T00:00:00Z"); now += TimeSpan.FromMinutes(97))
        {
            foreach (var digest in new[] { NotifyDigest.Daily, NotifyDigest.Weekly })
            {
                var late = now - DigestTimes.Last(digest, now.Minute % 24, now, Berlin)!.Value;
                Assert.InRange(late, TimeSpan.Zero, DigestTimes.LengthOf(digest) + TimeSpan.FromHours(1));
            }
        }
    }

    [Fact]
    public async Task It_is_sent_once_a_day_with_what_was_rejected_by_which_list_and_what_needs_attention()
    {
        await using var test = new NotifierUnderTest(notify: "\"digest\": \"daily\", \"digestHour\": 7");
        Directory.CreateDirectory(test.LogFolder);
        await File.WriteAllTextAsync(Path.Combine(test.LogFolder, "IPBLOCK20260102-0001.log"), Log(), TestContext.Current.CancellationToken);
        await test.PassAsync(5);
        test.Clock.Leap(TimeSpan.FromHours(20));
        await test.PassAsync(5);
        var report = Assert.Single(test.Sent, static one => one.Kind == "report");
        Assert.Equal("Daily report: 2 of 3 rejected, 1 problem", NotificationText.TitleOf(report));
        var text = NotificationText.BodyOf(report);
        Assert.Contains("- List list1 is not active: its file", text, StringComparison.Ordinal);
        Assert.Contains("  Rejected      2 (66.7 %)\n", text, StringComparison.Ordinal);
        Assert.Contains("  Accepted      1 (33.3 %)\n", text, StringComparison.Ordinal);
        Assert.Contains(text.Split('\n'), static line => line.StartsWith("  One ", StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains("2"));
        Assert.All(text.Split('\n'), static line => Assert.True(line.Length <= 80 || !line.Trim().Contains(' ', StringComparison.Ordinal), line));
        var figures = JObject.Parse(NotificationJson.Of(report).ToString())["report"]!;
        Assert.Equal((3, 2), ((int)figures["decisions"]!, (int)figures["rejected"]!));
        Assert.Equal("One", (string?)figures["lists"]![0]!["name"]);
    }

    [Fact]
    public async Task What_needs_attention_for_longest_comes_first()
    {
        // List 2 and 3 have been wrong before, for a moment, in whatever order.
        await using var test = new NotifierUnderTest(lists: 3, notify: "\"digest\": \"daily\", \"digestHour\": 7");
        Directory.CreateDirectory(test.LogFolder);
        await File.WriteAllTextAsync(Path.Combine(test.LogFolder, "IPBLOCK20260102-0001.log"), Log(), TestContext.Current.CancellationToken);
        await test.PassAsync(TimeSpan.FromSeconds(45));
        test.Mend(2);
        test.Mend(3);
        await test.PassAsync(TimeSpan.FromSeconds(90));
        test.Mend(2, isWell: false);
        await test.PassAsync(1);
        test.Mend(3, isWell: false);
        await test.PassAsync(3);
        test.Clock.Leap(TimeSpan.FromHours(20));
        await test.PassAsync(5);
        var text = NotificationText.BodyOf(Assert.Single(test.Sent, static one => one.Kind == "report"));
        var places = new[] { "- List list1", "- List list2", "- List list3" }.Select(one => text.IndexOf(one, StringComparison.Ordinal)).ToList();
        Assert.True(places[0] >= 0 && places[0] < places[1] && places[1] < places[2], text);
    }

    [Fact]
    public async Task A_service_that_was_stopped_at_the_hour_sends_it_after_its_start_and_not_twice()
    {
        const string Notify = "\"digest\": \"daily\", \"digestHour\": 7";
        await using var before = new NotifierUnderTest(notify: Notify);
        before.Mend(1);
        await before.PassAsync(5);
        await before.StopAsync();
        before.Clock.Advance(TimeSpan.FromHours(26));
        await using var after = new NotifierUnderTest(beside: before);
        await after.PassAsync(5);
        Assert.Equal("report", Assert.Single(after.Sent).Kind);
        await after.StopAsync();
        await using var again = new NotifierUnderTest(beside: before);
        await again.PassAsync(5);
        Assert.Empty(again.Sent);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Log() => Commands.LogCommandTests.Head
        + Line("2026-01-02T04:00:00.000Z", "203.0.113.1", "RejectConnection", "BlockProvider", "One")
        + Line("2026-01-02T04:00:01.000Z", "203.0.113.2", "RejectConnection", "BlockProvider", "One")
        + Line("2026-01-02T04:00:02.000Z", "203.0.113.3", "AcceptConnection", "", "")
        + Line("2025-12-30T04:00:02.000Z", "203.0.113.4", "RejectConnection", "BlockProvider", "One");

    private static string Line(string time, string client, string action, string rule, string provider) =>
        $"{time},s{client},,{client}:4000,OnConnect,{action},{(rule.Length > 0 ? "550 no" : "")},{rule},{provider},,,,,1,\n";
}
