using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.History;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Members;

namespace IpBlock.Fleet.Versions;

/// <summary>
/// What stands between an administrator's file and a new version: that it is made out of the newest one, and that nobody else has made one meanwhile.
/// </summary>
internal static class Pushing
{
    public static string Program { get; } = "ipblock " + typeof(Pushing).Assembly.GetName().Version!.ToString(3);

    /// <summary>Who pushes: the account and the machine.</summary>
    public static string Account() => $"{ChangeAuthor.Of("ipblock").Account} at {Environment.MachineName}";

    /// <exception cref="FleetException">The newest version is not in the file.</exception>
    public static void CheckParent(StoredVersion? newest, TakenVersion? taken, int? over)
    {
        if (over is { } chosen)
        {
            if (chosen != (newest?.Number ?? 0))
            {
                throw new FleetException(string.Create(
                    CultureInfo.InvariantCulture, $"the newest version is {newest?.Number ?? 0}, not {chosen}: check it with ipblock fleet diff before you replace it"));
            }

            return;
        }

        if (newest is null || newest.Id == taken?.Id || newest.Id == taken?.Seen)
            return;
        if (taken?.Number > newest.Number)
        {
            throw new FleetException(OlderDatabase(newest.Number, taken.Number) + string.Create(
                CultureInfo.InvariantCulture, $" To store this file as the newest version, run ipblock fleet push --over {newest.Number}"));
        }

        throw new FleetException(Came(newest) + (newest.Group is null
            ? ". First run ipblock fleet pull, or ipblock fleet pull --merge if you changed settings here"
            : string.Create(CultureInfo.InvariantCulture, $". Check it with ipblock fleet diff {newest.Number}; to replace it, use --over {newest.Number}")));
    }

    /// <summary>The parts that are each server's own, with those that are named now.</summary>
    /// <exception cref="FleetException">One of them is none.</exception>
    public static IReadOnlyList<string> Own(IReadOnlyList<string> before, PushRequest request)
    {
        var own = before.Concat(request.Own).Where(part => !request.Shared.Contains(part, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (request.Shared.FirstOrDefault(part => !before.Contains(part, StringComparer.Ordinal)) is { } unknown)
            throw new FleetException($"'{unknown}' is not a setting that is separate for each server: {(before.Count == 0 ? "none is" : string.Join(", ", before))}");
        return OwnParts.TryParse(request.Own, out _) is { } wrong ? throw new FleetException(wrong) : own;
    }

    /// <summary>A push failed: told whose version came first, or whether this one was stored all the same.</summary>
    public static async Task<FleetException?> ExplainAsync(FleetException failure, Exception inner, StoredVersion version, string settingsPath, CancellationToken stop)
    {
        if (DatabaseErrors.Is(inner, DatabaseErrors.KeyChanged))
            return new FleetException("the key of the fleet was changed at the same time, so nothing was stored: push again", inner);
        var isFirst = DatabaseErrors.Is(inner, DatabaseErrors.NotNewest);
        if (!isFirst && inner is Npgsql.PostgresException)
            return null;
        try
        {
            var administrator = await MemberConnection.AdministratorAsync(settingsPath, stop).ConfigureAwait(false);
            await using (administrator.ConfigureAwait(false))
            {
                var newest = await VersionStore.NewestAsync(administrator.Database, stop).ConfigureAwait(false);
                if (isFirst && newest is not null)
                    return new FleetException(Came(newest) + ", so your version was not stored. Run ipblock fleet pull --merge, and push again", inner);
                return newest?.Id == version.Id
                    ? new FleetException($"the connection was lost, but version {VersionStore.Text(version.Number)} is stored: run ipblock fleet pull here", inner)
                    : new FleetException($"the connection was lost, so nothing was stored: push again ({failure.Message})", inner);
            }
        }
        catch (FleetException)
        {
            return new FleetException(
                $"{failure.Message}. It is not known whether version {VersionStore.Text(version.Number)} was stored: push again when the database is available; the result shows it", inner);
        }
    }

    /// <summary>The database has less than a server.</summary>
    public static string OlderDatabase(int newest, int taken) => string.Create(
        CultureInfo.InvariantCulture,
        $"the newest version in the database is {newest}, and this server has {taken}: an older backup appears to have been restored. The server keeps its settings.");

    private static string Came(StoredVersion newest) => string.Create(
        CultureInfo.InvariantCulture,
        $"version {newest.Number}{(newest.Group is { } group ? $" for group {group}" : "")} by {newest.Author}{(newest.Comment is { } comment ? $" (\"{comment}\")" : "")} was stored first");
}
