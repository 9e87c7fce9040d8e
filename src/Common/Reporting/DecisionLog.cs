using System;
using System.Collections.Concurrent;
using System.IO;
using System.Text;
using System.Threading;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Reporting;

/// <summary>
/// Writes decisions to files, one line each, in the manner of Exchange's agent log, to which only Microsoft's own agents may write. A decision never waits for it: it is queued, and a
/// thread of the pool writes what has gathered. When the disk is full or slow, lines are lost and counted, never mail.
/// </summary>
public sealed class DecisionLog : IDisposable
{
    private const int MaxQueued = 20_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly LogSettings _settings;
    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly LogFolder _folder;
    private readonly ConcurrentQueue<(Decision Decision, DateTimeOffset At)> _queue = new();
    private readonly object _file = new();
    private readonly StringBuilder _lines = new();
    private FileStream? _stream;
    private DateTime _day;
    private TimeSpan _retryAt;
    private long _lostToDisk;
    private long _lostToSpeed;
    private int _queued;
    private int _scheduled;
    private volatile bool _closed;

    /// <summary>A log by these settings.</summary>
    /// <param name="settings">Sizes and ages.</param>
    /// <param name="directory">The folder, made when the first line is written.</param>
    /// <param name="clock">Dates the lines.</param>
    /// <param name="notices">Hears when decisions cannot be logged.</param>
    public DecisionLog(LogSettings settings, string directory, Clock clock, INoticeSink notices)
    {
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _notices = notices ?? throw new ArgumentNullException(nameof(notices));
        _folder = new LogFolder(directory, settings.MaxFileSize, settings.MaxDirectorySize, settings.MaxAge);
    }

    /// <summary>Where the files are.</summary>
    public string Directory => _folder.Directory;

    /// <summary>Queues a decision. Takes no time and never fails; a log that is closed takes nothing.</summary>
    public void Write(Decision decision)
    {
        if (_closed || !_settings.Enabled || !(_settings.Accepted || decision.IsRefusal))
            return;
        if (Interlocked.Increment(ref _queued) > MaxQueued)
        {
            Interlocked.Decrement(ref _queued);
            Interlocked.Increment(ref _lostToSpeed);
            return;
        }

        _queue.Enqueue((decision, _clock.UtcNow));
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static log => ((DecisionLog)log!).WriteQueued(), this);
    }

    /// <summary>Writes what is queued before it returns.</summary>
    public void Flush() => WriteQueued();

    /// <summary>Writes what is queued and closes the file.</summary>
    public void Dispose()
    {
        lock (_file)
        {
            _closed = true;
            WriteQueued();
            Close();
        }
    }

    private void WriteQueued()
    {
        lock (_file)
        {
            Volatile.Write(ref _scheduled, 0);
            while (_queue.TryDequeue(out var next))
            {
                Interlocked.Decrement(ref _queued);
                WriteOut(next.Decision, next.At);
            }

            FlushLines();
            if (Interlocked.Exchange(ref _lostToSpeed, 0) is var lost and > 0)
                _notices.Write(LogMessages.LogOverrun(lost));
        }
    }

    private void WriteOut(Decision decision, DateTimeOffset at)
    {
        if (_stream is not null && (at.UtcDateTime.Date != _day || _stream.Length + _lines.Length >= _settings.MaxFileSize))
        {
            FlushLines();
            Close();
        }

        if (_stream is null && !TryOpen(at))
        {
            _lostToDisk++;
            return;
        }

        DecisionLine.Append(_lines, decision, at);
        if (_lines.Length > 1 << 16)
            FlushLines();
    }

    private bool TryOpen(DateTimeOffset at)
    {
        if (_clock.Elapsed < _retryAt)
            return false;
        try
        {
            _stream = _folder.Open(at);
            _day = at.UtcDateTime.Date;
            if (_stream.Length == 0)
                AppendHeader(at);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failed(failure);
            return false;
        }

        return true;
    }

    private void AppendHeader(DateTimeOffset at)
    {
        _lines.Append("#Software: IpBlock\n#Version: ").Append(typeof(DecisionLog).Assembly.GetName().Version)
            .Append("\n#Log-Type: Decision Log\n#Date: ").Append(at.UtcDateTime.ToString("o"))
            .Append("\n#Fields: ").Append(DecisionLine.Fields).Append('\n');
    }

    private void FlushLines()
    {
        if (_lines.Length == 0 || _stream is null)
            return;
        var bytes = Encoding.ASCII.GetBytes(_lines.ToString());
        _lines.Clear();
        try
        {
            _stream.Write(bytes, 0, bytes.Length);
            _stream.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            foreach (var value in bytes)
                _lostToDisk += value == '\n' ? 1 : 0;
            Failed(failure);
            return;
        }

        if (_lostToDisk > 0)
            _notices.Write(LogMessages.LogWritableAgain(_folder.Directory, _lostToDisk));
        _lostToDisk = 0;
    }

    private void Failed(Exception failure)
    {
        _retryAt = _clock.Elapsed + RetryAfter;
        if (_lostToDisk <= 1)
            _notices.Write(LogMessages.LogUnwritable(_folder.Directory, failure));
        Close();
    }

    private void Close()
    {
        var stream = _stream;
        _stream = null;
        try
        {
            stream?.Dispose();
        }
        catch (IOException)
        {
            _lines.Clear(); // a full disk: what could not be written has been counted as lost
        }
    }
}
