using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Reporting;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Filling;

/// <summary>
/// The only connection that writes. What it does between <see cref="Begin"/> and <see cref="Commit"/> is there as a whole or not at all, also when the
/// process is killed.
/// </summary>
internal sealed class IndexWriter : IDisposable
{
    // Pages that many slices change are written to the file once in 32 MB of changes.
    private const string Pragmas = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA temp_store = FILE; PRAGMA secure_delete = ON;
        PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 33554432;
        """;

    private readonly SqliteConnection _connection;
    private readonly WordTable _words;
    private readonly SqliteCommand _addName;
    private readonly WordTable _mailboxes;
    private readonly SqliteCommand _insert;
    private readonly Dictionary<(long Part, long Hour, long Provider, int Kind), long> _hours = [];

    private IndexWriter(SqliteConnection connection)
    {
        _connection = connection;
        _words = new WordTable(connection, "word");
        _addName = connection.Command("INSERT INTO name VALUES($id, $text)", ("$id", 0L), ("$text", ""));
        _mailboxes = new WordTable(connection, "mailbox");
        _insert = connection.Command(
            "INSERT INTO decision VALUES($0,$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)",
            [.. Enumerable.Range(0, 18).Select(static i => ("$" + i.ToString(CultureInfo.InvariantCulture), (object?)null))]);
        Next = 1 + (long)(connection.Scalar("SELECT coalesce(max(id), 0) FROM decision") ?? 0L);
    }

    /// <summary>True when decisions were taken out and the texts that only they named are still there.</summary>
    public bool HasUnused => (long)_connection.Scalar("PRAGMA user_version")! != 0;

    /// <summary>Makes searches by client and recipient quick, unless that has been done.</summary>
    public void AddIndexes() => _connection.Run(Schema.Indexes);

    /// <summary>The number of the decision that is added next.</summary>
    public long Next { get; set; }

    /// <summary>Opens an index that is there, or makes its tables in an empty file.</summary>
    /// <exception cref="SqliteException">It cannot be read or written, or is damaged.</exception>
    /// <returns>The writer, or null when the index is one of another version.</returns>
    public static IndexWriter? Open(string path, int maxPages)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        SqliteConnection? connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
            connection.Run(Pragmas);
            if (maxPages > 0)
                connection.Run("PRAGMA max_page_count = " + maxPages.ToString(CultureInfo.InvariantCulture));
            if (!HasTables(connection))
                Create(connection);
            else if (!IsOfThisVersion(connection))
                return null;
            else if (connection.Column<string>("PRAGMA quick_check(1)") is not ["ok"])
                throw new SqliteException("quick_check found errors", Sql.Corrupt);
            var writer = new IndexWriter(connection);
            connection = null;
            return writer;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <summary>The files that have been read.</summary>
    public List<IndexedFile> Files()
    {
        using var command = _connection.Command(
            "SELECT file.id, file.name, file.position, file.print, part.id, part.fields "
            + "FROM file LEFT JOIN part ON part.file = file.id ORDER BY file.id, part.id");
        using var reader = command.ExecuteReader();
        var files = new Dictionary<long, IndexedFile>();
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (!files.TryGetValue(id, out var file))
                files[id] = file = new IndexedFile(id, reader.GetString(1), reader.GetInt64(2), (byte[])reader[3]);
            if (reader.IsDBNull(4))
                continue;
            (file.Part, file.Fields) = (reader.GetInt64(4), reader.GetString(5));
            file.Header = LogHeader.TryParse(file.Fields) ?? LogHeader.Current;
        }

        return [.. files.Values];
    }

    public void Begin()
    {
        _connection.Run("BEGIN IMMEDIATE");
        _hours.Clear();
    }

    public void Commit()
    {
        foreach (var ((part, hour, provider, kind), count) in _hours)
        {
            _connection.Run(
                "INSERT INTO hour VALUES($part, $hour, $provider, $kind, $count) ON CONFLICT DO UPDATE SET count = count + excluded.count",
                ("$part", part), ("$hour", hour), ("$provider", provider), ("$kind", kind), ("$count", count));
        }

        _connection.Run("COMMIT");
    }

    /// <summary>Undoes what was done since <see cref="Begin"/>.</summary>
    public void Undo()
    {
        // A full disk has undone it already.
        if (_connection.IsInTransaction())
            _connection.Run("ROLLBACK");
        Forget();
    }

    public IndexedFile AddFile(string name)
    {
        const string Insert = "INSERT INTO file(name, position, print) VALUES($name, 0, $print) RETURNING id";
        var id = (long)_connection.Scalar(Insert, ("$name", name), ("$print", IndexedFile.Unread))!;
        return new IndexedFile(id, name, 0, IndexedFile.Unread);
    }

    public long AddPart(long file, string fields) =>
        (long)_connection.Scalar("INSERT INTO part(file, fields) VALUES($file, $fields) RETURNING id", ("$file", file), ("$fields", fields))!;

    public void SetPosition(long file, long position, byte[] print) =>
        _connection.Run("UPDATE file SET position = $position, print = $print WHERE id = $id", ("$position", position), ("$print", print), ("$id", file));

    public DecisionKey Add(DecisionRecord decision, long part, LogLine line)
    {
        var key = new DecisionKey(decision.Timestamp.UtcTicks, Next++);
        var client = decision.Client?.ToString();
        var kind = (int)LoggedActions.Of(decision);
        var provider = _words.Of(decision.Provider);
        Set(0, key.Ticks, key.Number, kind, provider, _words.Of(decision.Rule));
        _insert.Parameters[5].Value = decision.Client is { } address ? AddressBytes.Of(address) : DBNull.Value;
        Set(6, Mailbox(decision.Recipient), Mailbox(decision.Sender), _words.Of(decision.Policy), _words.Of(decision.LocalEndpoint), _words.Of(decision.Event));
        Set(11, _words.Of(Wording.Of(decision.SmtpResponse, client)), _words.Of(decision.ReturnCodes), _words.Of(Wording.Of(decision.Reason, client)));
        _insert.Parameters[14].Value = decision.SessionId;
        Set(15, part, line.Start, line.End - line.Start);
        _insert.ExecuteNonQuery();
        AddName(key.Number, decision);
        var hour = (part, key.Ticks / TimeSpan.TicksPerHour, provider, kind);
        _hours[hour] = _hours.GetValueOrDefault(hour) + 1;
        return key;
    }

    /// <summary>Takes out all that was read of these files.</summary>
    public void Remove(IReadOnlyList<long> files)
    {
        var ids = string.Join(',', files);
        _connection.Run($"DELETE FROM name WHERE id IN (SELECT id FROM decision WHERE part IN (SELECT id FROM part WHERE file IN ({ids})))");
        _connection.Run($"DELETE FROM decision WHERE part IN (SELECT id FROM part WHERE file IN ({ids}))");
        _connection.Run($"DELETE FROM hour WHERE part IN (SELECT id FROM part WHERE file IN ({ids}))");
        _connection.Run($"DELETE FROM part WHERE file IN ({ids})");
        _connection.Run($"DELETE FROM file WHERE id IN ({ids})");
        _connection.Run("PRAGMA user_version = 1");
    }

    /// <summary>
    /// Writes all changes to the file, and empties the one beside it, in which what was taken out is still to be read; unless somebody is asking just then.
    /// </summary>
    public void EmptyLog() => _connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Takes out texts that no decision names any more: whom a mail was for must not outlive the log.</summary>
    public void RemoveUnused()
    {
        _connection.Run("DELETE FROM mailbox WHERE id > 0 AND id NOT IN (SELECT recipient FROM decision UNION SELECT sender FROM decision)");
        string[] columns = ["provider", "rule", "policy", "server", "event", "reply", "codes", "reason"];
        var named = string.Join(" UNION ", columns.Select(static column => $"SELECT {column} FROM decision"));
        _connection.Run($"DELETE FROM word WHERE id > 0 AND id NOT IN ({named})");
        _connection.Run("PRAGMA user_version = 0");
        Forget();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _words.Dispose();
        _addName.Dispose();
        _mailboxes.Dispose();
        _connection.Dispose();
    }

    private static bool HasTables(SqliteConnection connection) => (long)connection.Scalar("SELECT count(*) FROM sqlite_master")! > 0;

    private static bool IsOfThisVersion(SqliteConnection connection) =>
        connection.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'about'") is 1L
        && connection.Scalar("SELECT stamp FROM about") is string stamp && string.Equals(stamp, Schema.Stamp, StringComparison.Ordinal);

    private static void Create(SqliteConnection connection)
    {
        connection.Run("BEGIN IMMEDIATE");
        connection.Run(Schema.Tables);
        connection.Run("INSERT INTO about VALUES($stamp)", ("$stamp", Schema.Stamp));
        connection.Run("COMMIT");
    }

    private long Mailbox(string logged) => logged.Length == 0 ? 0 : _mailboxes.Of(MailboxText.Of(logged));

    private void AddName(long id, DecisionRecord decision)
    {
        if (decision.Helo.Length + decision.ClientName.Length == 0)
            return;
        _addName.Parameters[0].Value = id;
        var isSame = string.Equals(decision.Helo, decision.ClientName, StringComparison.Ordinal);
        _addName.Parameters[1].Value = isSame ? decision.Helo : decision.Helo + "\n" + decision.ClientName;
        _addName.ExecuteNonQuery();
    }

    private void Set(int first, params ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++)
            _insert.Parameters[first + i].Value = values[i];
    }

    private void Forget()
    {
        _words.Forget();
        _mailboxes.Forget();
    }
}
