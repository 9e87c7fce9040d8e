using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Files;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Asking;

/// <summary>Reads lines of the log at the places where the index found them.</summary>
internal sealed class LineFinder(SqliteConnection connection, string log, bool hidesMailboxes)
{
    private const string Hidden = "(hidden)";

    private readonly Dictionary<long, (string File, LogHeader Header)> _parts = [];

    /// <summary>True once a line was not what the index has; its file has been deleted or replaced, which the filler will see too.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>The decisions in the same order, without those whose line is not there any more.</summary>
    public List<IndexedDecision> Read(List<LinePlace> places, Func<DecisionRecord, bool>? isWanted = null)
    {
        var found = new Dictionary<DecisionKey, IndexedDecision>();
        foreach (var part in places.GroupBy(static place => place.Part))
        {
            var (name, header) = PartOf(part.Key);
            using var file = Open(Path.Combine(log, name));
            foreach (var place in part)
            {
                if (file is null || Read(file, place, header) is not { } record)
                    IsDoubtful = true;
                else if (isWanted is null || isWanted(record))
                    found[place.Key] = new IndexedDecision(place.Key, hidesMailboxes ? record.WithoutMailboxes(Hidden) : record, name);
            }
        }

        return [.. places.Where(place => found.ContainsKey(place.Key)).Select(place => found[place.Key])];
    }

    private static DecisionRecord? Read(FileStream file, LinePlace place, LogHeader header)
    {
        var bytes = new byte[place.Length];
        return file.ReadAt(bytes, place.Start) == bytes.Length && bytes[^1] == (byte)'\n'
            && DecisionRecord.TryParse(Encoding.Latin1.GetString(bytes, 0, bytes.Length - 1), header, out var record)
            && record.Timestamp.UtcTicks == place.Key.Ticks
            ? record
            : null;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return RegularFile.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // deleted meanwhile, or not to be read, which the filler tells
        }
    }

    private (string File, LogHeader Header) PartOf(long part)
    {
        if (_parts.TryGetValue(part, out var known))
            return known;
        using var command = connection.Command(
            "SELECT file.name, part.fields FROM part JOIN file ON file.id = part.file WHERE part.id = $part", ("$part", part));
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            throw new SqliteException("a part of a file is missing", Sql.Corrupt);
        return _parts[part] = (reader.GetString(0), LogHeader.TryParse(reader.GetString(1)) ?? LogHeader.Current);
    }
}
