using System;
using System.IO;
using System.Text;
using IpBlock.Lists;

namespace IpBlock.Service.Feeds;

/// <summary>The files of a fetched list, each replaced as a whole: who reads them finds the old or the new one. Only for the holder of the lock.</summary>
internal sealed class FeedFiles(ListPlace place)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Where a new version is put together.</summary>
    public string Part => place.File + ".part";

    public bool HasList => File.Exists(place.File);

    public bool HasHeld => File.Exists(place.Held);

    /// <summary>True when the new version is the one that is there.</summary>
    public bool IsSame(string version)
    {
        if (!HasList || new FileInfo(version).Length != new FileInfo(place.File).Length)
            return false;
        using var one = File.OpenRead(version);
        using var other = File.OpenRead(place.File);
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
        if (!HasList)
        {
            File.Move(version, place.File);
        }
        else if (OperatingSystem.IsWindows())
        {
            File.Replace(version, place.File, place.Previous, ignoreMetadataErrors: true);
        }
        else
        {
            // Copied, not moved: there must be no moment without a list.
            File.Copy(place.File, place.Previous + ".part", overwrite: true);
            File.Move(place.Previous + ".part", place.Previous, overwrite: true);
            File.Move(version, place.File, overwrite: true);
        }

        File.Delete(place.Held);
    }

    /// <summary>Keeps a version aside.</summary>
    public void Hold(string version) => File.Move(version, place.Held, overwrite: true);

    public void ForgetHeld() => File.Delete(place.Held);

    /// <summary>Notes that the list is up to date. A file of its own, because an account may touch only files that it owns.</summary>
    public void MarkFresh(DateTimeOffset now)
    {
        var part = place.Fresh + ".part";
        File.WriteAllBytes(part, []);
        File.SetLastWriteTimeUtc(part, now.UtcDateTime);
        File.Move(part, place.Fresh, overwrite: true);
    }

    public void Write(FeedRecord record)
    {
        File.WriteAllText(place.Record + ".part", record.ToJson(), Utf8);
        File.Move(place.Record + ".part", place.Record, overwrite: true);
    }
}
