using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Files;
using IpBlock.Reporting;
using IpBlock.Time;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Filling;

/// <summary>
/// Brings the index up with the log, a slice at a time: what has just been logged first, then what is older. Each slice is one transaction with the lines and
/// how far they were read, so that every line is in the index once, whenever the process ends. Not for two threads at once.
/// </summary>
internal sealed class IndexFiller(string log, IndexFolder folder, Clock clock, LiveTail tail) : IDisposable
{
    // A slice holds up what has just been logged meanwhile, and is undone when the process is killed: about half a second. Fewer lines would write the same
    // pages more often.
    public const int LinesOfASlice = 10_000;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, IndexedFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _pending = [];
    private FileStream? _lock;
    private IndexWriter? _writer;
    private TimeSpan _looksAt;
    private TimeSpan _retryAt;
    private long _pendingBytes;
    private HashSet<string>? _atFirst;
    private bool _isUnused;
    private bool _hasIndexes;
    private string? _fileProblem;
    private string? _rebuilt;
    private volatile bool _isDamaged;
    private volatile bool _isDoubtful;
    private volatile string? _path;
    private volatile IndexStatus _status = new(IndexState.Opening, 0, null, null);

    /// <summary>For tests of a full disk: no more pages than this; 0 for no limit.</summary>
    public int MaxPages { get; set; }

    /// <summary>For tests that end the process where lines are written and their position is not.</summary>
    public Action? BeforePosition { get; init; }

    /// <summary>How many lines a slice has at most.</summary>
    public int SliceLength { get; init; } = LinesOfASlice;

    /// <summary>The index that can be asked; null before there is one.</summary>
    public string? Path => _path;

    public IndexStatus Status => _status;

    /// <summary>How much of the log is still to be read, in bytes.</summary>
    public long PendingBytes => _pendingBytes;

    /// <summary>Somebody who read the index has found it damaged.</summary>
    public void ReportDamage() => _isDamaged = true;

    /// <summary>A line was not where the index says: all files are looked at again.</summary>
    public void ReportDoubt() => _isDoubtful = true;

    /// <summary>Reads some lines. Nothing that happens to the disk or the index gets out: it is told in <see cref="Status"/> and tried again.</summary>
    /// <returns>True when there is more to do at once.</returns>
    public bool Slice()
    {
        if (clock.Elapsed < _retryAt)
            return false;
        try
        {
            return Open() && Work();
        }
        catch (SqliteException failure) when (failure.IsDamage())
        {
            _isDamaged = true;
            CloseIndex();
            return Failed("The index of the log is damaged; it is being rebuilt from the log.");
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            var words = WordsFor(failure);
            Close();
            return Failed(words);
        }
        catch (Exception failure)
        {
            // What got through here would end the page.
            Close();
            return Failed($"An error occurred in the index of the log: {failure}. IpBlock retries. Mail and the log are not affected.");
        }
    }

    public void Dispose() => Close();

    private bool Open()
    {
        if (_writer is not null && !_isDamaged && File.Exists(_path))
            return true;
        if (_writer is not null && !_isDamaged)
            _rebuilt = "The index of the log was deleted; it is being rebuilt from the log.";
        CloseIndex();
        if (_lock is null && !TryLock())
            return false;
        var there = _isDamaged ? null : folder.Newest();
        if (there is not null)
            _writer = TryOpen(there);
        if (_isDamaged)
            _rebuilt = "The index of the log was damaged; it is being rebuilt from the log.";
        if (_writer is null)
            _writer = IndexWriter.Open(there = folder.Create(), MaxPages) ?? throw new IOException($"{there} is being changed by another program.");
        _isDamaged = false;
        _writer.Next = Math.Max(_writer.Next, tail.Position + 1);
        _path = there;
        folder.DeleteAllBut(there!);
        Remember();
        return true;
    }

