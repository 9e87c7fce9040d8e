using System;
using System.Collections.Generic;
using IpBlock.Time;

namespace IpBlock.Manager.Accounts;

/// <summary>Who signed in, who could not, and what was changed by whom. The last 100,000 lines are kept.</summary>
public sealed class AccountLog(AccountDatabase database, Clock clock)
{
    private const int Kept = 100_000;
    private const int MostOfText = 1000;

    /// <summary>Writes a line.</summary>
    /// <param name="account">The account, or what was given for one.</param>
    /// <param name="address">From where; empty for the command line.</param>
    /// <param name="what">What happened, in a word or two: <c>signed in</c>.</param>
    /// <param name="text">More of it; no key and no password.</param>
    public void Write(string account, string address, string what, string text)
    {
        using var connection = database.Open();
        connection.Execute(
            "INSERT INTO log (at, account, address, event, text) VALUES ($at, $account, $address, $event, $text)",
            ("at", AccountDatabase.Text(clock.UtcNow)), ("account", Line(account, AccountStore.LongestName)), ("address", address),
            ("event", what), ("text", Line(text, MostOfText)));
        connection.Execute("DELETE FROM log WHERE id <= (SELECT MAX(id) FROM log) - $kept", ("kept", Kept));
    }

    /// <summary>The newest lines, the newest first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="before">Only those with a smaller number; null for the newest.</param>
    public IReadOnlyList<AccountEvent> Newest(int count, long? before = null)
    {
        using var connection = database.Open();
        return connection.Rows(
            static row => new AccountEvent(
                row.GetInt64(0), AccountDatabase.Moment(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
            "SELECT id, at, account, address, event, text FROM log WHERE id < $before ORDER BY id DESC LIMIT $count",
            ("before", before ?? long.MaxValue), ("count", count));
    }

    private static string Line(string text, int most) => Printable.Line(text) is var line && line.Length > most ? line[..most] : line;
}

/// <summary>A line of the log of accounts.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Account">The account, or what was given for one.</param>
/// <param name="Address">From where; empty for the command line.</param>
/// <param name="What">What happened.</param>
/// <param name="Text">More of it.</param>
public sealed record AccountEvent(long Id, DateTimeOffset At, string Account, string Address, string What, string Text);
