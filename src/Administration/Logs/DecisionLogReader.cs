using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.Administration.Logs;

/// <summary>Reads the decision log while others write it. Not for two threads at once.</summary>
public sealed class DecisionLogReader
{
    private readonly Dictionary<string, DecisionLogFile> _files = new(StringComparer.Ordinal);
    private readonly string _directory;

    /// <summary>A reader of the log in a folder, which need not exist yet.</summary>
    public DecisionLogReader(string directory) => _directory = directory ?? throw new ArgumentNullException(nameof(directory));

    /// <summary>A reader of the log that these settings have written.</summary>
    public static DecisionLogReader For(FilterSettings settings, string settingsPath) => new(FilterEngine.LogDirectory(settings, settingsPath));

    /// <summary>
    /// The decisions that have been logged since the last call, or all at the first; oldest first, also where several processes write files of
    /// their own. To be enumerated to the end before the next call.
    /// </summary>
    /// <param name="since">Files that were last written before are not opened; null for all.</param>
    /// <param name="usage">Hears, while the decisions are enumerated, how often each list was asked: a record for each list, hour and process, those that end after <paramref name="since"/>.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or the folder may not be read.</exception>
    public IEnumerable<DecisionRecord> ReadNew(DateTimeOffset? since = null, Action<UsageRecord>? usage = null)
    {
        Action<UsageRecord>? wanted = usage is null ? null : record =>
        {
            if (!(record.To <= since))
                usage(record);
        };
        foreach (var day in Days(since))
        {
            foreach (var record in Merge(day, wanted))
            {
                if (!(record.Timestamp < since))
                    yield return record;
            }
        }
    }

    private IEnumerable<List<DecisionLogFile>> Days(DateTimeOffset? since)
    {
        var days = new SortedDictionary<string, List<DecisionLogFile>>(StringComparer.Ordinal);
        if (!Directory.Exists(_directory))
            return days.Values;
        foreach (var info in new DirectoryInfo(_directory).GetFiles(LogFolder.Pattern))
        {
            if (since is { } moment && info.LastWriteTimeUtc < moment.UtcDateTime)
                continue;
            var day = info.Name.Substring(0, LogFolder.DayLength);
            if (!days.TryGetValue(day, out var files))
                days[day] = files = [];
            if (!_files.TryGetValue(info.Name, out var file))
                _files[info.Name] = file = new DecisionLogFile(info.FullName);
            files.Add(file);
        }

        return days.Values;
    }

    private static IEnumerable<DecisionRecord> Merge(List<DecisionLogFile> files, Action<UsageRecord>? usage)
    {
        var heads = new List<IEnumerator<DecisionRecord>>();
        try
        {
            foreach (var file in files)
            {
                var head = file.ReadNew(usage).GetEnumerator();
                if (head.MoveNext())
                    heads.Add(head);
                else
                    head.Dispose();
            }

            while (heads.Count > 0)
            {
                var next = Earliest(heads);
                yield return heads[next].Current;
                if (heads[next].MoveNext())
                    continue;
                heads[next].Dispose();
                heads.RemoveAt(next);
            }
        }
        finally
        {
            foreach (var head in heads)
                head.Dispose();
        }
    }

    private static int Earliest(List<IEnumerator<DecisionRecord>> heads)
    {
        var earliest = 0;
        for (var i = 1; i < heads.Count; i++)
        {
            if (heads[i].Current.Timestamp < heads[earliest].Current.Timestamp)
                earliest = i;
        }

        return earliest;
    }
}
