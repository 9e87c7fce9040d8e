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
        var first = ReportSpan.FirstOf(Now, 28, 6);
        var hours = Enumerable.Range(0, 168).Select(hour => new HourSum(first.AddHours(hour), "", LoggedAction.Accepted, 1)).ToList();
        var sums = ReportSums.Of(hours, first, 28, 6);
        Assert.All(sums.Bars, static bar => Assert.Equal(6, bar.Accepted));
        Assert.Equal(168, sums.Decisions);
        Assert.InRange(Now, sums.Bars[^1].Start, sums.Bars[^1].Start.AddHours(6));
    }

    [Fact]
    public void Outcomes_are_told_apart_and_lists_put_in_order()
    {
        var first = ReportSpan.FirstOf(Now, 24, 1);
        HourSum[] hours =
        [
            new(first, "A", LoggedAction.Reported, 9), new(first, "B", LoggedAction.Rejected, 2), new(first, "B", LoggedAction.Deferred, 3),
            new(first, "", LoggedAction.Accepted, 4), new(first, "", LoggedAction.Marked, 5), new(first, "A", LoggedAction.Failed, 6),
        ];
        var sums = ReportSums.Of(hours, first, 24, 1);
        Assert.Equal(new ReportBar(first, 15, 9, 5), sums.Bars[0]);
        Assert.Equal([new ReportedList("B", 0, 0, 5), new ReportedList("A", 6, 9, 0)], sums.Lists);
    }

    [Fact]
    public void A_month_begins_with_its_first_day_in_utc_and_has_a_bar_for_each()
    {
        var month = ReportSpan.Of("2026-02", Now);
        Assert.Equal(("February 2026", 28, 24), (month.Title, month.Count, month.BarHours));
        var (first, next) = (new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((first, next), (month.First, month.End));
        Assert.Equal("log?since=2026-02-01T00:00:00Z&until=2026-03-01T00:00:00Z", Uri.UnescapeDataString(month.Log.Page));
        Assert.All(["", "9999-12", "2026-13", "x"], static word => Assert.Equal("7d", ReportSpan.Of(word, Now).Word));
    }

    [Fact]
    public void Months_are_put_together_the_newest_first()
    {
        var (november, october) = (ReportSpan.Of("2026-11", Now).First, ReportSpan.Of("2026-10", Now).First);
        MonthSum[] months = [new(october, LoggedAction.Rejected, 1), new(november, LoggedAction.Accepted, 2), new(november, LoggedAction.Deferred, 3)];
        Assert.Equal([new ReportBar(november, 2, 0, 3), new ReportBar(october, 0, 0, 1)], ReportSums.OfMonths(months));
    }
}
