using System;
using System.Collections.Concurrent;
using System.IO;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Reporting;

/// <summary>
/// Writes decisions to files, one line each, in the manner of Exchange's agent log, to which only Microsoft's own agents may write. A decision never waits for it: it is queued, and a
/// thread of the pool writes what has gathered: the first line after a pause at once, then all of a tenth of a second together. When the disk is full or slow, lines are lost and counted, never mail.
/// </summary>
public sealed class DecisionLog : IDisposable
{
    private const int MaxQueued = 20_000;

    // So many are written without waiting for more: they take memory, and there must always be room for what comes next.
    private const int Enough = 1_000;

    // A thread that is woken for each line costs a busy server more than the decision does.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    // Characters that are written in one go. The collector keeps longer texts for long.
    private const int Together = 1 << 15;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly LogSettings _settings;
    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly TaskErrors _errors;
    private readonly Func<DateTimeOffset, FileStream> _open;
    private readonly Func<FileStream, bool> _isThere;
    private readonly long _maxFileSize;
    private readonly ConcurrentQueue<(object Line, DateTimeOffset At)> _queue = new();
    private readonly object _fileLock = new();
    private readonly StringBuilder _lines = new();
    private FileStream? _stream;
    private MailboxHash? _mailboxes;
    private bool _noKey;
    private long _size; // of the file, known without asking the system for each line
    private DateTime _day;
    private TimeSpan _retryAt;
    private TimeSpan _writesAt;
    private bool _unwritable;
    private int _gathered;
    private long _lostToDisk;
    private long _lostToSpeed;
    private long _written;
    private long _lost;
    private int _queued;
    private int _scheduled;
    private volatile bool _closed;

    /// <summary>A log by these settings.</summary>
    /// <param name="settings">Sizes and ages.</param>
    /// <param name="directory">The folder, made when the first line is written.</param>
    /// <param name="clock">Dates the lines.</param>
    /// <param name="notices">Hears when decisions cannot be logged.</param>
    /// <param name="errors">Where what fails on the writing thread goes that is not of the disk.</param>
    public DecisionLog(LogSettings settings, string directory, Clock clock, INoticeSink notices, TaskErrors? errors = null)
    {
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _notices = notices ?? throw new ArgumentNullException(nameof(notices));
        _errors = errors ?? new TaskErrors(clock, notices);
        Directory = directory ?? throw new ArgumentNullException(nameof(directory));
        _maxFileSize = Math.Min(settings.MaxFileSize, settings.MaxDirectorySize);
        var folder = new LogFolder(directory, _maxFileSize, settings.MaxDirectorySize, settings.MaxAge);
        (_open, _isThere) = (folder.Open, _ => folder.IsThere);
    }

    /// <summary>The same with files from elsewhere.</summary>
    internal DecisionLog(LogSettings settings, string directory, Clock clock, INoticeSink notices, Func<DateTimeOffset, FileStream> open, TaskErrors? errors = null)
        : this(settings, directory, clock, notices, errors) => (_open, _isThere) = (open, static file => File.Exists(file.Name));

    /// <summary>Where the files are.</summary>
    public string Directory { get; }

    /// <summary>True while its files cannot be written.</summary>
    public bool IsUnwritable => Volatile.Read(ref _unwritable);

    /// <summary>How many decisions have been written; what waits in memory is not among them.</summary>
    internal long Written => Interlocked.Read(ref _written);

    /// <summary>How many decisions were lost, because the disk was full or slow.</summary>
    internal long Lost => Interlocked.Read(ref _lost);

    /// <summary>Queues a decision. Takes no time and never fails; a log that is closed takes nothing.</summary>
    public void Write(Decision decision)
    {
        if (_closed || !_settings.Enabled || !(_settings.Accepted || decision.Reply is not null))
            return;
        var queued = Interlocked.Increment(ref _queued);
        if (queued > MaxQueued)
        {
            Interlocked.Decrement(ref _queued);
            Interlocked.Increment(ref _lostToSpeed);
            Interlocked.Increment(ref _lost);
            return;
        }

        Enqueue(decision);
        if (queued == Enough)
            ThreadPool.UnsafeQueueUserWorkItem(static log => ((DecisionLog)log!).WriteOnPool(), this);
    }

    /// <summary>Queues what a list was asked within an hour. These are few, and there is always room for them.</summary>
    internal void Write(UsageRecord usage)
    {
        if (_closed || !_settings.Enabled)
            return;
        Interlocked.Increment(ref _queued);
        Enqueue(usage);
    }

