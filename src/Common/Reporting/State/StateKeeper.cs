using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Notices;
using IpBlock.Time;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>
/// Keeps the file that says what this process does: written each five seconds when something has changed, each ten as a sign of life, and at the end. Nobody
/// waits for the disk but the timer's own thread; one that does
/// not answer costs that thread and the file's freshness. Looks each second whether somebody wants a provider probed.
/// </summary>
internal sealed class StateKeeper : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhenChanged = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    // How long the end waits for the disk.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Clock _clock;
    private readonly Func<string> _folder;
    private readonly Func<ProcessState> _look;
    private readonly Action<string, Exception> _failed;
    private readonly Action<string> _probe;
    private readonly TaskErrors _errors;
    private readonly SemaphoreSlim _fileTurn = new(1);
    private readonly IDisposable _timer;
    private ProcessState? _last;
    private JObject? _written;
    private TimeSpan _writtenAt;
    private TimeSpan _nextLook;
    private TimeSpan _nextSweep;
    private TimeSpan _hurryUntil = TimeSpan.MinValue;
    private string? _writtenIn;
    private bool _unwritable;
    private volatile bool _disposed;

    /// <param name="clock">Where time comes from.</param>
    /// <param name="folder">The folder of the file; it may change with the settings.</param>
    /// <param name="look">Says what the process does.</param>
    /// <param name="failed">Hears once when the file cannot be written.</param>
    /// <param name="probe">Has a provider probed, by its id.</param>
    /// <param name="errors">Hears of requests that are none.</param>
    public StateKeeper(Clock clock, Func<string> folder, Func<ProcessState> look, Action<string, Exception> failed, Action<string> probe, TaskErrors errors)
    {
        (_clock, _folder, _look, _failed, _probe, _errors) = (clock, folder, look, failed, probe, errors);
        _timer = clock.Every(Period, Tick);
        _ = Task.Run(Tick);
    }

    /// <summary>Says in the file that the process has ended, if the disk takes it within a few seconds.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        if (_disposed)
            return;
        _disposed = true;
        if (!Task.Run(WriteLast).Wait(Patience + Patience))
            _failed(_folder(), new TimeoutException("The disk does not answer."));
    }

    private void Tick()
    {
        if (!_disposed && _fileTurn.Wait(0))
            Holding(Look);
    }

    private void WriteLast()
    {
        if (_fileTurn.Wait(Patience))
            Holding(() => Write(_look() with { Stopped = _clock.UtcNow }));
    }

    private void Look()
    {
        var now = _clock.Elapsed;
        if (_writtenIn is not null && _last is not null)
            HearRequest(_writtenIn, _last);
        if (now < _nextLook && now >= _hurryUntil)
            return;
        _nextLook = now + WhenChanged;
        var state = _look();
        if (_written is null || now - _writtenAt >= SignOfLife || !string.Equals(_folder(), _writtenIn, StringComparison.Ordinal)
            || !JToken.DeepEquals(Undated(state), _written))
            Write(state);
    }

    private void HearRequest(string folder, ProcessState state)
    {
        try
        {
            if (ProbeRequest.Take(folder, state, _clock.UtcNow) is not { } request)
                return;
            _probe(request.Provider);
            // Somebody waits for what the probe finds.
            _hurryUntil = _clock.Elapsed + SignOfLife;
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure) || failure is System.IO.InvalidDataException)
        {
            _errors.Report(nameof(ProbeRequest), failure);
        }
    }

    private void Write(ProcessState state)
    {
        var path = _folder();
        using var folder = OwnedFolder.Open(path);
        if (_clock.Elapsed >= _nextSweep)
            StateFolder.Sweep(folder, state, state.Written);
        StateFile.Write(folder, state, state.ToJson());
        if (_writtenIn is { } before && !string.Equals(before, path, StringComparison.Ordinal))
            Forget(before, state);
        _nextSweep = _clock.Elapsed >= _nextSweep ? _clock.Elapsed + BetweenSweeps : _nextSweep;
        (_last, _written, _writtenAt, _writtenIn, _unwritable) = (state, Undated(state), _clock.Elapsed, path, false);
    }

    // The settings have moved the log: in the old folder this process would seem to have died.
    private static void Forget(string path, ProcessState state)
    {
        using var folder = OwnedFolder.Open(path);
        folder.Delete(StateFile.NameOf(state));
    }

    private static JObject Undated(ProcessState state) => (state with { Written = default }).ToJson();

    private void Holding(Action work)
    {
        try
        {
            work();
        }
        // On a thread of the pool anything that is not caught ends the mail server, and what is kept here is not worth that.
        catch (Exception failure)
        {
            if (!_unwritable)
                _failed(_folder(), failure);
            _unwritable = true;
        }
        finally
        {
            _fileTurn.Release();
        }
    }
}
