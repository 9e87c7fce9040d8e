using System;
using IpBlock.Settings;

namespace IpBlock.Administration.Logs;

/// <summary>From when on decisions are looked at, as people write it.</summary>
public static class Since
{
    private static readonly DateTimeOffset Epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads how long ago it was (<c>1h</c>, <c>7d</c>), or a date, alone or with a time. A date alone means its beginning.</summary>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset since)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (Duration.TryParse(text, out var duration, out _))
        {
            since = duration < now - Epoch ? now - duration : Epoch;
            return true;
        }

        if (!PointInTime.TryParse(text, out since, out _))
            return false;

        // As an end, a date alone means the end of the day; as a beginning, its beginning.
        if (text.IndexOf('T') < 0)
            since = since.AddDays(-1);
        return true;
    }
}
