using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace IpBlock.Reporting;

/// <summary>A file of the decision log that is read as far as it has been written, again and again. A line that is not finished yet is left for the next time.</summary>
internal sealed class DecisionLogFile(string path)
{
    private const int Chunk = 1 << 16;
    private long _position;

    public string Path { get; } = path;

    /// <summary>The lines that have been added since the last time. None when the file is gone: the log clears away its oldest.</summary>
    public IEnumerable<DecisionRecord> ReadNew()
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
                if (DecisionRecord.TryParse(line.ToString(), out var record))
                    yield return record;
                line.Clear();
            }
        }
    }

    private FileStream? Open()
    {
        try
        {
            return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Chunk);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
