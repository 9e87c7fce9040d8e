using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Versions;
using IpBlock.Time;

namespace IpBlock.Fleet.Following;

/// <summary>One look at the database: is there a newer version, can it be taken, what is in force; and what came of it into the server's row.</summary>
internal sealed class FleetRound(string settingsPath, Clock clock, FleetNotices notices, Func<SettingsInForce> inForce, Action reload)
{
    private const string Report = "select ipblock.report($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static readonly TimeSpan PatienceForForce = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private readonly SettingsTaker _taker = new(settingsPath, clock);
    private readonly LocalFile _here = new(settingsPath);

    /// <summary>Looks, takes, and reports.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task RunAsync(FleetLink link, CancellationToken stop)
    {
        var member = link.Member;
        await member.RenewKeysAsync(settingsPath, stop).ConfigureAwait(false);
        _here.Look();
        var problem = await TakeAsync(member, stop).ConfigureAwait(false);
        _here.Look();
        notices.LocallyChanged(_here.Changes, _here.Number);
        await ReportAsync(link, problem, stop).ConfigureAwait(false);
    }

    private async Task<string?> TakeAsync(MemberConnection member, CancellationToken stop)
    {
        if (await VersionStore.NewestIdAsync(member.Database, stop).ConfigureAwait(false) is not { } newest)
            return null;
        try
        {
            if (_here.Id == newest.Id)
                return notices.InStep();
            if (_here.Number > newest.Number)
                return notices.Refused(newest.Number, Pushing.OlderDatabase(newest.Number, _here.Number));
            if (await VersionStore.FindAsync(member.Database, newest.Number, stop).ConfigureAwait(false) is not { } version)
                return null;
            var result = _taker.Take(version, member.Member.Keys, await MemberStore.GroupAsync(member.Database, stop).ConfigureAwait(false), TakeChoice.Ask);
            if (result.Problem is { } problem)
                return notices.Refused(version.Number, problem);
            if (result.Changed)
                await BringIntoForceAsync(stop).ConfigureAwait(false);
            return notices.Taken(version);
        }
        catch (FleetException damaged) when (damaged.InnerException is not Npgsql.NpgsqlException)
        {
            return notices.Refused(newest.Number, damaged.Message);
        }
    }

    // The engine looks at the file each second by itself; it may be looking at this moment, and then does not look again.
    private async Task BringIntoForceAsync(CancellationToken stop)
    {
        _here.Look();
        var end = clock.Elapsed + PatienceForForce;
        for (reload(); !IsInForce() && clock.Elapsed < end; reload())
            await clock.Delay(BetweenLooks, stop).ConfigureAwait(false);
    }

    private bool IsInForce() => string.Equals(_here.Digest, inForce().Digest, StringComparison.Ordinal);

    private async Task ReportAsync(FleetLink link, string? problem, CancellationToken stop)
    {
        var present = inForce();
        await link.Member.Database.ExecuteAsync(
            Report,
            stop,
            _here.Number,
            _here.Number > 0 && IsInForce(),
            present.Since,
            present.Digest,
            problem ?? present.Error,
            _here.Changes.ToArray(),
            Pushing.Program,
            Environment.MachineName,
            link.Hears ? "notify" : "timer",
            clock.UtcNow).ConfigureAwait(false);
    }
}