    private void Enqueue(object line)
    {
        _queue.Enqueue((line, _clock.UtcNow));
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static log => _ = ((DecisionLog)log!).WriteOnPoolAsync(), this);
    }

    /// <summary>Writes what is queued before it returns.</summary>
    public void Flush() => WriteQueued();

    /// <summary>Writes what is queued and closes the file.</summary>
    public void Dispose()
    {
        lock (_fileLock)
        {
            _closed = true;
            WriteQueued();
            if (_lostToDisk > 0)
                _notices.Write(LogMessages.LogClosedUnwritten(Directory, _lostToDisk));
            _lostToDisk = 0;
        }
    }

    private async Task WriteOnPoolAsync()
    {
        if (_clock.Elapsed is var now && now < _writesAt)
            await _clock.Delay(_writesAt - now).ConfigureAwait(false);
        WriteOnPool();
    }

    // What got through here would end the mail server. The lines behind the one that failed are written with the next.
    private void WriteOnPool()
    {
        try
        {
            _writesAt = _clock.Elapsed + Gathering;
            WriteQueued();
        }
        catch (Exception failure)
        {
            _writesAt = default;
            _errors.Report(nameof(DecisionLog), failure);
        }
    }

    private void WriteQueued()
    {
        lock (_fileLock)
        {
            // A full fence: the queue must not be found empty before a writer can see that he has to call for another run.
            Interlocked.Exchange(ref _scheduled, 0);
            if (_stream is not null && !_isThere(_stream))
                Close(); // somebody cleared it away, as one can on Linux: what is written to it now nobody reads
            while (_queue.TryDequeue(out var next))
            {
                Interlocked.Decrement(ref _queued);
                WriteOut(next.Line, next.At);
            }

            FlushLines();
            if (Interlocked.Exchange(ref _lostToSpeed, 0) is var lost and > 0)
                _notices.Write(LogMessages.LogOverrun(lost));
            if (_closed)
                Close();
        }
    }

    private void WriteOut(object line, DateTimeOffset at)
    {
        if (_stream is not null && (at.UtcDateTime.Date != _day || _size + _lines.Length >= _maxFileSize))
        {
            FlushLines();
            Close();
        }

        if (_stream is null && !TryOpen(at))
        {
            _lostToDisk += line is Decision ? 1 : 0;
            Interlocked.Add(ref _lost, line is Decision ? 1 : 0);
            return;
        }

        var whole = _lines.Length;
        try
        {
            Append(line, at);
        }
        catch
        {
            _lines.Length = whole; // the next line must not be written behind half of this one
            throw;
        }

        if (_lines.Length > Together)
            FlushLines();
    }

    private void Append(object line, DateTimeOffset at)
    {
        if (line is Decision decision)
        {
            DecisionLine.Append(_lines, Private(decision), at);
            _gathered++;
        }
        else
        {
            ((UsageRecord)line).Append(_lines);
        }
    }

    // A key that cannot be had is no reason to write what is to be kept from the log, and none to write nothing.
    private Decision Private(Decision decision)
    {
        if (_settings.Mailboxes == LoggedMailboxes.Full || decision.Recipient.Length + decision.Sender.Length == 0)
            return decision;
        if (_settings.Mailboxes == LoggedMailboxes.Hashed && (_mailboxes ??= OpenMailboxes()) is { } hash)
            return decision.WithMailboxes(hash.Of(decision.Sender), hash.Of(decision.Recipient));
        return decision.WithMailboxes("", "");
    }

    private MailboxHash? OpenMailboxes()
    {
        try
        {
            return MailboxHash.Open(Directory);
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            if (!_noKey)
                _notices.Write(LogMessages.NoMailboxKey(Directory, failure));
            _noKey = true;
            return null;
        }
    }

    private bool TryOpen(DateTimeOffset at)
    {
        if (_clock.Elapsed < _retryAt)
            return false;
        try
        {
            _stream = _open(at);
            _day = at.UtcDateTime.Date;
            _size = _stream.Length;
            if (_size == 0)
                AppendHeader(at);
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
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
            .Append("\n#Fields: ").Append(LogColumns.Fields).Append('\n');
    }

    private void FlushLines()
    {
        if (_lines.Length == 0 || _stream is null)
            return;
        var bytes = Encoding.ASCII.GetBytes(_lines.ToString());
        var decisions = _gathered;
        var whole = _stream.Length;
        _lines.Clear();
        _gathered = 0;
        try
        {
            _stream.Write(bytes, 0, bytes.Length);
            _stream.Flush();
            _size = whole + bytes.Length;
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            _lostToDisk += decisions;
            Interlocked.Add(ref _lost, decisions);
            TakeBack(_stream, whole);
            Failed(failure);
            return;
        }

        Interlocked.Add(ref _written, decisions);
        if (_unwritable)
            _notices.Write(LogMessages.LogWritableAgain(Directory, _lostToDisk));
        _unwritable = false;
        _lostToDisk = 0;
    }

    // A disk that became full in the middle of a line has room to forget it: the next line must not be written behind half of another.
    private static void TakeBack(FileStream stream, long whole)
    {
        try
        {
            stream.SetLength(whole);
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            return; // the disk is gone, and with it the file
        }
    }

    // Said once, however often it is tried again.
    private void Failed(Exception failure)
    {
        _retryAt = _clock.Elapsed + RetryAfter;
        if (!_unwritable)
            _notices.Write(LogMessages.LogUnwritable(Directory, failure));
        _unwritable = true;
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
            return; // a full disk: what could not be written has been counted as lost
        }
    }

    // A folder's name from the settings can be one that the system cannot bear at all; on a thread of the pool that would end the mail server.
    private static bool IsOfTheDisk(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException;
}
