using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Keys;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Schema;
using IpBlock.Fleet.Versions;
using IpBlock.Time;

namespace IpBlock.Fleet;

/// <summary>Who belongs to the fleet: making one, inviting, joining, leaving.</summary>
public sealed class FleetMembership
{
    private const int LongestName = 63;
    private static readonly TimeSpan FirstTicket = TimeSpan.FromMinutes(5);
    private readonly string _settingsPath;
    private readonly Clock _clock;

    /// <param name="settingsPath">The settings file of this machine; what belongs to the fleet lies beside it.</param>
    /// <param name="clock">Where time comes from.</param>
    public FleetMembership(string settingsPath, Clock clock)
    {
        _settingsPath = settingsPath ?? throw new ArgumentNullException(nameof(settingsPath));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
    }

    /// <summary>True when this machine is a server of a fleet. It reads nothing but whether a file is there.</summary>
    public static bool HasJoined(string settingsPath) => MemberFile.Exists(settingsPath, administrator: false);

    /// <summary>Makes the fleet, or upgrades its tables. The first time this machine becomes its administrator.</summary>
    /// <param name="connection">The database in Npgsql's words, with a login that may make roles.</param>
    /// <param name="name">What the administrator is called.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<InitResult> InitAsync(string connection, string name, CancellationToken stop)
    {
        var words = DatabaseAddress.Parse(connection);
        CheckName(name);
        var made = await FleetSchema.UpgradeAsync(words, stop).ConfigureAwait(false);
        if (MemberFile.Exists(_settingsPath, administrator: true))
            return new InitResult(made, BecameAdministrator: false);
        var keys = FleetKeys.Create();
        if (await FirstTicketAsync(words, keys, stop).ConfigureAwait(false) is not { } ticket)
            return new InitResult(made, BecameAdministrator: false);
        await RedeemAsync(ticket, name, stop).ConfigureAwait(false);
        return new InitResult(made, BecameAdministrator: true);
    }

    /// <summary>A ticket with which one server, or one administrator, joins.</summary>
    /// <param name="administrator">True for one who may change the settings.</param>
    /// <param name="group">The group of the server; null for none.</param>
    /// <param name="life">How long it can be used, 30 days at most.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<string> InviteAsync(bool administrator, string? group, TimeSpan life, CancellationToken stop)
    {
        var inviting = await MemberConnection.AdministratorAsync(_settingsPath, stop).ConfigureAwait(false);
        await using (inviting.ConfigureAwait(false))
        {
            var ticket = FleetTicket.Create(inviting.Member.Database, administrator);
            await inviting.Database.ExecuteAsync(
                "select ipblock.invite($1, $2, $3, $4, $5, $6)",
                stop,
                ticket.Login,
                administrator ? "administrator" : "server",
                group,
                life,
                ScramVerifier.Of(ticket.Password),
                ticket.Seal(inviting.Member.Keys)).ConfigureAwait(false);
            return ticket.Write();
        }
    }

    /// <summary>Joins with a ticket. A server takes the settings of the fleet at once; those that it had stay in the history of its file.</summary>
    /// <param name="ticket">What <see cref="InviteAsync"/> has made.</param>
    /// <param name="name">What this machine is called in the fleet.</param>
    /// <param name="more">More words for the connection, such as <c>Root Certificate=/etc/ipblock/ca.pem</c>; null for none.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<JoinResult> JoinAsync(string ticket, string name, string? more, CancellationToken stop)
    {
        var read = FleetTicket.Parse(ticket);
        CheckName(name);
        if (more is not null)
            read = read with { Database = DatabaseAddress.WithoutLogin(DatabaseAddress.Parse(read.Database + ";" + more)) };
        var member = await RedeemAsync(read, name, stop).ConfigureAwait(false);
        if (member.IsAdministrator)
            return new JoinResult(member.Name, IsAdministrator: true, null);
        return new JoinResult(member.Name, IsAdministrator: false, await new FleetSettings(_settingsPath, _clock).PullAsync(TakeChoice.Theirs, stop).ConfigureAwait(false));
    }

    /// <summary>Leaves the fleet; the settings stay as they are. The key of the fleet is changed with the next push or revoke.</summary>
    /// <param name="administrator">True for the administrator of this machine instead of the server.</param>
    /// <param name="force">True to forget the fleet although its database does not answer.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Why the database does not know it; null when it does.</returns>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<string?> LeaveAsync(bool administrator, bool force, CancellationToken stop)
    {
        if (!MemberFile.Exists(_settingsPath, administrator))
            throw new FleetException(administrator ? "this server is not an administrator of a fleet" : "this server is not a member of a fleet");
        string? untold = null;
        try
        {
            var leaving = (await MemberConnection.FindAsync(_settingsPath, administrator, stop).ConfigureAwait(false))!;
            await using (leaving.ConfigureAwait(false))
                await leaving.Database.ExecuteAsync("select ipblock.leave_fleet()", stop).ConfigureAwait(false);
        }
        catch (FleetException why) when (force)
        {
            untold = why.Message;
        }

        OwnerFile.Remove(MemberFile.PathOf(_settingsPath, administrator));
        if (!MemberFile.Exists(_settingsPath, !administrator))
            OwnerFile.Remove(TakenVersion.PathOf(_settingsPath));
        return untold;
    }

