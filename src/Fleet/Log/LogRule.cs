using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Settings;

namespace IpBlock.Fleet.Log;

/// <summary>
/// How long the database keeps decisions, and how much it takes of a server. An administrator says so with each version: servers, which clear away what is too
/// old, could say what they like.
/// </summary>
internal static class LogRule
{
    public static async Task SetAsync(FleetDatabase database, LogSettings settings, CancellationToken stop)
    {
        // Tables that an older program has made know of no log.
        if (await database.ScalarAsync("select to_regprocedure('ipblock.set_log_rule(integer, bigint)')::text", stop).ConfigureAwait(false) is not null)
            await database.ExecuteAsync("select ipblock.set_log_rule($1, $2)", stop, (int)settings.FleetMaxAge.TotalDays, settings.FleetMaxPerDay).ConfigureAwait(false);
    }
}
