using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Administration.Replay;
using IpBlock.Administration.Sharing;
using IpBlock.Manager.Hosting;

namespace IpBlock.Manager.Pages.WhatIf;

/// <summary>
/// Judges the log again by other settings: one replay at a time for all viewers, on a thread that works when nobody else wants to. A million decisions take
/// some seconds of a processor, and mail goes first.
/// </summary>
public sealed class ReplayDesk(SettingsAccess access) : IDisposable
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
    /// <exception cref="System.IO.IOException">The log cannot be read.</exception>
    public async Task<ReplayReport> RunAsync(SettingsDraft draft, DateTimeOffset since, ReplayProgress progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(progress);
        await _turn.WaitAsync(stop);
        try
        {
            var result = new TaskCompletionSource<ReplayReport>(TaskCreationOptions.RunContinuationsAsynchronously);
            LowPriority.Start("replay", () => Run(draft, since, progress, result, stop));
            return await result.Task;
        }
        finally
        {
            _turn.Release();
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