    /// <summary>Ends the login of a member, or a ticket, and changes the key of the fleet for all that are left.</summary>
    /// <returns>How many other tickets have ended with the old key.</returns>
    /// <exception cref="FleetException">There is no such member, or it cannot be done.</exception>
    public async Task<int> RevokeAsync(string name, CancellationToken stop)
    {
        var administrator = await MemberConnection.AdministratorAsync(_settingsPath, stop).ConfigureAwait(false);
        await using (administrator.ConfigureAwait(false))
        {
            var members = await MemberStore.ListAsync(administrator.Database, stop).ConfigureAwait(false);
            var revoked = members.Find(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new FleetException($"the fleet has no member '{name}'; to see the members, run ipblock fleet status");
            var keys = administrator.Member.Keys.Next();
            var ended = 0;
            await administrator.Database.InTransactionAsync(
                async () =>
                {
                    await administrator.Database.ExecuteAsync("select ipblock.revoke_member($1)", stop, revoked.Id).ConfigureAwait(false);
                    ended = await MemberStore.RotateAsync(administrator.Database, keys, stop).ConfigureAwait(false);
                },
                stop).ConfigureAwait(false);
            administrator.Keep(keys, _settingsPath);
            return ended;
        }
    }

    /// <summary>The members and what is known of them: for an administrator all, for a server itself.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<IReadOnlyList<FleetMemberStatus>> ListAsync(CancellationToken stop)
    {
        var member = await MemberConnection.AnyAsync(_settingsPath, administratorFirst: true, stop).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
            return await MemberStore.ListAsync(member.Database, stop).ConfigureAwait(false);
    }

    // The database checks it too; but a ticket that was made for a wrong name would be in the way of the next try.
    private static void CheckName(string name)
    {
        if (name is not { Length: > 0 and <= LongestName } || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new FleetException("a name must begin with a letter or a digit, and can contain at most 63 letters, digits, periods, hyphens and underscores");
    }

    private static async Task<FleetTicket?> FirstTicketAsync(Npgsql.NpgsqlConnectionStringBuilder words, FleetKeys keys, CancellationToken stop)
    {
        var database = await FleetDatabase.OpenAsync(words, stop).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            FleetTicket? ticket = null;
            await database.InTransactionAsync(
                async () =>
                {
                    await database.ExecuteAsync("lock table ipblock.member in share row exclusive mode", stop).ConfigureAwait(false);
                    const string There = "select count(*) from ipblock.member where kind = 'administrator' and gone_at is null and (joined_at is not null or expires > now())";
                    if (await database.ScalarAsync(There, stop).ConfigureAwait(false) is > 0L)
                        return;
                    ticket = FleetTicket.Create(DatabaseAddress.WithoutLogin(words), administrator: true);
                    await database.ExecuteAsync(
                        "select ipblock.make_member($1, 'administrator', null, null, $2, $3, $4)",
                        stop,
                        ticket.Login,
                        FirstTicket,
                        ScramVerifier.Of(ticket.Password),
                        ticket.Seal(keys)).ConfigureAwait(false);
                },
                stop).ConfigureAwait(false);
            return ticket;
        }
    }

    private async Task<MemberFile> RedeemAsync(FleetTicket ticket, string name, CancellationToken stop)
    {
        var database = await FleetDatabase.OpenAsync(ticket.Database, ticket.Login, ticket.Password, stop).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            var invitation = await database.QueryAsync(
                "select kind, sealed_keys from ipblock.invitation()", static row => (Kind: row.GetString(0), Keys: row.GetFieldValue<byte[]>(1)), stop).ConfigureAwait(false);
            var isAdministrator = string.Equals(invitation[0].Kind, "administrator", StringComparison.Ordinal);
            if (MemberFile.Exists(_settingsPath, isAdministrator))
                throw new FleetException($"{MemberFile.PathOf(_settingsPath, isAdministrator)} exists, so this server is already a member of a fleet. Run ipblock fleet leave first");
            var keys = ticket.Open(invitation[0].Keys)
                ?? throw new FleetException("the keys of the fleet cannot be decrypted with this ticket: it was changed, or this is not the database of the fleet");
            var (privateKey, publicKey) = MemberKey.Create();
            var member = new MemberFile
            {
                IsAdministrator = isAdministrator,
                Name = name,
                Database = ticket.Database,
                Login = ticket.Login,
                Password = ScramVerifier.NewPassword(),
                PrivateKey = privateKey,
                Keys = keys,
            };

            // First what is kept here: a login whose password nobody has would be of no use.
            member.Write(_settingsPath);
            try
            {
                await database.ExecuteAsync(
                    "select ipblock.join_fleet($1, $2, $3, $4)",
                    stop,
                    name,
                    publicKey,
                    MemberKey.SealFor(publicKey, keys.Encode(), MemberStore.PurposeOf(ticket.Login)),
                    ScramVerifier.Of(member.Password)).ConfigureAwait(false);
            }
            catch (FleetException)
            {
                if (!await CanLogInAsync(member, stop).ConfigureAwait(false))
                {
                    OwnerFile.Remove(MemberFile.PathOf(_settingsPath, isAdministrator));
                    throw;
                }
            }

            return member;
        }
    }

    // The connection may have broken after the ticket was redeemed.
    private static async Task<bool> CanLogInAsync(MemberFile member, CancellationToken stop)
    {
        try
        {
            var database = await FleetDatabase.OpenAsync(member, stop).ConfigureAwait(false);
            await database.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (FleetException)
        {
            return false;
        }
    }
}

/// <summary>What became of the making of a fleet.</summary>
/// <param name="Migrations">The migrations that were made.</param>
/// <param name="BecameAdministrator">True when this machine is the first administrator now.</param>
public sealed record InitResult(IReadOnlyList<string> Migrations, bool BecameAdministrator);

/// <summary>What became of joining.</summary>
/// <param name="Name">What this machine is called in the fleet.</param>
/// <param name="IsAdministrator">True for an administrator.</param>
/// <param name="Taken">What became of the newest version; null when the fleet has none yet, or for an administrator.</param>
public sealed record JoinResult(string Name, bool IsAdministrator, TakeResult? Taken);
