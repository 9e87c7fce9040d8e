using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DbUp;
using IpBlock.Fleet.Connection;
using Npgsql;

namespace IpBlock.Fleet.Schema;

/// <summary>Makes and upgrades the tables of the fleet. Two that do so at once do it one after the other.</summary>
internal static class FleetSchema
{
    // "ipblock" as a number, for pg_advisory_lock; it means nothing else.
    private const long Lock = 0x6970626C6F636B;
    private const string Journal = "migration";
    private const string Owner = "ipblock_owner";

    // Cluster-wide, and another database of this cluster may have a fleet too.
    private const string MakeOwner = $"""
        do $$ begin
            create role {Owner} nologin createrole;
        exception when duplicate_object or unique_violation then null;
        end $$;
        do $$ begin
            if not pg_has_role(current_user, '{Owner}', 'member') then
                execute format('grant {Owner} to %I', current_user);
            end if;
            begin
                grant pg_signal_backend to {Owner};
            exception when insufficient_privilege then null;
            end;
            if not exists (select from pg_namespace where nspname = 'ipblock') then
                create schema ipblock authorization {Owner};
            end if;
        end $$;
        """;

    // As the owner, who may then give them away (PostgreSQL 16: only who made a role may).
    private const string MakeRoles = $"""
        set role {Owner};
        do $$ begin
            create role ipblock_server nologin;
        exception when duplicate_object or unique_violation then null;
        end $$;
        do $$ begin
            create role ipblock_admin nologin;
        exception when duplicate_object or unique_violation then null;
        end $$;
        grant usage on schema ipblock to ipblock_server, ipblock_admin;
        reset role;
        do $$ begin
            execute format('grant connect on database %I to ipblock_server, ipblock_admin', current_database());
        exception when insufficient_privilege then null;
        end $$;
        """;

    private static readonly string[] Scripts =
        [.. typeof(FleetSchema).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Makes or upgrades the tables.</summary>
    /// <param name="words">The database, with a login that may make roles and schemas.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The migrations that were made; none when all were there.</returns>
    /// <exception cref="FleetException">The login may not, or the tables are of a newer program.</exception>
    public static async Task<IReadOnlyList<string>> UpgradeAsync(NpgsqlConnectionStringBuilder words, CancellationToken stop)
    {
        var database = await FleetDatabase.OpenAsync(words, stop).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            // Held by the session: it ends with the connection, whatever happens.
            await database.ExecuteAsync("set statement_timeout = 0", stop).ConfigureAwait(false);
            database.Connection.Notice += static (_, _) => { };
            await database.ExecuteAsync($"select pg_advisory_lock({Lock.ToString(CultureInfo.InvariantCulture)})", stop).ConfigureAwait(false);
            await database.ExecuteAsync(MakeOwner, stop).ConfigureAwait(false);
            await database.ExecuteAsync(MakeRoles, stop).ConfigureAwait(false);
            await RefuseNewerAsync(database, stop).ConfigureAwait(false);
            return Migrate(words, database.Shown);
        }
    }

    private static async Task RefuseNewerAsync(FleetDatabase database, CancellationToken stop)
    {
        if (await database.ScalarAsync($"select to_regclass('ipblock.{Journal}')::text", stop).ConfigureAwait(false) is null)
            return;
        var made = await database.QueryAsync($"select scriptname from ipblock.{Journal}", static row => row.GetString(0), stop).ConfigureAwait(false);
        if (made.Find(script => !Scripts.Contains(script, StringComparer.Ordinal)) is { } unknown)
        {
            throw new FleetException(
                $"the database {database.Shown} has been upgraded by a newer IpBlock ({unknown}), which this program does not support: upgrade ipblock on this server, and run this again");
        }
    }

    private static IReadOnlyList<string> Migrate(NpgsqlConnectionStringBuilder words, string shown)
    {
        var asOwner = new NpgsqlConnectionStringBuilder(DatabaseAddress.ToConnect(words, "ipblock fleet init").ConnectionString) { Options = $"-c role={Owner} -c search_path=ipblock" };
        var result = DeployChanges.To.PostgresqlDatabase(asOwner.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(FleetSchema).Assembly, static name => name.EndsWith(".sql", StringComparison.Ordinal))
            .JournalToPostgresqlTable("ipblock", Journal)
            .WithTransaction()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        return result.Successful ? [.. result.Scripts.Select(static script => script.Name)] : throw DatabaseErrors.Explain(result.Error, shown);
    }
}
