using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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

    /// <summary>By what senders and recipients are found that are hashed; null where none are.</summary>
    internal MailboxHash? Mailboxes => MailboxHash.Find(_directory);

    /// <summary>A reader of the log that these settings have written.</summary>
    public static DecisionLogReader For(FilterSettings settings, string settingsPath) => new(FilterEngine.LogDirectory(settings, settingsPath));

    /// <summary>
    /// The decisions that have been logged since the last call, or all at the first; oldest first, also where several processes write files of
    /// their own. To be enumerated to the end before the next call.
    /// </summary>
    /// <param name="since">Files of earlier days that were last written before are not opened; null for all.</param>
    /// <param name="usage">Hears, while the decisions are enumerated, how often each list was asked: a record for each list, hour and process, those that end after <paramref name="since"/>.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or the folder may not be read.</exception>
    public IEnumerable<DecisionRecord> ReadNew(DateTimeOffset? since = null, Action<UsageRecord>? usage = null) => ReadNew(LineFilter.All, since, usage);

    /// <summary>The same of the lines that a filter lets by.</summary>
    internal IEnumerable<DecisionRecord> ReadNew(LineFilter filter, DateTimeOffset? since, Action<UsageRecord>? usage)
    {
        Action<UsageRecord>? wanted = usage is null ? null : record =>
        {
            if (!(record.To <= since))
                usage(record);
        };
        foreach (var day in Days(since))
        {
            // Of the day in which it begins there may be much that is earlier.
            if (usage is null && since is not null)
                day.RemoveAll(file => file.IsNew && file.Last() < since);
            foreach (var record in Merge(day, file => file.ReadNew(filter, wanted), static (one, other) => one < other))
            {
                if (!(record.Timestamp < since))
                    yield return record;
            }
        }
    }

    /// <summary>All decisions, newest first, also where several processes write files of their own: those that were made last are there at once, however much there is.</summary>
    /// <param name="filter">Which lines are worth reading.</param>
    /// <param name="since">Ends with the first decision before then; null for all.</param>
    internal IEnumerable<DecisionRecord> ReadBackwards(LineFilter filter, DateTimeOffset? since)
    {
        foreach (var day in Days(since).Reverse())
        {
            foreach (var record in Merge(day, file => file.ReadBackwards(filter), static (one, other) => one > other))
            {
                if (record.Timestamp < since)
                    break;
                yield return record;
            }
        }
    }

    /// <summary>The next call gives only what is logged from now on.</summary>
    public void SkipToEnd()
    {
        foreach (var file in Days(null).SelectMany(static day => day))
            file.SkipToEnd();
    }

    private IEnumerable<List<DecisionLogFile>> Days(DateTimeOffset? since)
    {
        var days = new SortedDictionary<string, List<DecisionLogFile>>(StringComparer.Ordinal);
        if (!Directory.Exists(_directory))
            return days.Values;
        var first = since is { } moment ? LogFolder.SeriesOf(moment) : "";
        foreach (var info in new DirectoryInfo(_directory).GetFiles(LogFolder.Pattern))
        {
            // Not by when it was written last alone: of a file that is open Windows says that only once it is closed. One of an earlier day is closed.
            if (string.CompareOrdinal(info.Name, first) < 0 && info.LastWriteTimeUtc < since?.UtcDateTime)
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

    private static IEnumerable<DecisionRecord> Merge(
        List<DecisionLogFile> files, Func<DecisionLogFile, IEnumerable<DecisionRecord>> read, Func<DateTimeOffset, DateTimeOffset, bool> isFirst)
    {
        var heads = new List<IEnumerator<DecisionRecord>>();
        try
        {
            foreach (var file in files)
            {
                var head = read(file).GetEnumerator();
                if (head.MoveNext())
                    heads.Add(head);
                else
                    head.Dispose();
            }

            while (heads.Count > 0)
            {
                var next = Next(heads, isFirst);
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

    private static int Next(List<IEnumerator<DecisionRecord>> heads, Func<DateTimeOffset, DateTimeOffset, bool> isFirst)
    {
        var next = 0;
        for (var i = 1; i < heads.Count; i++)
        {
            if (isFirst(heads[i].Current.Timestamp, heads[next].Current.Timestamp))
                next = i;
        }

        return next;
    }
}
