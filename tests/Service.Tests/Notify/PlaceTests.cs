using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>Who sends, of several services with the same settings, and what a change of the settings does.</summary>
public sealed class PlaceTests
{
    [Fact]
    public async Task Of_two_services_with_the_same_settings_one_sends_and_the_other_when_that_has_ended()
    {
        await using var first = new NotifierUnderTest(lists: 2);
        first.Mend(2);
        await using var second = new NotifierUnderTest(beside: first);
        await first.PassAsync(10);
        // Two engines in one process have one state file, and may be in each other's way there: a notice, and an event.
        Assert.Single(first.Sent, static one => one.Kind == "alert");
        Assert.Empty(second.Sent);

        await first.StopAsync();
        second.Mend(2, isWell: false);
        await second.PassAsync(10);
        var alert = Assert.Single(second.Sent, static one => one.Kind == "alert");
        Assert.Contains("list.file/list2", alert.Items.Select(static item => item.Subject));
        Assert.DoesNotContain("list.file/list1", alert.Items.Select(static item => item.Subject));
    }

    [Fact]
    public async Task A_way_that_the_settings_get_is_used_without_a_restart_and_one_that_they_lose_no_more()
    {
        await using var test = new NotifierUnderTest();
        test.Channels = settings => settings.Every.TotalMinutes > 60 ? [test.Channel] : [];
        await test.PassAsync(10);
        Assert.Empty(test.Sent);
        test.WriteSettings(1, "\"every\": \"2h\"");
        test.Engine.Reload();
        await test.PassAsync(2);
        Assert.Single(test.Sent);
        test.WriteSettings(1, "\"every\": \"1h\"");
        test.Engine.Reload();
        test.Mend(1);
        await test.PassAsync(20);
        Assert.Single(test.Sent);
    }

    [Fact]
    public async Task A_change_of_the_settings_has_what_has_failed_tried_at_once()
    {
        await using var test = new NotifierUnderTest();
        test.Channel.Answer = static _ => Task.FromResult(SendResult.Failed("wrong password"));
        await test.PassAsync(40);
        var tries = test.Sent.Count;
        test.Channel.Answer = static _ => Task.FromResult(SendResult.Sent);
        test.WriteSettings(1, "\"timeout\": \"59s\"");
        test.Engine.Reload();
        await test.PassAsync(1);
        Assert.Equal(tries + 1, test.Sent.Count);
    }
}
