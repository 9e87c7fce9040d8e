using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IpBlock.Files;
using IpBlock.Reporting;

namespace IpBlock.Administration.Logs;

/// <summary>A file of the decision log that is read as far as it has been written, again and again. A line that is not finished yet is left for the next time.</summary>
internal sealed class DecisionLogFile(string path)
{
    private const int Chunk = 1 << 16;
    private long _position;
    private LogHeader _header = LogHeader.Current;

    public string Path { get; } = path;

    /// <summary>The lines that have been added since the last time. None when the file is gone: the log clears away its oldest.</summary>
    /// <param name="usage">Hears what lists were asked, as it comes by.</param>
    public IEnumerable<DecisionRecord> ReadNew(Action<UsageRecord>? usage)
    {
        using var stream = Open();
        if (stream is null)
            yield break;
        stream.Position = _position;
        var line = new StringBuilder();
        var bytes = new byte[Chunk];
        for (int count; (count = stream.Read(bytes, 0, bytes.Length)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                if (bytes[i] != '\n')
                {
                    line.Append((char)bytes[i]);
                    continue;
                }

                _position += line.Length + 1;
                var text = line.ToString();
                line.Clear();
                _header = LogHeader.TryParse(text) ?? _header;
                if (DecisionRecord.TryParse(text, _header, out var record))
                    yield return record;
                else if (usage is not null && UsageLine.TryParse(text, out var used))
                    usage(used);
            }
        }
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
