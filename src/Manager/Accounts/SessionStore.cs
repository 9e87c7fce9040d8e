using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Time;
using Microsoft.Data.Sqlite;

namespace IpBlock.Manager.Accounts;

/// <summary>
/// The sessions of those who have signed in. A session ends after an hour without a sign of life, and after twelve in any case; an open page gives one each time that it
/// shows something new.
/// </summary>
public sealed class SessionStore(AccountDatabase database, Clock clock)
{
    /// <summary>How long a session lives that nobody uses.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    /// <summary>How long a session lives at the most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const int MostOfBrowser = 200;
    private const string Living = "s.seen > $idle AND s.began > $longest AND a.enabled = 1";

    private const string Select = "SELECT s.hash, a.id, a.name, COALESCE(r.role, a.role), a.enabled, a.password IS NOT NULL, a.created, a.last_sign_in"
        + ", s.began, s.seen, s.address, s.browser FROM sessions s JOIN accounts a ON a.id = s.account"
        + " LEFT JOIN session_roles r ON r.hash = s.hash WHERE " + Living;

    private static readonly TimeSpan BetweenSigns = TimeSpan.FromMinutes(1);

    /// <summary>Is told the hash of each session that is ended before its time, on the thread that ends it.</summary>
    public event Action<string>? Ended;

    /// <summary>Begins a session; the key for the browser's cookie.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What the browser says of itself.</param>
    /// <param name="role">The role that it has for as long as it lives; null for the account's, as that is from time to time.</param>
    internal string Begin(Account account, string address, string browser, Role? role = null)
    {
        var (key, now) = (SecretKey.New(), AccountDatabase.Text(clock.UtcNow));
        using var connection = database.Open();
        connection.Execute(
            "DELETE FROM sessions WHERE hash NOT IN (SELECT s.hash FROM sessions s JOIN accounts a ON a.id = s.account WHERE " + Living + ")", Limits());
        connection.Execute(
            "INSERT INTO sessions (hash, account, began, seen, address, browser) VALUES ($hash, $account, $now, $now, $address, $browser)",
            ("hash", SecretKey.HashOf(key)), ("account", account.Id), ("now", now), ("address", address),
            ("browser", browser.Length > MostOfBrowser ? browser[..MostOfBrowser] : browser));
        if (role is { } fixedRole)
            connection.Execute("INSERT INTO session_roles (hash, role) VALUES ($hash, $role)", ("hash", SecretKey.HashOf(key)), ("role", (int)fixedRole));
        connection.Execute("UPDATE accounts SET last_sign_in = $now WHERE id = $id", ("now", now), ("id", account.Id));
        return key;
    }

    /// <summary>The session of a key, which lives on by that; null when it has ended or never was.</summary>
    public SignedIn? Find(string? key) => SecretKey.IsOne(key) ? FindHash(SecretKey.HashOf(key!)) : null;

    /// <summary>The same by the hash.</summary>
    public SignedIn? FindHash(string? hash)
    {
        if (hash is null)
            return null;
        using var connection = database.Open();
        var found = connection.Rows(Read, Select + " AND s.hash = $hash", [("hash", hash), .. Limits()]).FirstOrDefault();
        var now = clock.UtcNow;
        if (found is not null && now - found.Seen >= BetweenSigns)
            connection.Execute("UPDATE sessions SET seen = $now WHERE hash = $hash", ("now", AccountDatabase.Text(now)), ("hash", hash));
        return found;
    }

    /// <summary>All sessions that live, the last seen first.</summary>
    public IReadOnlyList<SignedIn> All()
    {
        using var connection = database.Open();
        return connection.Rows(Read, Select + " ORDER BY s.seen DESC", Limits());
    }

    /// <summary>Ends a session, and with it all pages that are open in it.</summary>
    internal void End(string hash)
    {
        Forget(hash);
        Ended?.Invoke(hash);
    }

    /// <summary>Ends a session; pages that are open in it hear nothing more, but are not closed.</summary>
    internal void Forget(string hash)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM sessions WHERE hash = $hash", ("hash", hash));
    }

    /// <summary>Ends all sessions of an account but one.</summary>
    internal void EndOf(long account, string? but = null)
    {
        foreach (var session in All().Where(session => session.Account.Id == account && !string.Equals(session.Hash, but, StringComparison.Ordinal)))
            End(session.Hash);
    }

    private (string, object?)[] Limits()
    {
        var now = clock.UtcNow;
        return [("idle", AccountDatabase.Text(now - Idle)), ("longest", AccountDatabase.Text(now - Longest))];
    }

    private static SignedIn Read(SqliteDataReader row) => new(
        row.GetString(0),
        new Account(row.GetInt64(1), row.GetString(2), (Role)row.GetInt32(3), row.GetBoolean(4), row.GetBoolean(5), AccountDatabase.Moment(row.GetString(6)),
            row.IsDBNull(7) ? null : AccountDatabase.Moment(row.GetString(7))),
        AccountDatabase.Moment(row.GetString(8)), AccountDatabase.Moment(row.GetString(9)), row.GetString(10), row.GetString(11));
}
