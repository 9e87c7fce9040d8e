using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>What becomes of notifications that cannot be sent.</summary>
public sealed class OutboxTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task Tries_are_made_at_growing_waits_and_all_that_has_gathered_goes_out_in_one()
    {
        await using var test = new NotifierUnderTest(lists: 2);
        test.Mend(2);
        test.Channel.Answer = static _ => Task.FromResult(SendResult.Failed("the server is down"));
        await test.PassAsync(10);
        test.Mend(2, isWell: false);
        await test.PassAsync(170);
        var waits = test.Channel.Tries.Zip(test.Channel.Tries.Skip(1), static (one, next) => (next.At - one.At).TotalMinutes).ToList();
        int[] expected = [1, 2, 4, 8, 16, 32, 60];
        Assert.Equal(expected.Take(waits.Count), waits.Select(static wait => (int)wait));
        Assert.True(waits.Count >= 6, string.Join(' ', waits));

        Assert.Contains("Notifications by webhook fail: the server is down (since ", Assert.Single(test.Engine.Troubles), StringComparison.Ordinal);
        Assert.Single(test.Notices, static notice => notice.Id == 430);
        test.Channel.Answer = static _ => Task.FromResult(SendResult.Sent);
        await test.PassAsync(61);
        Assert.Equal(["list.file/list1", "list.file/list2"], test.Sent[^1].Items.Select(static item => item.Subject));
        Assert.Empty(test.Engine.Troubles);
        Assert.Single(test.Notices, static notice => notice.Id == 431);
        var tries = test.Sent.Count;
        await test.PassAsync(120);
        Assert.Equal(tries, test.Sent.Count);
    }

    [Fact]
    public async Task That_a_way_is_closed_is_told_on_the_other_and_in_the_status()
    {
        await using var test = new NotifierUnderTest();
        var closed = new RecordingChannel(test.Clock, "e-mail") { Answer = static _ => Task.FromResult(SendResult.Failed("535 no")) };
        test.Channels = _ => [test.Channel, closed];
        await test.PassAsync(20);
        const string Trouble = "running.trouble/Notifications by e-mail fail";
        Assert.Contains(test.Sent.SelectMany(static one => one.Items), static item => item.Subject == Trouble);
        Assert.DoesNotContain(closed.Tries.SelectMany(static one => one.Notification.Items), static item => item.Subject == Trouble);
        var status = Administration.InForce.StatusReport.Read(test.SettingsPath, test.Clock);
        Assert.Contains("Notifications by e-mail fail: 535 no", string.Join('\n', status.Processes[0].Findings.Select(static one => one.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_sent_is_sent_after_a_restart()
    {
        await using var before = new NotifierUnderTest();
        before.Channel.Answer = static _ => Task.FromResult(SendResult.Failed("down"));
        await before.PassAsync(3);
        Assert.NotEmpty(before.Sent);
        await before.StopAsync();
        await using var after = new NotifierUnderTest(beside: before);
        await after.PassAsync(1);
        Assert.Equal("list.file/list1", Assert.Single(Assert.Single(after.Sent).Items).Subject);
    }

    [Fact]
    public async Task What_is_being_sent_when_the_service_stops_is_sent_after_the_restart()
    {
        await using var before = new NotifierUnderTest();
        before.Channel.Answer = static _ => new TaskCompletionSource<SendResult>().Task;
        await before.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => before.Sent.Count > 0, static () => "Nothing is ever sent.");
        var stopping = before.StopAsync();
        await before.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => stopping.IsCompleted, static () => "The service never stops.");
        await using var after = new NotifierUnderTest(beside: before);
        await after.PassAsync(1);
        Assert.Equal("list.file/list1", Assert.Single(Assert.Single(after.Sent).Items).Subject);
    }

    [Fact]
    public async Task A_damaged_file_costs_no_more_than_its_content()
    {
        const string Outboxes = """{ "version": 1, "outboxes": { "webhook": { "items": [ 1 ] } } }""";
        foreach (var damage in new[] { "", "nonsense", "[]", """{ "version": 1, "ledger": 7 }""", Outboxes, """{ "version": 9 }""" })
        {
            await using var test = new NotifierUnderTest();
            Directory.CreateDirectory(test.LogFolder);
            await test.PassAsync(TimeSpan.FromSeconds(20));
            var file = Assert.Single(Directory.GetFiles(test.LogFolder, "notify-*.json"));
            await test.StopAsync();
            await File.WriteAllTextAsync(file, damage, TestContext.Current.CancellationToken);
            await using var after = new NotifierUnderTest(beside: test);
            await after.PassAsync(3);
            Assert.Single(after.Sent);
        }
    }

    [Fact]
    public void Five_hundred_are_kept_and_the_oldest_are_dropped_and_counted()
    {
        var outbox = new Outbox();
        for (var i = 0; i < 7; i++)
            outbox.Add(Enumerable.Range(i * 100, 100).Select(static number => ItemOf(number)), Now);
        var next = outbox.Next(Now, TimeSpan.Zero, "mx1")!;
        Assert.Equal((500, 200), (next.Items.Count, next.Dropped));
        Assert.Equal("subject200", next.Items[0].Subject);
        Assert.Contains("200 earlier items are omitted", NotificationText.BodyOf(next), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_sent_for_three_days_is_dropped()
    {
        var outbox = new Outbox();
        outbox.Add([ItemOf(1)], Now);
        outbox.Add([ItemOf(2)], Now.AddDays(2));
        Assert.Equal(2, outbox.Next(Now.AddDays(3).AddSeconds(-1), TimeSpan.Zero, "mx1")!.Items.Count);
        Assert.Equal("subject2", Assert.Single(outbox.Next(Now.AddDays(3), TimeSpan.Zero, "mx1")!.Items).Subject);
        Assert.Null(outbox.Next(Now.AddDays(5), TimeSpan.Zero, "mx1"));
    }

    [Fact]
    public void What_comes_while_something_is_being_sent_is_not_lost_with_it()
    {
        var outbox = new Outbox();
        outbox.Add([ItemOf(1)], Now);
        var first = outbox.Next(Now, TimeSpan.Zero, "mx1")!;
        outbox.Add([ItemOf(2)], Now);
        outbox.Settle(first, SendResult.Sent, Now, TimeSpan.Zero);
        var second = outbox.Next(Now, TimeSpan.Zero, "mx1")!;
        Assert.Equal("subject2", Assert.Single(second.Items).Subject);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public void A_second_try_has_the_number_of_the_first()
    {
        var outbox = new Outbox();
        outbox.Add([ItemOf(1)], Now);
        var first = outbox.Next(Now, TimeSpan.Zero, "mx1")!;
        outbox.Settle(first, SendResult.Failed("down"), Now, TimeSpan.Zero);
        Assert.Null(outbox.Next(Now, TimeSpan.FromSeconds(59), "mx1"));
        Assert.Equal(first.Id, outbox.Next(Now, TimeSpan.FromSeconds(60), "mx1")!.Id);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(6, 0, 32)]
    [InlineData(7, 0, 60)]
    [InlineData(100, 0, 60)]
    [InlineData(1, 20, 20)]
    [InlineData(1, 600, 60)]
    [InlineData(5, 1, 16)]
    public void The_wait_after_a_failure_grows_and_is_never_longer_than_an_hour(int failures, int wanted, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Outbox.WaitAfter(failures, wanted == 0 ? null : TimeSpan.FromMinutes(wanted)));

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        var outbox = new Outbox();
        outbox.Add(Enumerable.Range(1, 3).Select(static number => ItemOf(number)), Now);
        outbox.Add(new Digest("title", "text\nof two lines\n", new JObject { ["decisions"] = 7 }));
        outbox.Settle(outbox.Next(Now, TimeSpan.Zero, "mx1")!, SendResult.Failed("down"), Now, TimeSpan.Zero);
        var read = Outbox.Parse(JToken.Parse(outbox.ToJson().ToString()));
        Assert.Equal(outbox.ToJson().ToString(), read.ToJson().ToString());
        Assert.Equal(outbox.Next(Now, TimeSpan.FromHours(2), "mx1")!.Items, read.Next(Now, TimeSpan.FromHours(2), "mx1")!.Items);
    }

    private static Item ItemOf(int number) => new(Now, "subject" + number, ItemState.Wrong, NotifySeverity.Warning, "text " + number, "next " + number);
}
