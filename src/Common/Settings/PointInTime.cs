using System;
using System.Globalization;

namespace IpBlock.Settings;

/// <summary>Points in time as the settings write them (ISO 8601): <c>2026-12-31T18:00:00Z</c>, <c>2026-12-31T18:00+01:00</c>, <c>2026-12-31</c>.</summary>
public static class PointInTime
{
    private static readonly string[] WithOffset =
        ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    private static readonly string[] Utc =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>
    /// Reads a date with time and offset. A date alone means that the day, in UTC, is the last one: the moment read is the midnight that ends it.
    /// A time without offset is refused, because mail servers of one company stand in several time zones.
    /// </summary>
    public static bool TryParse(string? text, out DateTimeOffset moment, out string? reason)
    {
        var trimmed = (text ?? "").Trim();
        reason = null;
        if (DateTimeOffset.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment) && moment.Year < 9999)
        {
            moment = moment.AddDays(1);
            return true;
        }

        if (DateTimeOffset.TryParseExact(trimmed, Utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)
            || DateTimeOffset.TryParseExact(trimmed, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment))
            return true;
        reason = $"'{trimmed}' is not a date or a time with an offset from UTC; write 2026-12-31 or 2026-12-31T18:00:00Z";
        return false;
    }

    /// <summary>In UTC, to the second unless there is a fraction.</summary>
    public static string Format(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
