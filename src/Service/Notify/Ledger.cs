using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>
/// What has been told of and what is still to be: it turns what is wrong at each look into items for the next notification. What lasts less than a minute is
/// told to nobody, nor the end of it before it has lasted five; between two notifications there are five minutes, so that whatever goes wrong at the same
/// time stands in one. Not for two threads at a time.
/// </summary>
internal sealed class Ledger
{
    /// <summary>A restart of a mail server or of the service is no news.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    /// <summary>What comes and goes is not told of as solved each time.</summary>
    public static readonly TimeSpan WellFor = TimeSpan.FromMinutes(5);

    /// <summary>From one notification to the next.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(5);

    private const int MostEntries = 1000;
    private const int MostWaiting = 500;

    private readonly Dictionary<string, Entry> _entries;
    private readonly Dictionary<string, DateTimeOffset> _noticesSeen;
    private readonly List<Item> _events = []; // what waits for the gap between two notifications
    private readonly DateTimeOffset _started;
    private DateTimeOffset? _lastAt;

    /// <summary>Remembers nothing yet.</summary>
    /// <param name="now">What was told before then is old news.</param>
    public Ledger(DateTimeOffset now) : this(now, new(StringComparer.OrdinalIgnoreCase), new(StringComparer.OrdinalIgnoreCase))
    {
    }

    private Ledger(DateTimeOffset started, Dictionary<string, Entry> entries, Dictionary<string, DateTimeOffset> noticesSeen) =>
        (_started, _entries, _noticesSeen) = (started, entries, noticesSeen);

    /// <summary>What has been wrong for a minute and has not been well for as long, whatever its severity, the worst first, and of those the one that lasts longest.</summary>
    public IEnumerable<string> WrongAt(DateTimeOffset now) => _entries.Values
        .Where(entry => now - entry.Since >= Settled && !(now - entry.GoneSince >= Settled))
        .OrderByDescending(static entry => entry.Severity).ThenBy(static entry => entry.Since).Select(static entry => entry.Text);

    /// <summary>Takes in what is wrong now.</summary>
    /// <returns>What is to be notified of; empty as a rule.</returns>
    public IReadOnlyList<Item> Look(StatusReport report, NotifySettings settings)
    {
        var now = report.Now;
        var silent = Subjects.Here(report).Where(static process => !process.IsRunning).Select(Subjects.KeyOf).ToHashSet(StringComparer.Ordinal);
        See(Subjects.Of(report), now);
        Miss(silent, settings, now);
        Hear(report, settings);
        if (now - _lastAt is { } since && since >= TimeSpan.Zero && since < Gap)
            return [];
        IReadOnlyList<Item> due = [.. DueWrong(settings, now), .. DueSolved(now), .. DueEvents(settings, now)];
        if (due.Count > 0)
            _lastAt = now;
        return due;
    }

    /// <summary>Nobody is to be told any more of what has happened.</summary>
    public void ForgetEvents() => _events.Clear();

    public JObject ToJson() => new()
    {
        ["lastAt"] = BookJson.Time(_lastAt),
        ["subjects"] = new JObject(_entries.Select(static one => new JProperty(one.Key, one.Value.ToJson()))),
        ["noticesSeen"] = new JObject(_noticesSeen.Select(static one => new JProperty(one.Key, BookJson.Time(one.Value)))),
        ["events"] = new JArray(_events.Select(static item => item.ToJson())),
    };

    /// <exception cref="Exception">Of those that <see cref="DamagedJson.Explains"/> knows: it is damaged.</exception>
    public static Ledger Parse(JToken? json, DateTimeOffset now)
    {
        var noticesSeen = BookJson.Map(json?["noticesSeen"], time => BookJson.Time(time) ?? now);
        var ledger = new Ledger(now, BookJson.Map(json?["subjects"], Entry.Parse), noticesSeen) { _lastAt = BookJson.Time(json?["lastAt"]) };
        ledger._events.AddRange(BookJson.List(json?["events"], Item.Parse).Where(item => now - item.At < Outbox.KeptFor).Take(MostWaiting));
        return ledger;
    }

