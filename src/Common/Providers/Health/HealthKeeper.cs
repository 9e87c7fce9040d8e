using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Providers.Health;

/// <summary>
/// Keeps the lists' health on disk: soon after it has changed, every ten minutes for the sake of the regulars, and at the end. Nobody waits for the disk but the timer's own thread; one that does not answer
/// costs that thread and what would have been kept.
/// </summary>
internal sealed class HealthKeeper : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // How long the end waits for the disk.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HealthWatch _watch;
    private readonly Clock _clock;
    private readonly Action<string, Exception> _failed;
    private readonly Func<string, HealthMemory> _read;
    private readonly IDisposable _timer;

    // Held by the one who is at the file: the timer, which does not overlap itself, or the end. Only the end waits for it, and not for ever.
    private readonly SemaphoreSlim _fileTurn = new(1);
    private volatile string _folder;
    private volatile bool _moved;
    private volatile bool _disposed;
    private volatile bool _wroteLast;
    private DateTime _writtenAt;
    private TimeSpan _nextWrite;
    private bool _unwritable;

    /// <param name="watch">Whose knowledge is kept.</param>
    /// <param name="folder">The folder of the file.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="failed">Hears once when the file cannot be written; mail and health go on.</param>
    /// <param name="read">Reads the file in a folder.</param>
    public HealthKeeper(HealthWatch watch, string folder, Clock clock, Action<string, Exception> failed, Func<string, HealthMemory>? read = null)
    {
        _watch = watch;
        _clock = clock;
        _failed = failed;
        _folder = folder;
        _read = read ?? HealthFile.Read;
        _writtenAt = HealthFile.WrittenAt(folder);
        _nextWrite = clock.Elapsed + Longest;
        _timer = clock.Every(Period, Look);
    }

    /// <summary>The settings have moved the log, and the file with it.</summary>
    public void MoveTo(string folder)
    {
        if (string.Equals(folder, _folder, StringComparison.Ordinal))
            return;
        _folder = folder;
        _moved = true;
    }

    /// <summary>Writes for the last time, if the disk takes it within a few seconds.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        if (_disposed)
            return;
        _disposed = true;
        if (!_watch.IsWatching)
            return;
        if (!Task.Run(WriteLast).Wait(Patience + Patience) || !_wroteLast)
            _failed(_folder, new TimeoutException("The disk does not answer."));
    }

    private void WriteLast()
    {
        _wroteLast = _fileTurn.Wait(Patience);
        if (_wroteLast)
            Holding(Write);
    }

    private void Look()
    {
        if (!_disposed && _fileTurn.Wait(0))
            Holding(LookAtFile);
    }

    private void Holding(Action work)
    {
        try
        {
            work();
        }
        // On a thread of the pool anything that is not caught ends the mail server, and what is kept here is not worth that.
        catch (Exception failure)
        {
            _failed(_folder, failure);
        }
        finally
        {
            _fileTurn.Release();
        }
    }

    private void LookAtFile()
    {
        if (!_watch.IsWatching)
            return;
        if (HealthFile.WrittenAt(_folder) is var at && at != _writtenAt)
        {
            _writtenAt = at;
            _watch.Compare(_read(_folder));
        }

        if (_watch.IsChanged || _moved || _clock.Elapsed >= _nextWrite)
            Write();
    }

    private void Write()
    {
        _moved = false;
        var folder = _folder;
        var failure = HealthFile.Write(folder, _watch.Remember(), _clock.UtcNow);
        _nextWrite = failure is null ? _clock.Elapsed + Longest : _clock.Elapsed; // what could not be written is tried again at the next look
        if (failure is not null && !_unwritable)
            _failed(folder, failure);
        _unwritable = failure is not null;
        _writtenAt = HealthFile.WrittenAt(folder);
    }
}
