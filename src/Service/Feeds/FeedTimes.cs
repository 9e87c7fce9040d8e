using System;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Service.Feeds;

/// <summary>When a list is asked for the next time.</summary>
internal static class FeedTimes
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>
    /// After a success the refresh interval, give or take a tenth, so that all the world does not ask at the full hour; after a failure a minute, doubled with each, give or take a
    /// quarter, and never longer than the interval. Not before the server wants it, if that is within a day. At once after a try in the future: the clock ran ahead then, and nobody knows when it was.
    /// </summary>
    /// <param name="list">Says how often.</param>
    /// <param name="record">Says how it went so far.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="chance">0 to 1: where in the span between earliest and latest.</param>
    public static DateTimeOffset Next(ListSettings list, FeedRecord record, DateTimeOffset now, double chance)
    {
        if (record.Tried is not { } tried || tried > now)
            return DateTimeOffset.MinValue;
        var next = tried + (record.Failures == 0 ? Spread(list.Refresh, 0.1, chance) : Spread(BackOff(list, record.Failures), 0.25, chance));
        return record.NotBefore is { } wanted && wanted > next ? (wanted < tried + LongestWait ? wanted : tried + LongestWait) : next;
    }

    private static TimeSpan BackOff(ListSettings list, int failures)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(failures, 20) - 1);
        return wait < list.Refresh ? wait : list.Refresh;
    }

    private static TimeSpan Spread(TimeSpan wait, double share, double chance) => wait * (1 - share + (2 * share * chance));
}
