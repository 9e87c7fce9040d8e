using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Time;

namespace IpBlock.Manager.Accounts;

/// <summary>
/// Whose sign-in takes a code of an authenticator app too, and the recovery codes for when the app is lost. The secret has to be kept as it is, for the
/// next code is worked out from it; of recovery codes only the hash is kept.
/// </summary>
public sealed class AuthenticatorStore(AccountDatabase database, Clock clock)
{
    /// <summary>How many recovery codes there are.</summary>
    public const int RecoveryCodes = 8;

    /// <summary>True when the account's sign-in takes a code.</summary>
    public bool IsOn(long account)
    {
        using var connection = database.Open();
        return connection.Scalar("SELECT 1 FROM authenticators WHERE account = $account", ("account", account)) is not null;
    }

    /// <summary>How many recovery codes have not been used.</summary>
    public int RecoveryCodesLeft(long account)
    {
        using var connection = database.Open();
        return (int)(long)connection.Scalar("SELECT COUNT(*) FROM recovery_codes WHERE account = $account", ("account", account))!;
    }

    /// <summary>Has the account's sign-in take codes of this secret from now on; the recovery codes, which are not to be had again.</summary>
    /// <param name="account">The account.</param>
    /// <param name="secret">The secret that the app knows.</param>
    /// <param name="step">The step of the code that has shown that it does: that code is used up.</param>
    internal IReadOnlyList<string> Put(long account, byte[] secret, long step)
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(static _ => Authenticator.NewRecoveryCode()).ToList();
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        Clear(connection, account);
        connection.Execute(
            "INSERT INTO authenticators (account, secret, step, since) VALUES ($account, $secret, $step, $now)",
            ("account", account), ("secret", secret), ("step", step), ("now", AccountDatabase.Text(clock.UtcNow)));
        foreach (var code in codes)
        {
            connection.Execute(
                "INSERT INTO recovery_codes (account, hash) VALUES ($account, $hash)", ("account", account), ("hash", HashOf(code)));
        }

        transaction.Commit();
        return codes;
    }

    /// <summary>Uses a code of the app or a recovery code. Each can be used once: who looks over a shoulder has nothing from it.</summary>
    /// <returns>How it went, for the log; null when the code is wrong or used.</returns>
    internal string? Use(long account, string? code)
    {
        using var connection = database.Open();
        var secret = connection.Scalar("SELECT secret FROM authenticators WHERE account = $account", ("account", account)) as byte[];
        if (secret is null)
            return null;
        if (Authenticator.StepOf(secret, code, clock.UtcNow) is { } step)
        {
            const string take = "UPDATE authenticators SET step = $step WHERE account = $account AND step < $step";
            return connection.Execute(take, ("account", account), ("step", step)) == 1 ? "with a code from the app" : null;
        }

        return connection.Execute(
            "DELETE FROM recovery_codes WHERE account = $account AND hash = $hash", ("account", account), ("hash", HashOf(code))) == 1
            ? "with a recovery code"
            : null;
    }

    /// <summary>Has the account's sign-in take no code any more; false when it took none.</summary>
    internal bool Remove(long account)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var wasOn = Clear(connection, account);
        transaction.Commit();
        return wasOn;
    }

    private static bool Clear(Microsoft.Data.Sqlite.SqliteConnection connection, long account)
    {
        connection.Execute("DELETE FROM recovery_codes WHERE account = $account", ("account", account));
        return connection.Execute("DELETE FROM authenticators WHERE account = $account", ("account", account)) > 0;
    }

    private static string HashOf(string? code) => SecretKey.HashOf(Authenticator.Bare(code));
}
