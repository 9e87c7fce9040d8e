using System;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;

namespace IpBlock.Manager.Accounts;

/// <summary>
/// The file <c>accounts.db</c>: accounts, invitations, sessions, and the log of both. The page and <c>ipblock-manager invite</c> write it at the same
/// time; SQLite
/// lets one wait for the other.
/// </summary>
public sealed class AccountDatabase
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS accounts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, role INTEGER NOT NULL, enabled INTEGER NOT NULL,
            password TEXT, created TEXT NOT NULL, last_sign_in TEXT) STRICT;
        CREATE TABLE IF NOT EXISTS invitations (
            hash TEXT PRIMARY KEY, account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, expires TEXT NOT NULL, made_by TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS sessions (
            hash TEXT PRIMARY KEY, account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, began TEXT NOT NULL, seen TEXT NOT NULL,
            address TEXT NOT NULL, browser TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS session_roles (
            hash TEXT PRIMARY KEY REFERENCES sessions (hash) ON DELETE CASCADE, role INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS authenticators (
            account INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE, secret BLOB NOT NULL, step INTEGER NOT NULL, since TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS recovery_codes (
            account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, hash TEXT NOT NULL, PRIMARY KEY (account, hash)) STRICT;
        CREATE TABLE IF NOT EXISTS failures (key TEXT PRIMARY KEY, count INTEGER NOT NULL, last TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS log (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, account TEXT NOT NULL, address TEXT NOT NULL, event TEXT NOT NULL, text TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """;

    private readonly string _connection;

    /// <summary>Opens the file, or makes it, readable for this account alone.</summary>
    /// <param name="folder">The data folder; it is made where it is missing.</param>
    /// <exception cref="IOException">The folder or the file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not make it.</exception>
    /// <exception cref="SqliteException">The file is no database, or is damaged.</exception>
    public AccountDatabase(string folder)
    {
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, "accounts.db");
        if (!OperatingSystem.IsWindows() && !File.Exists(Path))
        {
            // Before SQLite does: it would be made as the umask says, and the log files beside it take its rights.
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            new FileStream(Path, options).Dispose();
        }

        _connection = new SqliteConnectionStringBuilder { DataSource = Path, ForeignKeys = true, DefaultTimeout = 10 }.ToString();
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>A connection from the pool.</summary>
    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

    /// <summary>How a moment is written: to the millisecond, in UTC, so that order as text is order in time.</summary>
    internal static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The moment that was written so.</summary>
    internal static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
