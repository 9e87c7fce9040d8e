using System;
using System.Collections.Concurrent;
using System.IO;
using IpBlock.Lists;

namespace IpBlock.Reporting.State;

/// <summary>How fetching the lists went, read again only when it was written anew.</summary>
internal sealed class FeedRecords
{
    private static readonly FeedRecord None = new();

    private readonly ConcurrentDictionary<string, (DateTime WrittenAt, FeedRecord Record)> _read = new(StringComparer.Ordinal);

    /// <summary>The record of a list; a blank one for a list that is not fetched, and where there is none.</summary>
    public FeedRecord Of(LoadedList list)
    {
        if (list.Settings.Url is null)
            return None;
        var path = list.Place.Record;
        var writtenAt = WrittenAt(path);
        if (_read.TryGetValue(path, out var known) && known.WrittenAt == writtenAt)
            return known.Record;
        var record = writtenAt == default ? None : FeedRecord.Read(path);
        _read[path] = (writtenAt, record);
        return record;
    }

    private static DateTime WrittenAt(string path)
    {
        try
        {
            return File.Exists(path) ? File.GetLastWriteTimeUtc(path) : default;
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure))
        {
            return default;
        }
    }
}
