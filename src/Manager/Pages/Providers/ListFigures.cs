using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Pages.Reports;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Manager.Pages.Providers;

/// <summary>
/// What each list was worth in a time, read out of the decision log. Kept for a while for all viewers, and read one at a time on a thread that works when
/// nobody else wants to: a month's log takes its time.
/// </summary>
public sealed class ListFigures(ManagerOptions options, Clock clock) : IDisposable
{
    private const string Month = "30d";
    private const int MostKept = 4;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly Lock _readingsLock = new();
    private readonly Lock _comparisonLock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Reading> _readings = [];

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>The last 30 days, for the lists of these settings and those that only the log still knows.</summary>
    /// <param name="settings">Say where the log is, and what each list does now.</param>
    public Task<Figures> ReadAsync(FilterSettings settings) => ReadAsync(settings, ReportSpan.Of(Month, clock.UtcNow));

    /// <summary>The same for another time.</summary>
    public async Task<Figures> ReadAsync(FilterSettings settings, ReportSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        var (compared, trouble) = await Begin(settings, span).Comparison;
        if (compared is null)
            return new Figures([], trouble);
        lock (_comparisonLock)
            return new Figures(compared.Compare(settings), "");
    }

    private Reading Begin(FilterSettings settings, ReportSpan span)
    {
        lock (_readingsLock)
        {
            _readings.RemoveAll(reading => clock.UtcNow - reading.Begun > Kept);
            if (_readings.Find(reading => reading.Span == span.Word) is { } there)
                return there;
            if (_readings.Count == MostKept)
                _readings.RemoveAt(0);
            var begun = new Reading(span.Word, clock.UtcNow, CompareAsync(settings, span));
            _readings.Add(begun);
            return begun;
        }
    }

    private async Task<(ListComparison? Compared, string Trouble)> CompareAsync(FilterSettings settings, ReportSpan span)
    {
        await _turn.WaitAsync();
        try
        {
            return await LowPriority.RunAsync("list figures", () => Compare(settings, span));
        }
        finally
        {
            _turn.Release();
        }
    }

    private (ListComparison? Compared, string Trouble) Compare(FilterSettings settings, ReportSpan span)
    {
        try
        {
            var query = new LogQuery { Since = span.First, Until = span.End };
            return (query.Compare(DecisionLogReader.For(settings, options.SettingsPath)), "");
        }
        catch (Exception failure)
        {
            return (null, failure.Message); // whoever asked is told
        }
    }

    private sealed record Reading(string Span, DateTimeOffset Begun, Task<(ListComparison? Compared, string Trouble)> Comparison);
}

/// <summary>The figures of all lists.</summary>
/// <param name="Lists">One for each list.</param>
/// <param name="Trouble">Why there are none; empty when there are.</param>
public sealed record Figures(IReadOnlyList<ListStatistics> Lists, string Trouble)
{
    /// <summary>Those of a provider; null when there are none.</summary>
    public ListStatistics? Of(ProviderKind kind, string name) =>
        Lists.FirstOrDefault(list => list.Kind == kind && string.Equals(list.Name, name, StringComparison.OrdinalIgnoreCase));
}
