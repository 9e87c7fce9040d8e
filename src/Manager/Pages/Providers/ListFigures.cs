using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.Logs;
using IpBlock.Manager.Hosting;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Manager.Pages.Providers;

/// <summary>
/// What each list was worth in the last 30 days, read out of the decision log. Kept for a while for all viewers: a month's log takes its time.
/// </summary>
public sealed class ListFigures(ManagerOptions options, Clock clock)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly Lock _readingLock = new();
    private readonly Lock _comparisonLock = new();
    private Task<Reading>? _reading;
    private DateTimeOffset _begun;

    /// <summary>The lists of these settings, and those that only the log still knows.</summary>
    /// <param name="settings">Say where the log is, and what each list does now.</param>
    public async Task<Figures> ReadAsync(FilterSettings settings)
    {
        Task<Reading> reading;
        lock (_readingLock)
        {
            if (_reading is null || clock.UtcNow - _begun > Kept)
                (_reading, _begun) = (Task.Run(() => Read(settings)), clock.UtcNow);
            reading = _reading;
        }

        var read = await reading;
        if (read.Compared is not { } compared)
            return new Figures([], read.Trouble);
        lock (_comparisonLock)
            return new Figures(compared.Compare(settings), "");
    }

    private Reading Read(FilterSettings settings)
    {
        try
        {
            return new Reading(new LogQuery { Since = clock.UtcNow - Month }.Compare(DecisionLogReader.For(settings, options.SettingsPath)), "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Reading(null, failure.Message);
        }
    }

    private sealed record Reading(ListComparison? Compared, string Trouble);
}

/// <summary>The figures of all lists.</summary>
/// <param name="Lists">One for each list.</param>
/// <param name="Trouble">Why there are none; empty when there are.</param>
public sealed record Figures(IReadOnlyList<ListStatistics> Lists, string Trouble)
{
    /// <summary>Those of a provider; null when there are none.</summary>
    public ListStatistics? Of(ProviderKind kind, string name)
    {
        foreach (var list in Lists)
        {
            if (list.Kind == kind && string.Equals(list.Name, name, StringComparison.OrdinalIgnoreCase))
                return list;
        }

        return null;
    }
}
