using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Hosting.Windows;

/// <summary>A life of the service that somebody else begins and ends by calls that return when it is done.</summary>
/// <param name="live">Serves until it is told to stop, says when it serves, and returns an exit code.</param>
/// <param name="failed">Hears why it has failed without having served, where it could not say so itself.</param>
/// <param name="died">Hears of an end that nobody has asked for, when it has served.</param>
internal sealed class AttendedLife(Func<Action, CancellationToken, Task<int>> live, Action<Exception> failed, Action<Exception?> died) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task<int> _life = Task.FromResult(ExitCode.Fine);

    /// <summary>Begins it, and returns when it serves, or after so long all the same: lists may take their time.</summary>
    /// <returns>False when it has ended without having served; why has been told.</returns>
    public bool Begin(TimeSpan patience)
    {
        var serving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _life = Task.Run(() => live(serving.SetResult, _stop.Token));
        Task.WaitAny([serving.Task, _life], patience);
        if (_life.IsCompleted && !serving.Task.IsCompleted)
            return HasEndedWell();
        _ = _life.ContinueWith(Ended, TaskScheduler.Default);
        return true;
    }

    /// <summary>Ends it.</summary>
    /// <returns>False when it has not ended in time.</returns>
    public bool End(TimeSpan patience)
    {
        _stop.Cancel();
        return Task.WaitAny([_life], patience) == 0;
    }

    public void Dispose() => _stop.Dispose();

    private bool HasEndedWell()
    {
        if (_life.IsCompletedSuccessfully)
            return _life.Result == ExitCode.Fine;
        failed(_life.Exception?.GetBaseException() ?? new TaskCanceledException(_life));
        return false;
    }

    private void Ended(Task<int> life)
    {
        if (life.IsFaulted || (!_stop.IsCancellationRequested && life is { IsCompletedSuccessfully: true, Result: not ExitCode.Fine }))
            died(life.Exception?.GetBaseException());
    }
}
