using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.LogIndex;
using IpBlock.LogIndex.Asking;

namespace IpBlock.Manager.Pages.Reports;

/// <summary>Decisions of some hours.</summary>
/// <param name="Start">When they begin.</param>
/// <param name="Accepted">Served, marked or not.</param>
/// <param name="Reported">Served, and reported as what would have been refused.</param>
/// <param name="Refused">Rejected or deferred.</param>
public sealed record ReportBar(DateTimeOffset Start, long Accepted, long Reported, long Refused)
{
    /// <summary>All of them.</summary>
    public long All => Accepted + Reported + Refused;
}

/// <summary>Decisions by one list.</summary>
/// <param name="Name">The list.</param>
/// <param name="Accepted">Served because of it, as by an allow list.</param>
/// <param name="Reported">Only reported.</param>
/// <param name="Refused">Rejected or deferred.</param>
public sealed record ReportedList(string Name, long Accepted, long Reported, long Refused);

/// <summary>The sums of a span of the log.</summary>
public sealed class ReportSums
{
    private ReportSums(IReadOnlyList<ReportBar> bars, IReadOnlyList<ReportedList> lists) => (Bars, Lists) = (bars, lists);

    /// <summary>Over time, oldest first; also the hours in which nothing was decided.</summary>
    public IReadOnlyList<ReportBar> Bars { get; }

    /// <summary>By list; those that refuse most first.</summary>
    public IReadOnlyList<ReportedList> Lists { get; }

    /// <summary>All decisions.</summary>
    public long Decisions => Bars.Sum(static bar => bar.All);

    /// <summary>Those that were rejected or deferred.</summary>
    public long Refused => Bars.Sum(static bar => bar.Refused);

    /// <summary>How many were rejected, in a sentence; there must be decisions.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture, $"{Refused:N0} of {Decisions:N0} decisions ({100.0 * Refused / Decisions:0.#}%) rejected or deferred.");

    /// <summary>Asks the index of the log.</summary>
    /// <param name="questions">The index.</param>
    /// <param name="span">Of which time.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The sums, which are zero where there is a problem, and the problem.</returns>
    public static async Task<(ReportSums Sums, string? Problem)> ReadAsync(ILogQuestions questions, ReportSpan span, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(span);
        var answer = await questions.HoursAsync(span.First, span.End.AddTicks(-1), stop);
        return (Of(answer.Value, span.First, span.Count, span.BarHours), answer.Problem);
    }

    /// <summary>Puts the sums of months together, the newest first.</summary>
    public static IReadOnlyList<ReportBar> OfMonths(IReadOnlyList<MonthSum> months) =>
        [.. months.GroupBy(static sum => sum.Month).OrderByDescending(static month => month.Key)
            .Select(static month => new ReportBar(month.Key, Sum(month, IsAccepted), Sum(month, IsReported), Sum(month, IsRefused)))];

    /// <summary>Puts the sums of hours together.</summary>
    /// <param name="hours">What the index has.</param>
    /// <param name="first">When the first bar begins.</param>
    /// <param name="count">How many bars there are.</param>
    /// <param name="barHours">How many hours each has.</param>
    public static ReportSums Of(IReadOnlyList<HourSum> hours, DateTimeOffset first, int count, int barHours)
    {
        var span = TimeSpan.FromHours(barHours);
        var byBar = hours.ToLookup(sum => (int)((sum.Hour - first).Ticks / span.Ticks));
        var bars = Enumerable.Range(0, count).Select(place => new ReportBar(
            first + (place * span), Sum(byBar[place], IsAccepted), Sum(byBar[place], IsReported), Sum(byBar[place], IsRefused)));
        var lists = hours.Where(static sum => sum.Provider.Length > 0).GroupBy(static sum => sum.Provider, StringComparer.OrdinalIgnoreCase)
            .Select(static list => new ReportedList(list.Key, Sum(list, IsAccepted), Sum(list, IsReported), Sum(list, IsRefused)))
            .OrderByDescending(static list => list.Refused).ThenByDescending(static list => list.Reported);
        return new ReportSums([.. bars], [.. lists]);
    }

    private static long Sum(IEnumerable<HourSum> hours, Func<LoggedAction, bool> isMeant) =>
        hours.Where(sum => isMeant(sum.Action)).Sum(static sum => sum.Decisions);

    private static long Sum(IEnumerable<MonthSum> months, Func<LoggedAction, bool> isMeant) =>
        months.Where(sum => isMeant(sum.Action)).Sum(static sum => sum.Decisions);

    private static bool IsRefused(LoggedAction action) => action is LoggedAction.Rejected or LoggedAction.Deferred;

    private static bool IsReported(LoggedAction action) => action == LoggedAction.Reported;

    private static bool IsAccepted(LoggedAction action) => !IsRefused(action) && !IsReported(action);
}
