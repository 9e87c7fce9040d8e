using System;
using IpBlock.Lists;
using IpBlock.Service.Feeds;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

public sealed class FeedTimesTests
{
    private static readonly DateTimeOffset Tried = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ListSettings List = SettingsFile.Parse("""{ "lists": [ { "name": "a", "url": "https://a.test/", "refresh": "1h" } ] }""", "a").Settings!.Lists[0];

    [Theory]
    [InlineData(0, 0.0, 54)]
    [InlineData(0, 0.5, 60)]
    [InlineData(0, 1.0, 66)]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 0.5, 2)]
    [InlineData(4, 0.5, 8)]
    [InlineData(1, 0.0, 0.75)]
    [InlineData(1, 1.0, 1.25)]
    [InlineData(7, 0.5, 60)]
    [InlineData(1000, 0.5, 60)]
    public void The_next_time_is_in_so_many_minutes(int failures, double chance, double minutes) =>
        Assert.Equal(minutes, (FeedTimes.Next(List, new FeedRecord { Tried = Tried, Failures = failures }, Tried, chance) - Tried).TotalMinutes, 6);

    [Fact]
    public void What_has_never_been_tried_is_due() => Assert.Equal(DateTimeOffset.MinValue, FeedTimes.Next(List, new FeedRecord(), Tried, 0.5));

    [Fact]
    public void What_was_tried_in_the_future_is_due() =>
        Assert.Equal(DateTimeOffset.MinValue, FeedTimes.Next(List, new FeedRecord { Tried = Tried, Failures = 3, NotBefore = Tried.AddHours(9) }, Tried.AddDays(-365), 0.5));

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(2, 120)]
    [InlineData(1000, 1440)]
    public void A_server_is_left_alone_as_long_as_it_wants_but_not_for_ever(double hours, double minutes) =>
        Assert.Equal(minutes, (FeedTimes.Next(List, new FeedRecord { Tried = Tried, Failures = 1, NotBefore = Tried.AddHours(hours) }, Tried, 0.5) - Tried).TotalMinutes, 6);
}
