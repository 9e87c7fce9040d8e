using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace IpBlock.Reporting;

/// <summary>The files of the decision log: IPBLOCKyyyymmdd-nnnn.log, one series a day in UTC. Opens the one to write to and clears away the old.</summary>
internal sealed class LogFolder(string directory, long maxFileSize, long maxDirectorySize, TimeSpan maxAge)
{
    private const string Prefix = "IPBLOCK";
    public const string Pattern = Prefix + "????????-*.log";

    /// <summary>How many characters of a file's name say which day it is of.</summary>
    public const int DayLength = 15;

    public string Directory { get; } = directory;

    /// <summary>
    /// The day's last file, or a new one when that is full or another process writes to it: front end and hub of one Exchange server log into the same folder.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public FileStream Open(DateTimeOffset now)
    {
        System.IO.Directory.CreateDirectory(Directory);
        Purge(now);
        for (var instance = 1; instance < 9999; instance++)
        {
            var path = Path.Combine(Directory, Prefix + now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
                + "-" + instance.ToString("0000", CultureInfo.InvariantCulture) + ".log");
            if (TryOpen(path, out var file))
                return file!;
        }

        throw new IOException("Each of the day's 9999 log files is full or in use.");
    }

    private bool TryOpen(string path, out FileStream? file)
    {
        file = null;
        var there = new FileInfo(path);
        if (there.Exists && there.Length >= maxFileSize)
            return false;
        try
        {
            file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false; // another process writes to it
        }
    }

    // Circular, as Exchange's own logs: the oldest go when the files are too old or together too large.
    private void Purge(DateTimeOffset now)
    {
        var files = new List<FileInfo>(new DirectoryInfo(Directory).GetFiles(Pattern));
        files.Sort(static (a, b) => string.CompareOrdinal(b.Name, a.Name));
        long total = 0;
        foreach (var file in files)
        {
            total += file.Length;
            if (file.LastWriteTimeUtc < now.UtcDateTime - maxAge || total > maxDirectorySize - maxFileSize)
                TryDelete(file);
        }
    }

    private static void TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            return; // somebody reads or writes it: the next purge finds it again
        }
    }
}
