using System;
using System.IO;
using System.Security;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.Lists;

/// <summary>
/// A list's file as it was last good. It is looked at again and again; a change is read when the file has been the same at two looks, because a program that does not
/// replace it but writes into it may be half-way through.
/// </summary>
internal sealed class ListFile(ListPlace place, ListFormat format)
{
    private FileStamp _seen;
    private FileStamp? _taken;
    private bool _looked;
    private DateTimeOffset _ahead;
    private DateTimeOffset _knownAhead;

    public ListPlace Place => place;

    public ListFormat Format => format;

    /// <summary>What it says; nothing as long as it has never been good.</summary>
    public ListContent Content { get; private set; } = ListContent.None;

    /// <summary>When the version that <see cref="Content"/> is of was written.</summary>
    public DateTimeOffset Version { get; private set; }

    /// <summary>True once it has been good.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>When it was last written or found to be up to date.</summary>
    public DateTimeOffset Refreshed { get; private set; }

    /// <summary>Why the file, as it is now, is not used, with what to do; null when it is.</summary>
    public string? Trouble { get; private set; }

    /// <summary>True when it is not there.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>Looks at the file; true when it was read anew, well or not.</summary>
    /// <param name="utcNow">The time of day.</param>
    public bool Look(DateTimeOffset utcNow)
    {
        var now = FileStamp.Of(place.File);
        var settled = !_looked || now.Equals(_seen);
        (_seen, _looked) = (now, true);
        if (now.Exists)
            Refreshed = NotAhead(Later(now.LastWrite, FileStamp.Of(place.Fresh)), utcNow);
        if (!settled || now.Equals(_taken))
            return false;
        _taken = now;
        Trouble = TryRead(now.Exists);
        return true;
    }

    private static DateTimeOffset Later(DateTimeOffset written, FileStamp fresh) => fresh.Exists && fresh.LastWrite > written ? fresh.LastWrite : written;

    // A time that is still to come was written by a clock that ran ahead: the list is as old as that has been known, and does not hold for longer than another.
    private DateTimeOffset NotAhead(DateTimeOffset time, DateTimeOffset utcNow)
    {
        if (time <= utcNow)
            return time;
        if (time != _ahead)
            (_ahead, _knownAhead) = (time, utcNow);
        return _knownAhead = _knownAhead < utcNow ? _knownAhead : utcNow;
    }

    private string? TryRead(bool exists)
    {
        IsMissing = !exists;
        if (!exists)
            return "the file does not exist";
        try
        {
            using var stream = ListContent.Open(place.File);
            var content = ListContent.Read(stream, format);
            if (content.Report.Refusal is { } refusal)
                return Printable.Line(refusal);
            (Content, IsLoaded, Version) = (content, true, _seen.LastWrite);
            return null;
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or SecurityException)
        {
            _taken = null; // what is wrong is not in the file, and may be mended without it
            if (Directory.Exists(place.File))
                return "it is a folder, not a file";
            return "this account has no read access; grant read access to the file and its folder to the account of the mail server or the service";
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            _taken = null;
            return "it cannot be read: " + failure.Message;
        }
    }
}
