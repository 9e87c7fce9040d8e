using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Files;
using IpBlock.Reporting;

namespace IpBlock.Administration.Logs;

/// <summary>A file of the decision log that is read as far as it has been written, again and again. A line that is not finished yet is left for the next time.</summary>
internal sealed class DecisionLogFile(string path)
{
    private long _position;
    private LogHeader _header = LogHeader.Current;

    public string Path { get; } = path;

    /// <summary>True as long as nothing of it has been read.</summary>
    public bool IsNew => _position == 0;

    /// <summary>The lines that have been added since the last time. None when the file is gone: the log clears away its oldest.</summary>
    /// <param name="filter">Which lines are worth reading.</param>
    /// <param name="usage">Hears what lists were asked, as it comes by.</param>
    public IEnumerable<DecisionRecord> ReadNew(LineFilter filter, Action<UsageRecord>? usage)
    {
        using var stream = Open();
        if (stream is null)
            yield break;
        stream.Position = _position;
        foreach (var (line, end) in LogLines.Forwards(stream))
        {
            _position = end;
            if (line.Length > 0 && line[0] == '#')
            {
                _header = LogHeader.TryParse(line) ?? _header;
                if (usage is not null && UsageLine.TryParse(line, out var used))
                    usage(used);
            }
            else if (filter.IsWanted(line) && DecisionRecord.TryParse(line, _header, out var record))
            {
                yield return record;
            }
        }
    }

    /// <summary>Its lines from the last to the first.</summary>
    public IEnumerable<DecisionRecord> ReadBackwards(LineFilter filter)
    {
        using var stream = Open();
        if (stream is null)
            yield break;
        var header = HeaderOf(stream);
        foreach (var line in LogLines.Backwards(stream))
        {
            if (filter.IsWanted(line) && DecisionRecord.TryParse(line, header, out var record))
                yield return record;
        }
    }

    /// <summary>Nothing that is there already is new any more, but for a line that is not finished.</summary>
    public void SkipToEnd()
    {
        using var stream = Open();
        if (stream is null)
            return;
        _header = HeaderOf(stream);
        _position = LogLines.EndOfLast(stream);
    }

    /// <summary>When its last decision was made; null when there is none.</summary>
    public DateTimeOffset? Last() => ReadBackwards(LineFilter.All).FirstOrDefault()?.Timestamp;

    private static LogHeader HeaderOf(Stream stream)
    {
        // It stands in front of the first decision, behind a few lines about the file.
        foreach (var (line, _) in LogLines.Forwards(stream))
        {
            if (line.Length > 0 && line[0] != '#')
                break;
            if (LogHeader.TryParse(line) is { } header)
                return header;
        }

        return LogHeader.Current;
    }

    private FileStream? Open()
    {
        try
        {
            return RegularFile.OpenRead(Path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
