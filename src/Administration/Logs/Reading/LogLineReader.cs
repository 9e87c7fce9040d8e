using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace IpBlock.Administration.Logs.Reading;

/// <summary>A whole line of a file of the log, and where it stands.</summary>
internal readonly record struct LogLine(string Text, long Start, long End);

/// <summary>
/// The whole lines of a file from a place on. What is not ended yet is left out. However long a line is, it takes no more memory than <see cref="Longest"/>.
/// </summary>
internal static class LogLineReader
{
    /// <summary>A line of the log is at most some 30 KB. What is longer is damage, and comes as an empty line.</summary>
    public const int Longest = 1 << 18;

    private const int Chunk = 1 << 16;
    private const byte LineFeed = (byte)'\n';

    /// <param name="file">The file.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="print">Goes on with each line before it is handed out.</param>
    public static IEnumerable<LogLine> Read(FileStream file, long from, Fingerprint print)
    {
        var buffer = new byte[Chunk];
        var (start, held, skips) = (from, 0, (Fingerprint?)null);
        for (int count; (count = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(held), start + held)) > 0;)
        {
            var (line, filled) = (0, held + count);
            for (int feed; (feed = Array.IndexOf(buffer, LineFeed, line, filled - line)) >= 0; line = feed + 1)
            {
                print.Add(buffer.AsSpan(line, feed + 1 - line));
                yield return new LogLine(skips is null ? Encoding.Latin1.GetString(buffer, line, feed - line) : "", start + line, start + feed + 1);
                skips = null;
            }

            start += line;
            held = filled - line;
            Buffer.BlockCopy(buffer, line, buffer, 0, held);
            if (held < buffer.Length)
                continue;
            if (buffer.Length < Longest)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
                continue;
            }

            skips ??= print.Copy();
            print.Add(buffer);
            (start, held) = (start + held, 0);
        }

        // The long line is not ended yet, and is read from its beginning the next time.
        if (skips is not null)
            print.Restore(skips);
    }
}
