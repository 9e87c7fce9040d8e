using System;
using System.Globalization;
using System.IO;
using System.Text;
using IpBlock.Time;

namespace IpBlock.Reporting;

/// <summary>Notices as lines of a text file, for a door that has no other place to speak. At one megabyte the file becomes <c>.old</c> and a new one begins.</summary>
public sealed class NoticeFile : INoticeSink
{
    private const long MaxLength = 1 << 20;

    private readonly string _path;
    private readonly Clock _clock;
    private readonly object _gate = new();

    /// <summary>Appends to this file; its folder is made when it is needed.</summary>
    public NoticeFile(string path, Clock clock)
    {
        _path = path ?? throw new ArgumentNullException(nameof(path));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
    }

    /// <summary>How many notices could not be written.</summary>
    public int Lost { get; private set; }

    /// <inheritdoc/>
    public void Write(Notice notice) => Write(notice, _clock.UtcNow);

    /// <summary>Writes a notice that was told at this time.</summary>
    public void Write(Notice notice, DateTimeOffset at)
    {
        var line = new StringBuilder()
            .Append(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append(' ').Append(notice.Level).Append(' ').Append(notice.Id.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(notice.Text.Replace("\r", "").Replace("\n", " | ")).Append('\n').ToString();
        lock (_gate)
        {
            try
            {
                Append(line);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Lost++; // there is no further place to complain to, and mail must go on
            }
        }
    }

    private void Append(string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        var there = new FileInfo(_path);
        if (there.Exists && there.Length > MaxLength)
        {
            File.Delete(_path + ".old");
            File.Move(_path, _path + ".old");
        }

        File.AppendAllText(_path, line);
    }
}