    private void See(IReadOnlyList<Subject> subjects, DateTimeOffset now)
    {
        foreach (var entry in _entries.Values)
            entry.GoneSince ??= now;
        foreach (var subject in subjects)
        {
            if (!_entries.TryGetValue(subject.Id, out var entry))
            {
                if (_entries.Count >= MostEntries)
                    continue;
                _entries[subject.Id] = entry = new Entry();
            }

            (entry.GoneSince, entry.Severity, entry.Text, entry.Processes) = (null, subject.Severity, subject.Text, subject.Processes);
            entry.Since ??= now;
            entry.NextStep = subject.NextStep;
        }
    }

    // Of what a process said that has ended nobody knows how it is now.
    private void Miss(HashSet<string> silent, NotifySettings settings, DateTimeOffset now)
    {
        foreach (var (id, entry) in _entries.ToList())
        {
            if (entry.Processes.Any(silent.Contains) && !id.StartsWith("running.ended/", StringComparison.Ordinal))
                entry.GoneSince = null;
            if (!entry.IsTold && now - entry.GoneSince >= Settled)
                entry.Since = null;
            if (entry.IsForgettable(now, settings.Every))
                _entries.Remove(id);
        }
    }

    private void Hear(StatusReport report, NotifySettings settings)
    {
        var before = new Dictionary<string, DateTimeOffset>(_noticesSeen, StringComparer.OrdinalIgnoreCase);
        _noticesSeen.Clear();
        foreach (var process in Subjects.Here(report))
        {
            var key = $"{Subjects.KeyOf(process)}/{process.State.ProcessId.ToString(CultureInfo.InvariantCulture)}";
            var seen = before.TryGetValue(key, out var last) ? last : Beginning(process);
            foreach (var item in Events.Since(process, seen).Where(item => item.Severity >= settings.MinimumSeverity && _events.Count < MostWaiting))
                _events.Add(item);
            _noticesSeen[key] = process.State.Notices.Select(static notice => notice.At).Append(seen).Max();
        }
    }

    // Of a process that has just begun all notices are new; of one that has run for long those that were told before anybody wanted to know are not.
    private DateTimeOffset Beginning(RunningProcess process) =>
        process.State.Started > _started - Settled ? process.State.Started - TimeSpan.FromSeconds(1) : _started;

    private IEnumerable<Item> DueWrong(NotifySettings settings, DateTimeOffset now)
    {
        // A dictionary gives a new entry the place of one that has gone.
        foreach (var (id, entry) in _entries.OrderBy(static one => one.Value.Since))
        {
            if (entry.IsTold || entry.GoneSince is not null || entry.Severity < settings.MinimumSeverity || !(now - entry.Since >= Settled)
                || !entry.MayBeTold(now, settings.Every))
                continue;
            (entry.IsTold, entry.ToldAt) = (true, now);
            yield return new Item(entry.Since ?? now, id, ItemState.Wrong, entry.Severity, entry.Text, entry.NextStep);
        }
    }

    private IEnumerable<Item> DueSolved(DateTimeOffset now)
    {
        foreach (var (id, entry) in _entries.OrderBy(static one => one.Value.GoneSince))
        {
            if (!entry.IsTold || !(now - entry.GoneSince >= WellFor))
                continue;
            (entry.IsTold, entry.Since) = (false, null);
            yield return new Item(entry.GoneSince ?? now, id, ItemState.Solved, entry.Severity, entry.Text, "");
        }
    }

    private IEnumerable<Item> DueEvents(NotifySettings settings, DateTimeOffset now)
    {
        foreach (var item in _events)
        {
            if (!_entries.TryGetValue(item.Subject, out var entry))
            {
                entry = new Entry();
                if (_entries.Count < MostEntries)
                    _entries[item.Subject] = entry;
            }

            if (!entry.MayBeTold(now, settings.Every) || entry.ToldAt == now)
                continue;
            entry.ToldAt = now;
            yield return item;
        }

        _events.Clear();
    }
}