    private IndexWriter? TryOpen(string path)
    {
        try
        {
            var writer = IndexWriter.Open(path, MaxPages);
            if (writer is null)
                _rebuilt = "The index of the log was created by another version; it is being rebuilt from the log.";
            return writer;
        }
        catch (SqliteException failure) when (failure.IsDamage())
        {
            _isDamaged = true;
            return null;
        }
    }

    private bool TryLock()
    {
        try
        {
            _lock = folder.Lock();
            return true;
        }
        catch (IOException held) when (RegularFile.IsHeld(held))
        {
            _path = folder.Newest();
            _status = new IndexStatus(IndexState.FilledByAnother, 0, null, null);
            _retryAt = clock.Elapsed + RetryAfter;
            return false;
        }
    }

    private void Remember()
    {
        _files.Clear();
        _pending.Clear();
        foreach (var file in _writer!.Files())
            _files[file.Name] = file;
        (_isUnused, _hasIndexes) = (_writer.HasUnused, false);
        (_looksAt, _atFirst) = (TimeSpan.Zero, null);
    }

    private bool Work()
    {
        if (_pending.Count == 0 || clock.Elapsed >= _looksAt)
            Look();
        if (_pending.Count > 0 && Read(_pending[0]))
            _pending.RemoveAt(0);
        if (_pending.Count == 0)
            Finish();
        var isBehind = _pending.Count > 0;
        _status = new IndexStatus(isBehind ? IndexState.Filling : IndexState.Current, isBehind ? _pendingBytes : 0, _fileProblem, _rebuilt);
        return isBehind;
    }

    // Newest first: whoever opens the page wants to see what happens now.
    private void Look()
    {
        _looksAt = clock.Elapsed + BetweenLooks;
        if (!Directory.Exists(log))
        {
            // A share that is away for a moment is no reason to forget what it holds.
            _atFirst ??= new HashSet<string>(StringComparer.Ordinal);
            _fileProblem = _files.Count == 0 ? null : $"The folder of the log, {log}, does not exist.";
            return;
        }

        var infos = new DirectoryInfo(log).GetFiles(LogFolder.Pattern);
        var names = infos.Select(static info => info.Name).ToHashSet(StringComparer.Ordinal);
        _atFirst ??= names;
        RemoveGone(names);
        Array.Sort(infos, static (one, other) => string.CompareOrdinal(other.Name, one.Name));
        var day = infos.Length == 0 ? "" : infos[0].Name[..LogFolder.DayLength];
        var isDoubtful = _isDoubtful;
        _isDoubtful = false;
        _fileProblem = null;
        _pending.Clear();
        _pendingBytes = 0;
        foreach (var info in infos)
        {
            var known = _files.GetValueOrDefault(info.Name);

            // Of a file that is open Windows says its length only once it is closed: those of the newest day are opened to see.
            var isHidden = OperatingSystem.IsWindows() && info.Name.StartsWith(day, StringComparison.Ordinal);
            if (!isDoubtful && !isHidden && known is not null && known.Seen == FileStamp.Of(info.FullName))
                continue;
            if (isDoubtful && known is not null)
                known.Seen = default;
            _pending.Add(info.Name);
            _pendingBytes += Math.Max(0, info.Length - (known?.Position ?? 0));
        }
    }

    /// <returns>True when there is nothing more in it for now.</returns>
    private bool Read(string name)
    {
        var path = System.IO.Path.Combine(log, name);
        try
        {
            var stamp = FileStamp.Of(path);
            using var stream = RegularFile.OpenRead(path);
            var (file, print) = Known(name, stream);
            var isRead = ReadLines(file, stream, print);
            if (isRead)
                (file.Seen, file.IsFollowed) = (stamp, true);
            return isRead;
        }
        catch (FileNotFoundException)
        {
            return true; // the log clears away its oldest; the next look sees it
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _fileProblem = $"{path} cannot be read: {failure.Message}";
            return true;
        }
    }

