using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Administration.Replay;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Manager.Hosting;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.WhatIf;

/// <summary>
/// Judges the log again by other settings: one replay at a time for all viewers, on a thread that works when nobody else wants to. A million decisions take
/// some seconds of a processor, and mail goes first. Where the log is that of a fleet, the decisions of all servers are judged, as the database hands them out.
/// </summary>
public sealed class ReplayDesk(SettingsAccess access, LogAccess log) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Judges the decisions of the log from a moment on.</summary>
    /// <param name="draft">By these settings, beside those that they are a copy of.</param>
    /// <param name="since">From when on.</param>
    /// <param name="progress">Hears how many decisions were judged.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="IOException">The log cannot be read.</exception>
    public async Task<ReplayReport> RunAsync(SettingsDraft draft, DateTimeOffset since, ReplayProgress progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(progress);
        await _turn.WaitAsync(stop);
        try
        {
            progress.Begin();
            var before = draft.Basis.Settings ?? new FilterSettings();
            if (!log.IsOfFleet || log.FleetAway is not null)
                return await JudgeAsync(draft, before, () => new LogQuery { Since = since }.Read(DecisionLogReader.For(before, access.Path)), progress, stop);
            await using var reader = await FleetLogReader.OpenAsync(access.Path, null, stop);
            var decisions = reader.ReadAsync(new FleetLogFilter { Since = since }, null, stop);
            return await JudgeAsync(draft, before, () => decisions.ToBlockingEnumerable(stop).Select(static one => one.Record), progress, stop);
        }
        catch (FleetException failure)
        {
            stop.ThrowIfCancellationRequested();
            throw new IOException(failure.Message, failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    // Reads and judges on the same thread: what the database hands out waits as mail goes first.
    private Task<ReplayReport> JudgeAsync(
        SettingsDraft draft, FilterSettings before, Func<IEnumerable<DecisionRecord>> read, ReplayProgress progress, CancellationToken stop) =>
        LowPriority.RunAsync("replay", () =>
        {
            using var replay = new Replay(draft.Settings, access.Path, before);
            var report = new ReplayReport();
            foreach (var decision in read())
            {
                stop.ThrowIfCancellationRequested();
                progress.Count();
                report.Judge(replay, decision);
            }

            return report;
        });
}
