using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace IpBlock.Administration.Logs;

/// <summary>The whole lines of a file of the log, from a place on or from the end back, never the whole file in memory.</summary>
internal static class LogLines
{
    private const int Chunk = 1 << 17;
    private const byte LineFeed = (byte)'\n';
    private static readonly Encoding Bytes = Encoding.GetEncoding(28591); // ISO 8859-1: a byte a character, whatever is in the file

    /// <summary>From the stream's position on, each with the place behind it. What is not ended yet is left out.</summary>
    public static IEnumerable<(string Line, long End)> Forwards(Stream stream)
    {
        var buffer = new byte[Chunk];
        var at = stream.Position;
        var held = 0;
        for (int count; (count = stream.Read(buffer, held, buffer.Length - held)) > 0;)
        {
            var (start, filled) = (0, held + count);
            for (int end; (end = Array.IndexOf(buffer, LineFeed, start, filled - start)) >= 0; start = end + 1)
                yield return (Bytes.GetString(buffer, start, end - start), at + end + 1);
            at += start;
            held = filled - start;
            Buffer.BlockCopy(buffer, start, buffer, 0, held);
            if (held == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    /// <summary>The place behind the last line that is ended; 0 when none is.</summary>
    public static long EndOfLast(Stream stream)
    {
        var buffer = new byte[Chunk];
        for (var at = stream.Length; at > 0;)
        {
            var size = (int)Math.Min(at, buffer.Length);
            at -= size;
            Fill(stream, at, buffer, 0, size);
            if (Array.LastIndexOf(buffer, LineFeed, size - 1) is >= 0 and var feed)
                return at + feed + 1;
        }

        return 0;
    }

    /// <summary>From the end of the stream back to its beginning. What is not ended yet is left out.</summary>
    public static IEnumerable<string> Backwards(Stream stream)
    {
        var buffer = new byte[Chunk];
        var held = 0; // the beginning of a line whose rest has been read, at the end of the buffer
        var isEnded = false;
        for (var at = stream.Length; at > 0;)
        {
            if (held == buffer.Length)
                buffer = Doubled(buffer);
            var size = (int)Math.Min(at, buffer.Length - held);
            var first = buffer.Length - held - size;
            at -= size;
            Fill(stream, at, buffer, first, size);
            var end = buffer.Length;
            for (int feed; (feed = Array.LastIndexOf(buffer, LineFeed, end - 1, end - first)) >= 0; end = feed)
            {
                if (isEnded)
                    yield return Bytes.GetString(buffer, feed + 1, end - feed - 1);
                isEnded = true;
                if (feed == first)
                {
                    end = feed;
                    break;
                }
            }

            held = end - first;
            Buffer.BlockCopy(buffer, first, buffer, buffer.Length - held, held);
        }

        if (isEnded)
            yield return Bytes.GetString(buffer, buffer.Length - held, held);
    }

    private static byte[] Doubled(byte[] buffer)
    {
        var larger = new byte[buffer.Length * 2];
        Buffer.BlockCopy(buffer, 0, larger, buffer.Length, buffer.Length);
        return larger;
    }

    // A file that is cut meanwhile is read as far as it is there; the rest is blank.
    private static void Fill(Stream stream, long at, byte[] buffer, int first, int size)
    {
        stream.Position = at;
        for (int done = 0, count; done < size && (count = stream.Read(buffer, first + done, size - done)) > 0;)
            done += count;
    }
}
