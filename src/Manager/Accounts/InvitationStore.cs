using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Time;

namespace IpBlock.Manager.Accounts;

/// <summary>Links with which an account is given its password: each of one use, for a day. An account has one at a time.</summary>
public sealed class InvitationStore(AccountDatabase database, AccountStore accounts, Clock clock)
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Makes the key of a new link. Those that the account had before are worth nothing from now on.</summary>
    /// <param name="account">Whose password is set with it.</param>
    /// <param name="madeBy">Who invites.</param>
    public string Make(Account account, string madeBy)
    {
        var key = SecretKey.New();
        var now = clock.UtcNow;
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("DELETE FROM invitations WHERE account = $account OR expires <= $now", ("account", account.Id), ("now", AccountDatabase.Text(now)));
        connection.Execute(
            "INSERT INTO invitations (hash, account, expires, made_by) VALUES ($hash, $account, $expires, $by)",
            ("hash", SecretKey.HashOf(key)), ("account", account.Id), ("expires", AccountDatabase.Text(now + Lifetime)), ("by", madeBy));
        transaction.Commit();
        return key;
    }

    /// <summary>Until when each account that has a link can use it, by the account's number.</summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Open()
    {
        using var connection = database.Open();
        return connection.Rows(
            static row => (Account: row.GetInt64(0), Expires: AccountDatabase.Moment(row.GetString(1))),
            "SELECT account, expires FROM invitations WHERE expires > $now", ("now", AccountDatabase.Text(clock.UtcNow)))
            .ToDictionary(static one => one.Account, static one => one.Expires);
    }

    /// <summary>Has the link of an account be worth nothing.</summary>
    internal void Forget(long account)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM invitations WHERE account = $account", ("account", account));
    }

    /// <summary>The account that a key invites; null when it is used, too old or no key. It can be used after that.</summary>
    public Account? Look(string? key)
    {
        if (!SecretKey.IsOne(key))
            return null;
        using var connection = database.Open();
        var id = connection.Scalar(
            "SELECT account FROM invitations WHERE hash = $hash AND expires > $now",
            ("hash", SecretKey.HashOf(key!)), ("now", AccountDatabase.Text(clock.UtcNow)));
        return id is long account ? accounts.Find(account) : null;
    }

    /// <summary>Uses a key up: of two who do so at the same time, one. True for that one.</summary>
    internal bool Use(string key)
    {
        using var connection = database.Open();
        return connection.Execute(
            "DELETE FROM invitations WHERE hash = $hash AND expires > $now", ("hash", SecretKey.HashOf(key)), ("now", AccountDatabase.Text(clock.UtcNow))) == 1;
    }
}