    private (IndexedFile File, Fingerprint Print) Known(string name, FileStream stream)
    {
        if (_files.TryGetValue(name, out var known))
        {
            if (Fingerprint.Find(stream, known.Position, known.Print) is { } print)
                return (known, print);
            Remove([known]);
            _atFirst!.Add(name);
        }

        _writer!.Begin();
        var file = _writer.AddFile(name);
        _writer.Commit();

        // What appears beside files that are followed has just been begun.
        file.IsFollowed = !_atFirst!.Contains(name);
        _files[name] = file;
        return (file, Fingerprint.Find(stream, 0, IndexedFile.Unread)!);
    }

    private bool ReadLines(IndexedFile file, FileStream stream, Fingerprint print)
    {
        var (header, fields, part) = (file.Header, file.Fields, file.Part);
        try
        {
            return AddLines(file, stream, print);
        }
        catch
        {
            // What the transaction was undone with is not known any more either.
            _writer!.Undo();
            (file.Header, file.Fields, file.Part) = (header, fields, part);
            throw;
        }
    }

    private bool AddLines(IndexedFile file, FileStream stream, Fingerprint print)
    {
        var added = new List<LinePlace>();
        var (lines, position) = (0, file.Position);
        foreach (var line in LogLineReader.Read(stream, position, print))
        {
            if (lines == 0)
                _writer!.Begin();
            position = line.End;
            if (line.Text.StartsWith('#'))
                SetHeader(file, line.Text);
            else if (DecisionRecord.TryParse(line.Text, file.Header, out var decision))
                added.Add(new LinePlace(_writer!.Add(decision, PartOf(file), line), file.Part, line.Start, (int)(line.End - line.Start)));
            if (++lines == SliceLength)
                break;
        }

        if (lines == 0)
            return true;
        var value = print.Value;
        BeforePosition?.Invoke();
        _writer!.SetPosition(file.Id, position, value);
        _writer.Commit();
        _pendingBytes = Math.Max(0, _pendingBytes - (position - file.Position));
        (file.Position, file.Print) = (position, value);
        tail.Add(added, file.IsFollowed);
        return lines < SliceLength;
    }

    private void SetHeader(IndexedFile file, string line)
    {
        if (LogHeader.TryParse(line) is not { } header || string.Equals(line, file.Fields, StringComparison.Ordinal))
            return;
        (file.Header, file.Fields, file.Part) = (header, line, _writer!.AddPart(file.Id, line));
    }

    private long PartOf(IndexedFile file) => file.Part == 0 ? file.Part = _writer!.AddPart(file.Id, file.Fields) : file.Part;

    private void RemoveGone(HashSet<string> there)
    {
        var gone = _files.Values.Where(file => !there.Contains(file.Name)).ToList();
        if (gone.Count > 0)
            Remove(gone);
    }

    private void Remove(List<IndexedFile> files)
    {
        _writer!.Begin();
        _writer.Remove([.. files.Select(static file => file.Id)]);
        _writer.Commit();
        _isUnused = true;
        files.ForEach(file => _files.Remove(file.Name));
    }

    // What is done once for all that was read.
    private void Finish()
    {
        if (!_hasIndexes)
            _writer!.AddIndexes();
        _hasIndexes = true;
        if (!_isUnused)
            return;
        _writer!.Begin();
        _writer.RemoveUnused();
        _writer.Commit();
        _writer.EmptyLog();
        _isUnused = false;
    }

    private bool Failed(string problem)
    {
        _retryAt = clock.Elapsed + RetryAfter;
        _status = new IndexStatus(IndexState.Failing, _pendingBytes, problem, _rebuilt);
        return false;
    }

    private string WordsFor(Exception failure) => failure is SqliteException { SqliteErrorCode: Sql.Full }
        ? $"The disk that contains {folder.Directory} is full: free disk space. Until then new decisions are not added to the index. Mail and the log are not affected."
        : $"The index of the log in {folder.Directory} cannot be written: {failure.Message}. IpBlock retries. Mail and the log are not affected.";

    private void CloseIndex()
    {
        _writer?.Dispose();
        _writer = null;
    }

    private void Close()
    {
        CloseIndex();
        _lock?.Dispose();
        _lock = null;
    }
}
