using System;
using System.Linq;
using IpBlock.LogIndex;
using IpBlock.Manager.Pages.Reports;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Reports;

public sealed class ReportSumsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 11, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Each_hour_is_in_one_bar_and_the_last_bar_holds_the_present()
    {
        var first = ReportSums.FirstOf(Now, 28, 6);
        var hours = Enumerable.Range(0, 168).Select(hour => new HourSum(first.AddHours(hour), "", LoggedAction.Accepted, 1)).ToList();
        var sums = ReportSums.Of(hours, first, 28, 6);
        Assert.All(sums.Bars, static bar => Assert.Equal(6, bar.Accepted));
        Assert.Equal(168, sums.Decisions);
        Assert.InRange(Now, sums.Bars[^1].Start, sums.Bars[^1].Start.AddHours(6));
    }

    [Fact]
    public void Outcomes_are_told_apart_and_lists_put_in_order()
    {
        var first = ReportSums.FirstOf(Now, 24, 1);
        HourSum[] hours =
        [
            new(first, "A", LoggedAction.Reported, 9), new(first, "B", LoggedAction.Rejected, 2), new(first, "B", LoggedAction.Deferred, 3),
            new(first, "", LoggedAction.Accepted, 4), new(first, "", LoggedAction.Marked, 5), new(first, "A", LoggedAction.Failed, 6),
        ];
        var sums = ReportSums.Of(hours, first, 24, 1);
        Assert.Equal(new ReportBar(first, 15, 9, 5), sums.Bars[0]);
        Assert.Equal([new ReportedList("B", 0, 0, 5), new ReportedList("A", 6, 9, 0)], sums.Lists);
    }
}
