using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Asking;

/// <summary>One question to the index: a connection that only reads, in one state of the index from its first statement to its last.</summary>
internal sealed class QuerySession : IDisposable
{
    // So many are sorted in passing. Of what is more frequent than that a walk from the newest back finds a page soon.
    private const int Few = 20_000;

    // A file that cannot be read is passed over, but not all of a log at once.
    private const int MaxRounds = 50;

    private const string Place = "time, id, part, start, length";

    private readonly SqliteConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private readonly LogFilter _filter;
    private readonly string _log;
    private readonly LineFinder _lines;
    private FilterConditions? _read;

    public QuerySession(string path, string log, LogFilter filter, CancellationToken cancellation)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString());
        (_filter, _log) = (filter, log);
        _lines = new LineFinder(_connection, log, filter.HidesMailboxes);
        try
        {
            _connection.Open();
            _registration = cancellation.Register(() => SQLitePCL.raw.sqlite3_interrupt(_connection.Handle));
            _connection.Run("PRAGMA cache_size = -4096; PRAGMA temp_store = FILE");
            _connection.Run("BEGIN");
        }
        catch
        {
            // Else a damaged index would keep a connection, and the caller's token what it is told, for each question.
            _registration.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>True when a line was not where it should be.</summary>
    public bool IsDoubtful => _lines.IsDoubtful;

    private FilterConditions Conditions => _read ??= FilterConditions.Of(_filter, _connection, _log);

    public LogPage Page(int size, DecisionKey? before)
    {
        var decisions = new List<IndexedDecision>();
        var from = From();
        for (var round = 1; ; round++)
        {
            var after = before is null ? "" : " AND time <= $beforeTime AND (time, id) < ($beforeTime, $beforeId)";
            var wanted = size - decisions.Count + 1;
            var places = Places(
                $"{Conditions.With} SELECT {Place} {from}{after} ORDER BY time DESC, id DESC LIMIT $wanted",
                ("$beforeTime", before?.Ticks),
                ("$beforeId", before?.Number),
                ("$wanted", wanted));
            var shown = places.Take(wanted - 1).ToList();
            decisions.AddRange(_lines.Read(shown));
            if (shown.Count > 0)
                before = shown[^1].Key;

            // A line that is not there any more leaves its place to the next.
            if (places.Count < wanted)
                return new LogPage(decisions, null);
            if (decisions.Count == size || round == MaxRounds)
                return new LogPage(decisions, before);
        }
    }

    public LogCount Count(long bound)
    {
        if (Conditions.IsAll)
        {
            var all = (long)_connection.Scalar("SELECT coalesce(sum(count), 0) FROM hour")!;
            return new LogCount(Math.Min(all, bound), all > bound);
        }

        var count = (long)Scalar($"{Conditions.With} SELECT count(*) FROM (SELECT 1 {From()} LIMIT $most)", bound + 1)!;
        return new LogCount(Math.Min(count, bound), count > bound);
    }

    public IReadOnlyList<LogGroup> Groups(LogGrouping grouping, int most) => Grouping.Read(_connection, Conditions, grouping, From(), most);

    public IReadOnlyList<HourSum> Hours(DateTimeOffset since, DateTimeOffset until)
    {
        using var command = _connection.Command(
            "SELECT hour, word.text, kind, sum(count) FROM hour JOIN word ON word.id = provider WHERE hour BETWEEN $since AND $until "
            + "GROUP BY hour, provider, kind ORDER BY hour, word.text, kind",
            ("$since", since.UtcTicks / TimeSpan.TicksPerHour), ("$until", until.UtcTicks / TimeSpan.TicksPerHour));
        using var reader = command.ExecuteReader();
        var sums = new List<HourSum>();
        while (reader.Read())
        {
            var hour = new DateTimeOffset(reader.GetInt64(0) * TimeSpan.TicksPerHour, TimeSpan.Zero);
            sums.Add(new HourSum(hour, reader.GetString(1), (LoggedAction)reader.GetInt32(2), reader.GetInt64(3)));
        }

        return sums;
    }

    public IReadOnlyList<MonthSum> Months()
    {
        using var command = _connection.Command("SELECT hour / 24, kind, sum(count) FROM hour GROUP BY hour / 24, kind");
        using var reader = command.ExecuteReader();
        var days = new List<MonthSum>();
        while (reader.Read())
        {
            var day = new DateTimeOffset(reader.GetInt64(0) * TimeSpan.TicksPerDay, TimeSpan.Zero);
            days.Add(new MonthSum(new DateTimeOffset(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero), (LoggedAction)reader.GetInt32(1), reader.GetInt64(2)));
        }

        return
        [
            .. days.GroupBy(static day => (day.Month, day.Action))
                .Select(static month => new MonthSum(month.Key.Month, month.Key.Action, month.Sum(static day => day.Decisions)))
                .OrderByDescending(static month => month.Month).ThenBy(static month => month.Action),
        ];
    }

    public IndexedDecision? Decision(DecisionKey key) =>
        _lines.Read(Places($"SELECT {Place} FROM decision WHERE time = $time AND id = $id", ("$time", key.Ticks), ("$id", key.Number))).FirstOrDefault();

    /// <summary>The newest of some decisions that meet the filter, oldest first.</summary>
    public IReadOnlyList<IndexedDecision> Among(List<LinePlace> places, int most)
    {
        // The places were kept in memory: the index may have been made anew since then, or a file of the log removed.
        var parts = _connection.Column<long>("SELECT id FROM part").ToHashSet();
        var there = places.FindAll(place => parts.Contains(place.Part));

        // These few are read and looked at: the index would be searched each time for what it has of all.
        var wanted = new WantedDecisions(_filter, _log);
        return [.. _lines.Read(there, wanted.Has).TakeLast(most)];
    }

    public void Dispose()
    {
        _registration.Dispose();
        if (_connection.IsInTransaction())
            _connection.Run("ROLLBACK");
        _connection.Dispose();
    }

    // By what is rare, or in the order of time. SQLite would have to guess.
    private string From()
    {
        foreach (var (index, condition) in HasIndexes() ? Conditions.Indexed : [])
        {
            var entries = $"SELECT 1 FROM decision INDEXED BY {index} WHERE {condition} LIMIT $most";
            if ((long)Scalar($"SELECT count(*) FROM ({entries})", Few + 1)! <= Few)
                return $"FROM decision INDEXED BY {index} WHERE {condition} AND {Conditions.Where}";
        }

        return $"FROM decision WHERE {Conditions.Where}";
    }

    private bool HasIndexes() =>
        (long)_connection.Scalar("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name IN ('by_client', 'by_recipient')")! == 2;

    private object? Scalar(string text, long most)
    {
        using var command = _connection.Command(text, ("$most", most));
        Conditions.AddTo(command);
        return command.ExecuteScalar();
    }

    private List<LinePlace> Places(string text, params (string Name, object? Value)[] parameters)
    {
        using var command = _connection.Command(text, parameters);
        Conditions.AddTo(command);
        using var reader = command.ExecuteReader();
        var places = new List<LinePlace>();
        while (reader.Read())
            places.Add(new LinePlace(new DecisionKey(reader.GetInt64(0), reader.GetInt64(1)), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt32(4)));
        return places;
    }
}
