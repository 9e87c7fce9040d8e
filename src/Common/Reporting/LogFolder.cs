using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Files;

namespace IpBlock.Reporting;

/// <summary>The files of the decision log: IPBLOCKyyyymmdd-nnnn.log, one series a day in UTC. Opens the one to write to and clears away the old.</summary>
internal sealed class LogFolder(string directory, long maxFileSize, long maxDirectorySize, TimeSpan maxAge)
{
    private const string Prefix = "IPBLOCK";
    private const int MaxInstance = 9999;
    public const string Pattern = Prefix + "????????-*.log";

    /// <summary>How many characters of a file's name say which day it is of.</summary>
    public const int DayLength = 15;

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    private string? _last;

    public string Directory { get; } = directory;

    /// <summary>True as long as the file that was opened last has its name.</summary>
    public bool IsThere => _last is not null && File.Exists(_last);

    /// <summary>
    /// The file this log began last, if it is of this day and has room, else a new one. A file that was there before is never written to, because another
    /// process may be doing so (front end and hub of one Exchange server log into the same folder), and only Windows would keep two writers apart.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public FileStream Open(DateTimeOffset now)
    {
        using var folder = OwnedFolder.Open(Directory);
        folder.Do(reached => Purge(reached, now));
        var series = SeriesOf(now);
        if (_last is not null && Path.GetFileName(_last).StartsWith(series, StringComparison.Ordinal) && new FileInfo(_last) is { Exists: true } last && last.Length < maxFileSize)
            return folder.Append(Path.GetFileName(_last));
        for (var instance = HighestInstance(series) + 1; instance <= MaxInstance; instance++)
        {
            if (TryCreate(folder, series + instance.ToString("0000", CultureInfo.InvariantCulture) + ".log") is { } file)
                return file;
        }

        throw new IOException("There are already 9999 log files for this day.");
    }

    /// <summary>What the names of a day's files begin with.</summary>
    public static string SeriesOf(DateTimeOffset moment) => Prefix + moment.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "-";

    // Numbers are not used twice, for the purge takes the lowest for the oldest.
    private int HighestInstance(string series)
    {
        var highest = 0;
        foreach (var path in System.IO.Directory.GetFiles(Directory, series + "*.log"))
        {
            var number = Path.GetFileNameWithoutExtension(path).Substring(series.Length);
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var instance) && instance <= MaxInstance)
                highest = Math.Max(highest, instance);
        }

        return highest;
    }

    private FileStream? TryCreate(OwnedFolder folder, string name)
    {
        try
        {
            var file = folder.CreateNew(name);
            _last = Path.Combine(Directory, name);
            return file;
        }
        catch (IOException) when (FileKinds.At(Path.Combine(Directory, name)) != FileKind.None)
        {
            return null; // another process was quicker
        }
    }

    // Circular, as Exchange's own logs: the oldest go when the files are too old or together too large. Age is counted from the day after the last file was
    // written, if that is earlier than now: a clock that jumps ahead by a year and is set right within a day must not clear the whole log away.
    private void Purge(string reached, DateTimeOffset now)
    {
        var files = new List<FileInfo>(new DirectoryInfo(reached).GetFiles(Pattern));
        // What is dated beyond tomorrow a clock has written that ran ahead: it counts as the oldest, or the present would be cleared away for it.
        var ahead = Prefix + now.UtcDateTime.AddDays(2).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        files.Sort((a, b) => (IsAhead(a), IsAhead(b)) is (var one, var other) && one != other ? one.CompareTo(other) : string.CompareOrdinal(b.Name, a.Name));
        var newest = files.Count > 0 ? files.Max(static file => file.LastWriteTimeUtc) : now.UtcDateTime;
        var present = newest < now.UtcDateTime - OneDay ? newest + OneDay : now.UtcDateTime;
        long total = 0;
        foreach (var file in files)
        {
            total += file.Length;
            if (file.LastWriteTimeUtc < present - maxAge || total > maxDirectorySize - maxFileSize)
                TryDelete(file);
        }

        bool IsAhead(FileInfo file) => string.CompareOrdinal(file.Name, ahead) >= 0;
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
