using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Manager.Pages.Log;

namespace IpBlock.Manager.Pages.Reports;

/// <summary>A time of which there is a report: the last hours or days, or a month of UTC.</summary>
/// <param name="Word">What stands for it in an address: <c>24h</c>, <c>7d</c>, <c>30d</c>, or a month as <c>2026-11</c>.</param>
/// <param name="Title">What it is called.</param>
/// <param name="First">When its first bar begins.</param>
/// <param name="Count">How many bars it has.</param>
/// <param name="BarHours">How many hours each bar has.</param>
public sealed record ReportSpan(string Word, string Title, DateTimeOffset First, int Count, int BarHours)
{
    private const string MonthFormat = "yyyy-MM";
    private const int HoursOfDay = 24;

    private static readonly (string Word, string Title, int Count, int BarHours)[] Recents =
        [("24h", "Last 24 hours", 24, 1), ("7d", "Last 7 days", 28, 6), ("30d", "Last 30 days", 30, HoursOfDay)];

    /// <summary>When it ends: for the last days shortly after now.</summary>
    public DateTimeOffset End => First + (Count * TimeSpan.FromHours(BarHours));

    /// <summary>True for a month.</summary>
    public bool IsMonth => Word.Contains('-', StringComparison.Ordinal);

    /// <summary>The address of the log for this time.</summary>
    public LogAddress Log => IsMonth ? new LogAddress { Since = Text(First), Until = Text(End) } : new LogAddress { Since = Word };

    /// <summary>The last day, week and month.</summary>
    public static IReadOnlyList<ReportSpan> Recent(DateTimeOffset now) =>
        [.. Recents.Select(recent => new ReportSpan(recent.Word, recent.Title, FirstOf(now, recent.Count, recent.BarHours), recent.Count, recent.BarHours))];

    /// <summary>The time that a word stands for; the last week for any other word.</summary>
    public static ReportSpan Of(string? word, DateTimeOffset now)
    {
        var recent = Recent(now);
        if (recent.FirstOrDefault(span => span.Word == word) is { } last)
            return last;
        return DateTimeOffset.TryParseExact(word, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month)
            && month.Year < DateTime.MaxValue.Year
            ? Month(month)
            : recent[1];
    }

    /// <summary>A month.</summary>
    public static ReportSpan Month(DateTimeOffset month) => new(
        month.UtcDateTime.ToString(MonthFormat, CultureInfo.InvariantCulture), month.UtcDateTime.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.Zero), DateTime.DaysInMonth(month.Year, month.Month), HoursOfDay);

    /// <summary>When the first bar begins, so that the last one holds the present.</summary>
    internal static DateTimeOffset FirstOf(DateTimeOffset now, int count, int barHours)
    {
        var ticks = TimeSpan.FromHours(barHours).Ticks;
        return new DateTimeOffset((now.UtcTicks / ticks * ticks) - ((count - 1) * ticks), TimeSpan.Zero);
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
