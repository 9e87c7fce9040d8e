using System;
using IpBlock.Time;

namespace IpBlock.Providers.Health;

/// <summary>Keeps the lists' health on disk: soon after it has changed, every ten minutes for the sake of the regulars, and at the end.</summary>
internal sealed class HealthKeeper : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly HealthWatch _watch;
    private readonly Clock _clock;
    private readonly Action<string, Exception> _failed;
    private readonly object _gate = new();
    private readonly IDisposable _timer;
    private string _folder;
    private DateTime _writtenAt;
    private TimeSpan _nextWrite;
    private bool _unwritable;
    private bool _disposed;

    /// <param name="watch">Whose knowledge is kept.</param>
    /// <param name="folder">The folder of the file.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="failed">Hears once when the file cannot be written; mail and health go on.</param>
    public HealthKeeper(HealthWatch watch, string folder, Clock clock, Action<string, Exception> failed)
    {
        _watch = watch;
        _clock = clock;
        _failed = failed;
        _folder = folder;
        _writtenAt = HealthFile.WrittenAt(folder);
        _nextWrite = clock.Elapsed + Longest;
        _timer = clock.Every(Period, Look);
    }

    /// <summary>The settings have moved the log, and the file with it.</summary>
    public void MoveTo(string folder)
    {
        lock (_gate)
        {
            if (string.Equals(folder, _folder, StringComparison.Ordinal))
                return;
            _folder = folder;
            _nextWrite = _clock.Elapsed;
        }
    }

    /// <summary>Writes for the last time.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            if (!_disposed && _watch.IsWatching)
                Write();
            _disposed = true;
        }
    }

    private void Look()
    {
        try
        {
            LookAtFile();
        }
        // On a thread of the pool anything that is not caught ends the mail server, and what is kept here is not worth that.
        catch (Exception failure)
        {
            _failed(_folder, failure);
        }
    }

    private void LookAtFile()
    {
        lock (_gate)
        {
            if (_disposed || !_watch.IsWatching)
                return;
            if (HealthFile.WrittenAt(_folder) is var at && at != _writtenAt)
            {
                _writtenAt = at;
                _watch.Compare(HealthFile.Read(_folder));
            }

            if (_watch.IsChanged || _clock.Elapsed >= _nextWrite)
                Write();
        }
    }

    private void Write()
    {
        var failure = HealthFile.Write(_folder, _watch.Remember(), _clock.UtcNow);
        _nextWrite = failure is null ? _clock.Elapsed + Longest : _clock.Elapsed; // what could not be written is tried again at the next look
        if (failure is not null && !_unwritable)
            _failed(_folder, failure);
        _unwritable = failure is not null;
        _writtenAt = HealthFile.WrittenAt(_folder);
    }
}
