using System;
using System.IO;

namespace IpBlock.Administration.Logs.Reading;

/// <summary>Reads a file of the log at a place.</summary>
internal static class FileBytes
{
    /// <summary>How many bytes could be read from there: fewer than there is room for where the file ends.</summary>
    public static int ReadAt(this FileStream file, Span<byte> bytes, long from)
    {
        var read = 0;
        for (int count; read < bytes.Length && (count = RandomAccess.Read(file.SafeFileHandle, bytes[read..], from + read)) > 0;)
            read += count;
        return read;
    }
}
