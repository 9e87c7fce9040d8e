using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Members;
using IpBlock.Time;
using Npgsql;

namespace IpBlock.Fleet.Following;

/// <summary>
/// A server's connection to the database, held open to hear of new versions. Whether it hears is tried out: behind PgBouncer's transaction pooling LISTEN
/// succeeds and nothing ever arrives.
/// </summary>
internal sealed class FleetLink : IAsyncDisposable
{
    private const string Listen = "listen ipblock_settings; listen ipblock_health";
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(3);
    private readonly MemberConnection _member;
    private readonly Clock _clock;
    private volatile bool _wasTold;

    private FleetLink(MemberConnection member, Clock clock) => (_member, _clock) = (member, clock);

    /// <summary>The server that is connected.</summary>
    public MemberConnection Member => _member;

    /// <summary>True when notifications arrive here.</summary>
    public bool Hears { get; private set; }

    /// <summary>Connects and finds out whether notifications arrive.</summary>
    /// <exception cref="FleetException">The database cannot be used, or this machine is no server of a fleet any more.</exception>
    public static async Task<FleetLink> OpenAsync(string settingsPath, Clock clock, CancellationToken stop)
    {
        var member = await MemberConnection.FindAsync(settingsPath, administrator: false, stop).ConfigureAwait(false)
            ?? throw new FleetException("this server is no longer a member of a fleet");
        var link = new FleetLink(member, clock);
        try
        {
            link.Hears = await link.TryHearingAsync(stop).ConfigureAwait(false);
            if (!link.Hears)
                return link;

            // What arrives with the answer to something else is told here only, and not by waiting.
            member.Database.Connection.Notification += (_, _) => link._wasTold = true;
            await member.Database.ExecuteAsync(Listen, stop).ConfigureAwait(false);
            return link;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until the fleet has something new, so long at most; not at all when that was told since the last time.</summary>
    /// <exception cref="FleetException">The connection is broken.</exception>
    public async Task<bool> WaitAsync(TimeSpan most, CancellationToken stop)
    {
        if (!Hears)
        {
            await _clock.Delay(most, stop).ConfigureAwait(false);
            return false;
        }

        try
        {
            if (!_wasTold)
                await _member.Database.Connection.WaitAsync(most, stop).ConfigureAwait(false);
            var told = _wasTold;
            _wasTold = false;
            return told;
        }
        catch (Exception failure) when (DatabaseErrors.IsExpected(failure))
        {
            throw DatabaseErrors.Explain(failure, _member.Database.Shown);
        }
    }

    public ValueTask DisposeAsync() => _member.DisposeAsync();

    // From a second connection: what a connection sends itself comes back also through a pooler, on the way of the answer.
    private async Task<bool> TryHearingAsync(CancellationToken stop)
    {
        var echo = "ipblock_echo_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var heard = false;
        void Hear(object sender, NpgsqlNotificationEventArgs told) => heard |= string.Equals(told.Channel, echo, StringComparison.Ordinal);
        var here = _member.Database.Connection;
        here.Notification += Hear;
        await _member.Database.ExecuteAsync("listen " + echo, stop).ConfigureAwait(false);
        var other = await FleetDatabase.OpenAsync(_member.Member, stop).ConfigureAwait(false);
        await using (other.ConfigureAwait(false))
            await other.ExecuteAsync($"notify {echo}", stop).ConfigureAwait(false);
        var end = _clock.Elapsed + EchoPatience;
        try
        {
            while (!heard && end - _clock.Elapsed is var left && left > TimeSpan.Zero && await here.WaitAsync(left, stop).ConfigureAwait(false))
            {
                // Something else may have arrived.
            }
        }
        catch (Exception failure) when (DatabaseErrors.IsExpected(failure))
        {
            throw DatabaseErrors.Explain(failure, _member.Database.Shown);
        }

        here.Notification -= Hear;
        await _member.Database.ExecuteAsync("unlisten " + echo, stop).ConfigureAwait(false);
        return heard;
    }
}
