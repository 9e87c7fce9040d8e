using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;

namespace IpBlock.Fleet.Members;

/// <summary>A member that is connected, with the newest keys of the fleet.</summary>
internal sealed class MemberConnection : IAsyncDisposable
{
    private MemberConnection(MemberFile member, FleetDatabase database) => (Member, Database) = (member, database);

    public MemberFile Member { get; private set; }

    public FleetDatabase Database { get; }

    /// <summary>Connects as the administrator of this machine.</summary>
    /// <exception cref="FleetException">There is none, or the database cannot be used.</exception>
    public static async Task<MemberConnection> AdministratorAsync(string settingsPath, CancellationToken stop) =>
        await FindAsync(settingsPath, administrator: true, stop).ConfigureAwait(false)
        ?? throw new FleetException(
            $"this requires an administrator of the fleet, but {MemberFile.PathOf(settingsPath, administrator: true)} does not exist: run this command on the server on which ipblock fleet init was run, or join here with a ticket from ipblock fleet invite --administrator");

    /// <summary>Connects as the server, or where this machine is none as the administrator.</summary>
    /// <exception cref="FleetException">It is neither, or the database cannot be used.</exception>
    public static async Task<MemberConnection> AnyAsync(string settingsPath, bool administratorFirst, CancellationToken stop) =>
        await FindAsync(settingsPath, administratorFirst, stop).ConfigureAwait(false) ?? await FindAsync(settingsPath, !administratorFirst, stop).ConfigureAwait(false)
        ?? throw new FleetException("this server is not a member of a fleet: join one with a ticket from ipblock fleet invite");

    /// <summary>Connects as the server or the administrator; null when this machine is none.</summary>
    public static async Task<MemberConnection?> FindAsync(string settingsPath, bool administrator, CancellationToken stop)
    {
        if (MemberFile.Find(settingsPath, administrator) is not { } member)
            return null;
        var database = await FleetDatabase.OpenAsync(member, stop).ConfigureAwait(false);
        var connection = new MemberConnection(member, database);
        try
        {
            await connection.RenewKeysAsync(settingsPath, stop).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes over the keys of the fleet when they have been changed, and keeps them.</summary>
    public async Task RenewKeysAsync(string settingsPath, CancellationToken stop)
    {
        if (await MemberStore.NewKeysAsync(Database, Member, stop).ConfigureAwait(false) is { } keys)
            Keep(keys, settingsPath);
    }

    /// <summary>Keeps the keys of the fleet that are in use now.</summary>
    public void Keep(Keys.FleetKeys keys, string settingsPath)
    {
        Member = Member with { Keys = keys };
        Member.Write(settingsPath);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
