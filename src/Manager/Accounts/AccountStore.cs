using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Time;
using Microsoft.Data.Sqlite;

namespace IpBlock.Manager.Accounts;

/// <summary>The accounts. What pages change of them goes through <see cref="Security.CommandRunner"/>.</summary>
public sealed class AccountStore(AccountDatabase database, Clock clock)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 64;

    internal const string Columns = "id, name, role, enabled, password IS NOT NULL, created, last_sign_in";

    /// <summary>True while nobody can sign in, because no account has a password.</summary>
    public bool IsEmpty
    {
        get
        {
            using var connection = database.Open();
            return connection.Scalar("SELECT 1 FROM accounts WHERE password IS NOT NULL LIMIT 1") is null;
        }
    }

    /// <summary>The account of a name, however it is spelled; null when there is none.</summary>
    public Account? Find(string name)
    {
        using var connection = database.Open();
        return connection.Rows(Read, $"SELECT {Columns} FROM accounts WHERE key = $key", ("key", KeyOf(name))).FirstOrDefault();
    }

    /// <summary>The account of a number; null when there is none.</summary>
    public Account? Find(long id)
    {
        using var connection = database.Open();
        return connection.Rows(Read, $"SELECT {Columns} FROM accounts WHERE id = $id AND {OrganizationAccounts.IsOwn}", ("id", id)).FirstOrDefault();
    }

    /// <summary>All accounts, by name.</summary>
    public IReadOnlyList<Account> All()
    {
        using var connection = database.Open();
        return connection.Rows(Read, $"SELECT {Columns} FROM accounts WHERE {OrganizationAccounts.IsOwn} ORDER BY key");
    }

    /// <summary>Makes an account that has no password yet, or gives an existing one another role.</summary>
    /// <exception cref="ArgumentException">The name cannot be one: see <see cref="WhyNotName"/>.</exception>
    public Account Put(string name, Role role)
    {
        if (WhyNotName(name) is { } reason)
            throw new ArgumentException(reason, nameof(name));
        using var connection = database.Open();
        connection.Execute(
            "INSERT INTO accounts (name, key, role, enabled, created) VALUES ($name, $key, $role, 1, $now) ON CONFLICT (key) DO UPDATE SET role = $role",
            ("name", name.Trim()), ("key", KeyOf(name)), ("role", (int)role), ("now", AccountDatabase.Text(clock.UtcNow)));
        return Find(name)!;
    }

    /// <summary>Gives an account another role. Null when that was done, else why not: the last administrator stays one.</summary>
    public string? SetRole(long id, Role role) => Change(id, role != Role.Administrator, "UPDATE accounts SET role = $value WHERE id = $id", (int)role);

    /// <summary>Lets an account sign in or not; null when that was done, else why not.</summary>
    public string? SetEnabled(long id, bool enabled) => Change(id, !enabled, "UPDATE accounts SET enabled = $value WHERE id = $id", enabled ? 1 : 0);

    /// <summary>Removes an account with its sessions; null when that was done, else why not.</summary>
    public string? Remove(long id) => Change(id, takesAway: true, "DELETE FROM accounts WHERE id = $id AND $value = 0", 0);

    /// <summary>The hash of the password of an account that may sign in; null when there is none.</summary>
    internal string? PasswordOf(string name)
    {
        using var connection = database.Open();
        return connection.Scalar("SELECT password FROM accounts WHERE key = $key AND enabled = 1", ("key", KeyOf(name))) as string;
    }

    /// <summary>Gives an account a password.</summary>
    internal void SetPassword(long id, string hash)
    {
        using var connection = database.Open();
        connection.Execute("UPDATE accounts SET password = $hash WHERE id = $id", ("hash", hash), ("id", id));
    }

    /// <summary>Why this cannot be the name of an account, as a sentence; null when it can.</summary>
    public static string? WhyNotName(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > LongestName)
            return "An account name must have 1 to 64 characters.";
        return trimmed.All(static c => char.IsLetterOrDigit(c) || " .-_@+'\\".Contains(c, StringComparison.Ordinal))
            ? null
            : "An account name can contain only letters, digits and . - _ @ + ' \\.";
    }

    /// <summary>A name as it is compared.</summary>
    internal static string KeyOf(string name) => name.Trim().ToUpperInvariant();

    private string? Change(long id, bool takesAway, string sql, int value)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (takesAway && IsLastAdministrator(connection, id))
            return "This is the last administrator account: assign the role to another account first.";
        var changed = connection.Execute(sql, ("id", id), ("value", value));
        transaction.Commit();
        return changed > 0 ? null : "This account no longer exists.";
    }

    private static bool IsLastAdministrator(SqliteConnection connection, long id)
    {
        const string sql = "SELECT COUNT(*) FROM accounts WHERE role = $role AND enabled = 1 AND password IS NOT NULL AND (id = $id) = $own";
        return connection.Scalar(sql, ("role", (int)Role.Administrator), ("id", id), ("own", 1)) is 1L
            && connection.Scalar(sql, ("role", (int)Role.Administrator), ("id", id), ("own", 0)) is 0L;
    }

    internal static Account Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), (Role)row.GetInt32(2), row.GetBoolean(3), row.GetBoolean(4), AccountDatabase.Moment(row.GetString(5)),
        row.IsDBNull(6) ? null : AccountDatabase.Moment(row.GetString(6)));
}
