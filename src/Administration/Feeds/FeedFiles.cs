using System;
using System.IO;
using System.Text;
using IpBlock.Files;
using IpBlock.Lists;

namespace IpBlock.Administration.Feeds;

/// <summary>The files of a fetched list, each replaced as a whole: who reads them finds the old or the new one. Only for the holder of the lock.</summary>
internal sealed class FeedFiles(OwnedFolder folder, ListPlace place)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string _list = Path.GetFileName(place.File);
    private readonly string _fresh = Path.GetFileName(place.Fresh);
    private readonly string _record = Path.GetFileName(place.Record);
    private readonly string _previous = Path.GetFileName(place.Previous);
    private readonly string _held = Path.GetFileName(place.Held);

    /// <summary>Where a new version is put together.</summary>
    public string Part => _list + ".part";

    /// <summary>The version that was held back.</summary>
    public string Held => _held;

    public bool HasList => folder.Has(_list);

    public bool HasHeld => folder.Has(_held);

    /// <summary>Makes a file of this list anew.</summary>
    public FileStream Create(string name) => folder.Create(name);

    public FileStream OpenRead(string name) => folder.OpenRead(name);

    public void Move(string from, string to) => folder.Replace(from, to);

    public void Delete(string name) => folder.Delete(name);

    /// <summary>True when the new version is the one that is there.</summary>
    public bool IsSame(string version)
    {
        using var other = OpenList();
        if (other is null)
            return false;
        using var one = folder.OpenRead(version);
        if (one.Length != other.Length)
            return false;
        Span<byte> left = new byte[1 << 16], right = new byte[1 << 16];
        for (int count; (count = one.ReadAtLeast(left, left.Length, throwOnEndOfStream: false)) > 0;)
        {
            if (other.ReadAtLeast(right[..count], count, throwOnEndOfStream: false) != count || !left[..count].SequenceEqual(right[..count]))
                return false;
        }

        return true;
    }

    /// <summary>Puts a version in force and keeps the one before.</summary>
    public void TakeOver(string version)
    {
        if (HasList && OperatingSystem.IsWindows())
        {
            folder.Do(path => File.Replace(Path.Combine(path, version), Path.Combine(path, _list), Path.Combine(path, _previous), ignoreMetadataErrors: true));
        }
        else
        {
            // Copied, not moved: there must be no moment without a list.
            Keep();
            folder.Replace(version, _list);
        }

        folder.Delete(_held);
    }

    /// <summary>Keeps a version aside.</summary>
    public void Hold(string version) => folder.Replace(version, _held);

    public void ForgetHeld() => folder.Delete(_held);

    /// <summary>Notes that the list is up to date. A file of its own, because an account may touch only files that it owns.</summary>
    public void MarkFresh(DateTimeOffset now)
    {
        var part = _fresh + ".part";
        using (var file = folder.Create(part))
            File.SetLastWriteTimeUtc(file.SafeFileHandle, now.UtcDateTime);
        folder.Replace(part, _fresh);
    }

    public FeedRecord Known() => folder.Do(path => FeedRecord.Read(Path.Combine(path, _record)));

    public void Write(FeedRecord record)
    {
        using (var text = new StreamWriter(folder.Create(_record + ".part"), Utf8))
            text.Write(record.ToJson());
        folder.Replace(_record + ".part", _record);
    }

    // A list that this account may not read is as good as none: the new one comes in its place.
    private FileStream? OpenList()
    {
        try
        {
            return HasList ? folder.OpenRead(_list) : null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Keep()
    {
        using var from = OpenList();
        if (from is null)
            return;
        using (var to = folder.Create(_previous + ".part"))
            from.CopyTo(to);
        folder.Replace(_previous + ".part", _previous);
    }
}
