using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Fleet.Following;

/// <summary>One look at the database: is there a newer version, can it be taken, what is in force; and what came of it into the server's row.</summary>
internal sealed class FleetRound(string settingsPath, Clock clock, FleetNotices notices, Func<SettingsInForce> inForce, Action reload)
{
    private const string Report = "select ipblock.report($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static readonly TimeSpan PatienceForForce = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private readonly SettingsTaker _taker = new(settingsPath, clock);

    /// <summary>Looks, takes, and reports.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task RunAsync(FleetLink link, CancellationToken stop)
    {
        var member = link.Member;
        await member.RenewKeysAsync(settingsPath, stop).ConfigureAwait(false);
        var problem = await TakeAsync(member, stop).ConfigureAwait(false);
        var taken = TakenVersion.Find(settingsPath);
        var local = _taker.LocalChanges(taken);
        notices.LocallyChanged(local, taken?.Number ?? 0);
        await ReportAsync(link, taken, local, problem, stop).ConfigureAwait(false);
    }

    private async Task<string?> TakeAsync(MemberConnection member, CancellationToken stop)
    {
        if (await VersionStore.NewestIdAsync(member.Database, stop).ConfigureAwait(false) is not { } newest)
            return null;
        try
        {
            var taken = TakenVersion.Find(settingsPath);
            if (taken?.Id == newest.Id)
                return notices.InStep();
            if (taken?.Number > newest.Number)
                return notices.Refused(newest.Number, Pushing.OlderDatabase(newest.Number, taken.Number));
            if (await VersionStore.FindAsync(member.Database, newest.Number, stop).ConfigureAwait(false) is not { } version)
                return null;
            var result = _taker.Take(version, member.Member.Keys, TakeChoice.Ask);
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
        var end = clock.Elapsed + PatienceForForce;
        for (reload(); !IsInForce() && clock.Elapsed < end; reload())
            await clock.Delay(BetweenLooks, stop).ConfigureAwait(false);
    }

    private bool IsInForce() => string.Equals(SettingsFile.Load(settingsPath).Settings?.Digest, inForce().Digest, StringComparison.Ordinal);

    private async Task ReportAsync(FleetLink link, TakenVersion? taken, IReadOnlyList<string> local, string? problem, CancellationToken stop)
    {
        var present = inForce();
        await link.Member.Database.ExecuteAsync(
            Report,
            stop,
            taken?.Number ?? 0,
            taken is { Number: > 0 } && IsInForce(),
            present.Since,
            present.Digest,
            problem ?? present.Error,
            new List<string>(local).ToArray(),
            Pushing.Program,
            Environment.MachineName,
            link.Hears ? "notify" : "timer",
            clock.UtcNow).ConfigureAwait(false);
    }
}
