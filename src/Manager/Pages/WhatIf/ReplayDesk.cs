using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Administration.Replay;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Manager.Hosting;

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
            if (log.IsOfFleet && log.FleetAway is null)
                return await ReplayFleetAsync(draft, since, progress, stop);
            var result = new TaskCompletionSource<ReplayReport>(TaskCreationOptions.RunContinuationsAsynchronously);
            LowPriority.Start("replay", () => Run(draft, since, progress, result, stop));
            return await result.Task;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ReplayReport> ReplayFleetAsync(SettingsDraft draft, DateTimeOffset since, ReplayProgress progress, CancellationToken stop)
    {
        try
        {
            progress.Begin();
            await using var reader = await FleetLogReader.OpenAsync(access.Path, null, stop);
            using var replay = new Replay(draft.Settings, access.Path, draft.Basis.Settings ?? new IpBlock.Settings.FilterSettings());
            var report = new ReplayReport();
            await foreach (var decision in reader.ReadAsync(new FleetLogFilter { Since = since }, null, stop))
            {
                progress.Count();
                report.Judge(replay, decision.Record);
            }

            return report;
        }
        catch (FleetException failure)
        {
            stop.ThrowIfCancellationRequested();
            throw new IOException(failure.Message, failure);
        }
    }

    private void Run(SettingsDraft draft, DateTimeOffset since, ReplayProgress progress, TaskCompletionSource<ReplayReport> result, CancellationToken stop)
    {
        try
        {
            progress.Begin();
            var before = draft.Basis.Settings ?? new IpBlock.Settings.FilterSettings();
            using var replay = new Replay(draft.Settings, access.Path, before);
            result.SetResult(ReplayReport.Of(replay, new LogQuery { Since = since }, DecisionLogReader.For(before, access.Path), null, () =>
            {
                stop.ThrowIfCancellationRequested();
                progress.Count();
            }));
        }
        catch (OperationCanceledException)
        {
            result.SetCanceled(stop);
        }
        catch (Exception failure)
        {
            result.SetException(failure); // whoever waits gets to know
        }
    }
}
