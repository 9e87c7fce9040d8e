using System;
using System.IO;
using System.Security;

namespace IpBlock.Files;

/// <summary>What tells one version of a file from the next without reading it.</summary>
internal readonly record struct FileStamp(bool Exists, long Length, DateTimeOffset LastWrite)
{
    public static FileStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists)
                return new FileStamp(true, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));

            // Neither a file nor nothing: a folder, which is then said.
            return Directory.Exists(path) ? new FileStamp(true, -1, new DateTimeOffset(Directory.GetLastWriteTimeUtc(path))) : default;
        }
        catch (Exception unreachable) when (unreachable is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            return default; // a folder that is closed, a network drive that is gone, a name no file can have: it is not there
        }
    }
}
