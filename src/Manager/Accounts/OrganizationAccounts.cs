using System.Linq;
using IpBlock.Time;

namespace IpBlock.Manager.Accounts;

/// <summary>
/// Those who have signed in at the organization's provider. Each is known by issuer and subject, which never change hands; the name is only shown. None has a
/// password or appears among the page's own accounts, so none can be invited, given a password, or mistaken for one of them.
/// </summary>
public sealed class OrganizationAccounts(AccountDatabase database, Clock clock)
{
    /// <summary>What stands behind each name. A name of the page's own accounts has no parentheses.</summary>
    public const string Mark = " (organization)";

    /// <summary>The condition of SQL for the page's own accounts: no name of theirs begins with a bar.</summary>
    internal const string IsOwn = "substr(key, 1, 1) <> '|'";

    /// <summary>The account of somebody, made at the first sign-in.</summary>
    /// <param name="issuer">The provider.</param>
    /// <param name="subject">Whom the provider means.</param>
    /// <param name="name">What it calls him.</param>
    /// <param name="role">The role of the session that begins.</param>
    internal Account Put(string issuer, string subject, string name, Role role)
    {
        var key = $"|{issuer}|{subject}";
        using var connection = database.Open();
        connection.Execute(
            "INSERT INTO accounts (name, key, role, enabled, created) VALUES ($name, $key, $role, 1, $now)"
            + " ON CONFLICT (key) DO UPDATE SET name = $name, role = $role",
            ("name", Shown(name)), ("key", key), ("role", (int)role), ("now", AccountDatabase.Text(clock.UtcNow)));
        return connection.Rows(AccountStore.Read, $"SELECT {AccountStore.Columns} FROM accounts WHERE key = $key", ("key", key)).Single();
    }

    /// <summary>A name with the mark, as long as a name may be.</summary>
    internal static string Shown(string name)
    {
        var (line, most) = (Printable.Line(name).Trim(), AccountStore.LongestName - Mark.Length);
        return (line.Length > most ? line[..most] : line) + Mark;
    }
}
