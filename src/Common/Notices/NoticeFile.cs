using System;
using System.Globalization;
using System.IO;
using System.Text;
using IpBlock.Files;
using IpBlock.Time;

namespace IpBlock.Notices;

/// <summary>Notices as lines of a text file, for a door that has no other place to speak. At one megabyte the file becomes <c>.old</c> and a new one begins.</summary>
public sealed class NoticeFile : INoticeSink
{
    private const long MaxLength = 1 << 20;

    private readonly string _path;
    private readonly Clock _clock;
    private readonly object _fileLock = new();

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
            .Append(Printable.Line(notice.Text)).Append('\n').ToString();
        lock (_fileLock)
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
        using var folder = OwnedFolder.Open(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        var name = Path.GetFileName(_path);
        var there = new FileInfo(_path);
        if (there.Exists && there.Length > MaxLength)
            folder.Replace(name, name + ".old");
        using var file = folder.Append(name);
        var bytes = Encoding.UTF8.GetBytes(line);
        file.Write(bytes, 0, bytes.Length);
    }
}
