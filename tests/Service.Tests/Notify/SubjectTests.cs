using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>What is told of, how often, and when it is over.</summary>
public sealed class SubjectTests
{
    [Fact]
    public async Task What_is_wrong_for_a_minute_is_told_once_and_again_when_it_is_well()
    {
        await using var test = new NotifierUnderTest();
        await test.PassAsync(TimeSpan.FromSeconds(55));
        Assert.Empty(test.Sent);
        await test.PassAsync(1);
        var told = Assert.Single(Assert.Single(test.Sent).Items);
        Assert.Equal(("list.file/list1", ItemState.Wrong, NotifySeverity.Warning), (told.Subject, told.State, told.Severity));
        Assert.Contains("list1.txt does not exist", told.Text, StringComparison.Ordinal);

        await test.PassAsync(180);
        Assert.Single(test.Sent);
        test.Mend(1);
        await test.PassAsync(4);
        Assert.Single(test.Sent);
        await test.PassAsync(2);
        var solved = Assert.Single(test.Sent[1].Items);
        Assert.Equal(("list.file/list1", ItemState.Solved, "solved"), (solved.Subject, solved.State, test.Sent[1].Kind));
    }

    [Fact]
    public async Task What_lasts_less_than_a_minute_is_no_news()
    {
        await using var test = new NotifierUnderTest();
        await test.PassAsync(TimeSpan.FromSeconds(45));
        test.Mend(1);
        await test.PassAsync(30);
        Assert.Empty(test.Sent);
    }

    [Fact]
    public async Task What_comes_and_goes_is_told_of_at_most_once_an_hour()
    {
        await using var test = new NotifierUnderTest();
        for (var i = 0; i < 24; i++)
        {
            await test.PassAsync(8);
            test.Mend(1, isWell: i % 2 == 0);
        }

        var told = test.Channel.Tries.Where(static one => one.Notification.Kind == "alert").Select(static one => one.At).ToList();
        Assert.InRange(told.Count, 3, 4);
        Assert.All(told.Zip(told.Skip(1)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromHours(1), $"{pair.First} {pair.Second}"));
    }

    [Fact]
    public async Task Two_hundred_that_go_wrong_at_once_stand_in_one_message()
    {
        await using var test = new NotifierUnderTest(lists: 200);
        await test.PassAsync(90);
        var message = Assert.Single(test.Sent);
        Assert.Equal(200, message.Items.Select(static item => item.Subject).Distinct().Count());
        Assert.Contains("(and 199 more)", NotificationText.TitleOf(message), StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 200), number => Assert.Contains($"list{number} ", NotificationText.BodyOf(message), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_that_go_wrong_soon_after_each_other_are_five_minutes_apart()
    {
        // Both have been wrong before, for a moment, in whatever order.
        await using var test = new NotifierUnderTest(lists: 3);
        await test.PassAsync(TimeSpan.FromSeconds(45));
        test.Mend(2);
        test.Mend(3);
        await test.PassAsync(TimeSpan.FromSeconds(90));
        test.Mend(2, isWell: false);
        await test.PassAsync(1);
        test.Mend(3, isWell: false);
        await test.PassAsync(2);
        Assert.Single(test.Sent);
        await test.PassAsync(3);
        Assert.Equal(["list.file/list2", "list.file/list3"], test.Sent[1].Items.Select(static item => item.Subject));
        Assert.True(test.Channel.Tries[1].At - test.Channel.Tries[0].At >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_restart_tells_nothing_twice_and_the_end_of_what_was_told_before_it()
    {
        await using var before = new NotifierUnderTest();
        await before.PassAsync(3);
        Assert.Single(before.Sent);
        await before.StopAsync();

        await using var after = new NotifierUnderTest(beside: before);
        await after.PassAsync(120);
        Assert.Empty(after.Sent);
        after.Mend(1);
        await after.PassAsync(7);
        Assert.Equal(ItemState.Solved, Assert.Single(Assert.Single(after.Sent).Items).State);
    }

    [Theory]
    [InlineData("critical", false, true)]
    [InlineData("warning", true, true)]
    public async Task Only_what_is_severe_enough_is_told(string least, bool tellsWarning, bool tellsCritical)
    {
        await using var test = new NotifierUnderTest(notify: $"\"minimumSeverity\": \"{least}\"");
        await test.PassAsync(1);
        test.WriteState("state-agent-here-1000000000.json", static state => AsDeadAgent(state));
        await test.PassAsync(12);
        var subjects = test.Sent.SelectMany(static one => one.Items).ToList();
        Assert.Equal(tellsWarning, subjects.Exists(static item => item.Subject == "list.file/list1"));
        Assert.Equal(tellsCritical, subjects.Exists(static item => item is { Subject: "running.ended/agent/EdgeTransport", Severity: NotifySeverity.Critical }));
    }

    [Fact]
    public async Task Nobody_says_that_it_is_well_because_the_process_that_said_so_has_died()
    {
        await using var test = new NotifierUnderTest();
        test.Mend(1);
        await test.PassAsync(1);
        Agent(true);
        for (var i = 0; i < 12; i++)
        {
            await test.PassAsync(TimeSpan.FromSeconds(10));
            Agent(true);
        }

        Assert.Equal("list.file/other", Assert.Single(Assert.Single(test.Sent).Items).Subject);
        test.WriteState("state-agent-here-1.json", static state => AsDeadAgent(state));
        await test.PassAsync(30);
        Assert.DoesNotContain(test.Sent.SelectMany(static one => one.Items), static item => item.State == ItemState.Solved);
        Assert.Contains(test.Sent.SelectMany(static one => one.Items), static item => item.Subject == "running.ended/agent/EdgeTransport");

        void Agent(bool isIll) => test.WriteState("state-agent-here-1.json", state =>
        {
            (state["role"], state["program"], state["processId"]) = ("Agent", "EdgeTransport", 1);
            if (isIll)
                state["lists"] = new JArray(new JObject { ["name"] = "other", ["missing"] = true, ["file"] = "x" });
        });
    }

    [Fact]
    public async Task A_notice_that_no_finding_tells_of_is_an_event_once_an_hour()
    {
        await using var test = new NotifierUnderTest();
        test.Mend(1);
        await test.PassAsync(1);
        for (var i = 0; i < 9; i++)
        {
            test.Engine.Notices.Write(LogMessages.ResolverOverloaded(7 + i));
            test.Engine.Notices.Write(LogMessages.NotifyFailed("webhook", "a reason of its own"));
            test.Engine.Notices.Write(LogMessages.ProviderSlow("one", "900 ms", ""));
            await test.PassAsync(10);
        }

        Assert.Equal(2, test.Sent.Count);
        Assert.All(test.Sent, static one => Assert.Equal("event", one.Kind));
        Assert.All(test.Sent, static one => Assert.StartsWith("notice/330/", Assert.Single(one.Items).Subject, StringComparison.Ordinal));
    }

    private static void AsDeadAgent(JObject state)
    {
        // Greater than any process id of Linux, and so nobody's.
        (state["role"], state["program"], state["processId"]) = ("Agent", "EdgeTransport", 1_000_000_000);
    }
}
