using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Notices;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>What has happened within five minutes of a notification waits for the next one.</summary>
public sealed class WaitingEventsTests
{
    [Fact]
    public async Task What_waits_when_the_service_stops_is_told_after_the_restart()
    {
        await using var before = new NotifierUnderTest();
        await before.PassAsync(2);
        Assert.Equal("list.file/list1", Assert.Single(Assert.Single(before.Sent).Items).Subject);
        before.Engine.Notices.Write(LogMessages.ResolverOverloaded(7));
        await before.PassAsync(1);
        Assert.Single(before.Sent);
        await before.StopAsync();

        await using var after = new NotifierUnderTest(beside: before);
        await after.PassAsync(10);
        Assert.Single(after.Sent.SelectMany(static one => one.Items), static item => item.Subject.StartsWith("notice/330/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_for_three_days_interests_nobody_any_more()
    {
        await using var before = new NotifierUnderTest();
        await before.PassAsync(2);
        before.Engine.Notices.Write(LogMessages.ResolverOverloaded(7));
        await before.PassAsync(1);
        await before.StopAsync();
        before.Clock.Advance(TimeSpan.FromDays(3));

        await using var after = new NotifierUnderTest(beside: before);
        await after.PassAsync(10);
        Assert.DoesNotContain(after.Sent.SelectMany(static one => one.Items), static item => item.Subject.StartsWith("notice/330/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_is_not_told_when_nobody_was_to_be_told_meanwhile()
    {
        await using var test = new NotifierUnderTest();
        await test.PassAsync(2);
        test.Engine.Notices.Write(LogMessages.ResolverOverloaded(7));
        await test.PassAsync(1);
        test.Channels = static _ => [];
        await test.PassAsync(1);
        test.Channels = _ => [test.Channel];
        await test.PassAsync(10);
        Assert.DoesNotContain(test.Sent.SelectMany(static one => one.Items), static item => item.Subject.StartsWith("notice/330/", StringComparison.Ordinal));
    }
}
