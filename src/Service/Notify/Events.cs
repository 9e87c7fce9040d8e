using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Notices;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>Notices of the processes that no finding tells of: what has happened, and is over with that.</summary>
internal static class Events
{
    private const int MostOfText = 120;

    // Of what these tell there is a finding as long as it lasts, or an end to one; the last are the notifier's own, which must not feed it.
    private static readonly HashSet<int> Told =
    [
        101, 102, 103, 200, 201, 310, 311, 312, 313, 314, 315, 316, 317, 318, 319, 320, 332, 341, 342, 343, 344, 345, 351, 352, 353, 361, 420,
        430, 431, 432,
    ];

    /// <summary>The notices of a process that were not there at the last look, as items, the oldest first.</summary>
    /// <param name="process">The process.</param>
    /// <param name="after">When the last one that has been looked at was told.</param>
    public static IEnumerable<Item> Since(RunningProcess process, DateTimeOffset after) => process.State.Notices
        .Where(notice => notice.At > after && !Told.Contains(notice.Id))
        .Select(notice => new Item(notice.At, SubjectOf(process, notice), ItemState.Event, SeverityOf(notice.Level), Subjects.Cut(notice.Text), ""));

    private static string SubjectOf(RunningProcess process, NoticeState notice) =>
        $"notice/{notice.Id.ToString(CultureInfo.InvariantCulture)}/{Subjects.KeyOf(process)}/{Subjects.WithoutNumbers(Beginning(notice.Text))}";

    // Whom it is about stands in front; what follows are another's words and changes from time to time.
    private static string Beginning(string text)
    {
        var end = text.IndexOf(": ", StringComparison.Ordinal);
        return text[..Math.Min(end < 0 ? text.Length : end, MostOfText)];
    }

    private static NotifySeverity SeverityOf(NoticeLevel level) => level switch
    {
        NoticeLevel.Error => NotifySeverity.Critical,
        NoticeLevel.Warning => NotifySeverity.Warning,
        _ => NotifySeverity.Information,
    };
}
