using System;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>When a report is due.</summary>
internal static class DigestTimes
{
    /// <summary>The last moment, not after now, at which a report was due; null when none is wanted.</summary>
    /// <param name="digest">How often.</param>
    /// <param name="hour">From which hour on, 0 to 23, in <paramref name="zone"/>; one that the day does not have is the next.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="zone">The server's time zone.</param>
    public static DateTimeOffset? Last(NotifyDigest digest, int hour, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (digest == NotifyDigest.None)
            return null;
        var day = TimeZoneInfo.ConvertTime(now, zone).Date;
        while (digest == NotifyDigest.Weekly && day.DayOfWeek != DayOfWeek.Monday)
            day = day.AddDays(-1);
        var last = At(day, hour, zone);
        return last <= now ? last : At(day.AddDays(-LengthOf(digest).Days), hour, zone);
    }

    /// <summary>How much a report covers.</summary>
    public static TimeSpan LengthOf(NotifyDigest digest) => digest == NotifyDigest.Weekly ? TimeSpan.FromDays(7) : TimeSpan.FromDays(1);

    private static DateTimeOffset At(DateTime day, int hour, TimeZoneInfo zone)
    {
        var time = day.AddHours(hour);
        while (zone.IsInvalidTime(time))
            time = time.AddMinutes(30);
        return new DateTimeOffset(time, zone.GetUtcOffset(time));
    }
}
