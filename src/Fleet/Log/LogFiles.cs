using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Reporting;

namespace IpBlock.Fleet.Log;

/// <summary>
/// The files of the log, and how far each has gone up. They are the queue while the database is away; what the log's own limits clear away meanwhile is lost,
/// and is counted.
/// </summary>
internal sealed class LogFiles
{
    private readonly Dictionary<string, long> _there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _gone = new(StringComparer.Ordinal);

    // What was seen in another folder before log.directory changed, and in which: it is not lost because it is not here.
    private readonly Dictionary<string, string> _elsewhere = new(StringComparer.Ordinal);
    private Dictionary<string, LogPosition>? _positions;
    private string _folder = "";

    /// <summary>Files that are not there any more and whose position may be forgotten.</summary>
    public IReadOnlyCollection<string> Forgotten => _gone.Keys;

    /// <summary>How much has not gone up yet, in bytes.</summary>
    public long Pending => _there.Sum(file => Math.Max(0, file.Value - PositionOf(file.Key).Position));

    /// <summary>Takes over what the database knows.</summary>
    public void Know(IEnumerable<LogPosition> positions)
    {
        _positions = positions.ToDictionary(static position => position.File, StringComparer.Ordinal);
        foreach (var position in _positions.Values.Where(position => !_there.ContainsKey(position.File) && !_elsewhere.ContainsKey(position.File)))
            _gone[position.File] = Math.Max(position.Seen, _gone.GetValueOrDefault(position.File));
    }

    public void Know(LogPosition position)
    {
        (_positions ??= new Dictionary<string, LogPosition>(StringComparer.Ordinal))[position.File] = position;
        if (_there.ContainsKey(position.File))
            _there[position.File] = Math.Max(_there[position.File], position.Seen);
    }

    /// <summary>Looks which files there are, and how large.</summary>
    /// <returns>False when the folder is not there: a share that is away has lost nothing.</returns>
    public bool Look(string folder)
    {
        if (!string.Equals(folder, _folder, StringComparison.Ordinal))
            MoveTo(folder);
        if (!Directory.Exists(folder))
            return false;
        var found = new DirectoryInfo(folder).GetFiles(LogFolder.Pattern).ToDictionary(static file => file.Name, LengthOf, StringComparer.Ordinal);
        foreach (var (name, length) in _there.Where(file => !found.ContainsKey(file.Key)))
            _gone[name] = length;
        _there.Clear();
        foreach (var (name, length) in found)
        {
            _there[name] = length;
            _gone.Remove(name);
            _elsewhere.Remove(name);
        }

        return true;
    }

    private void MoveTo(string folder)
    {
        foreach (var name in _there.Keys.Concat(_positions?.Keys ?? Enumerable.Empty<string>()))
            _elsewhere.TryAdd(name, _folder);
        foreach (var name in _elsewhere.Where(file => string.Equals(file.Value, folder, StringComparison.Ordinal)).Select(static file => file.Key).ToList())
            _elsewhere.Remove(name);
        _there.Clear();
        _folder = folder;
    }

    /// <summary>The files that have more than has gone up, the oldest first.</summary>
    public List<LogPosition> Behind()
    {
        var newest = _there.Count == 0 ? "" : _there.Keys.Max(StringComparer.Ordinal)![..LogFolder.DayLength];
        return
        [
            .. _there.Keys.Order(StringComparer.Ordinal).Select(PositionOf)

                // Of a file that is open Windows says its length only once it is closed: those of the newest day are opened to see.
                .Where(position => _there[position.File] > position.Position || (OperatingSystem.IsWindows() && position.File.StartsWith(newest, StringComparison.Ordinal))),
        ];
    }

    /// <summary>How many files are gone that had more than has gone up, and how many bytes that was; nothing before the positions are known.</summary>
    public (int Files, long Bytes) Lost()
    {
        if (_positions is null)
            return (0, 0);
        var lost = _gone.Select(file => file.Value - PositionOf(file.Key).Position).Where(static bytes => bytes > 0).ToList();
        return (lost.Count, lost.Sum());
    }

    /// <summary>What is gone has been told.</summary>
    public void Forget()
    {
        foreach (var name in _gone.Keys)
            _positions?.Remove(name);
        _gone.Clear();
    }

    private LogPosition PositionOf(string file) => _positions?.GetValueOrDefault(file) ?? LogPosition.Beginning(file);

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // cleared away just now; the next look sees it
        }
    }
}
