using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using Npgsql;

namespace IpBlock.Fleet.Versions;

/// <summary>The versions of the settings in the database. A server sees those for all and those for its group.</summary>
internal static class VersionStore
{
    private const int FirstWithGroups = 2;
    private const string Columns = "number, id, parent, audience, stored_at, author, program, comment, undoes, own, key_number, content, difference, seal";

    /// <summary>The newest version's number and id, which is all that is looked at most of the time; null when there is none.</summary>
    public static async Task<(int Number, Guid Id)?> NewestIdAsync(FleetDatabase database, CancellationToken stop)
    {
        var rows = await database.QueryAsync(
            "select number, id from ipblock.settings_version order by number desc limit 1", static row => (row.GetInt32(0), row.GetGuid(1)), stop).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>The newest version; null when there is none.</summary>
    public static async Task<StoredVersion?> NewestAsync(FleetDatabase database, CancellationToken stop) =>
        await WithGroupsAsync(database, await database.QueryAsync($"select {Columns} from ipblock.settings_version order by number desc limit 1", Read, stop).ConfigureAwait(false), stop).ConfigureAwait(false);

    /// <summary>A version; null when there is none of this number.</summary>
    public static async Task<StoredVersion?> FindAsync(FleetDatabase database, int number, CancellationToken stop) =>
        await WithGroupsAsync(database, await database.QueryAsync($"select {Columns} from ipblock.settings_version where number = $1", Read, stop, number).ConfigureAwait(false), stop).ConfigureAwait(false);

    /// <summary>The newest versions, the newest first, without their contents.</summary>
    public static Task<List<StoredVersion>> ListAsync(FleetDatabase database, int count, CancellationToken stop) => database.QueryAsync(
        $"select {Columns.Replace("content", "''", StringComparison.Ordinal)} from ipblock.settings_version order by number desc limit $1", Read, stop, count);

    /// <summary>The number that the next version gets.</summary>
    public static async Task<int> NextNumberAsync(FleetDatabase database, CancellationToken stop) =>
        (int)(await database.ScalarAsync("select ipblock.next_number()", stop).ConfigureAwait(false))!;

    /// <summary>Stores a version and tells the servers, once the transaction that this is part of is committed.</summary>
    /// <exception cref="PostgresException">Within the exception thrown: another version came first, or the key has changed (<see
    /// cref="DatabaseErrors"/>).</exception>
    public static async Task PushAsync(FleetDatabase database, StoredVersion version, CancellationToken stop)
    {
        await database.ExecuteAsync(
            "select ipblock.push($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            stop,
            version.Number,
            version.Id,
            version.Parent,
            version.Group,
            version.Author,
            version.Program,
            version.Comment,
            version.Undoes,
            version.Own.ToArray(),
            version.KeyNumber,
            version.Content,
            version.Difference.ToArray(),
            version.Seal).ConfigureAwait(false);
        if (version.GroupBox is not null)
            await database.ExecuteAsync("select ipblock.set_group_parts($1, $2)", stop, version.Number, version.GroupBox).ConfigureAwait(false);
    }

    /// <summary>Numbers as messages write them.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Before the tables were upgraded, and as long as no group has had a value of its own, there is nothing to look for.
    private static async Task<StoredVersion?> WithGroupsAsync(FleetDatabase database, List<StoredVersion> found, CancellationToken stop)
    {
        if (found.Count == 0 || await database.ScalarAsync("select format from ipblock.fleet", stop).ConfigureAwait(false) is not >= FirstWithGroups)
            return found.FirstOrDefault();
        var box = await database.ScalarAsync("select parts from ipblock.group_settings where version = $1", stop, found[0].Number).ConfigureAwait(false) as byte[];
        return found[0] with { GroupBox = box };
    }

    private static StoredVersion Read(DbDataReader row) => new()
    {
        Number = row.GetInt32(0),
        Id = row.GetGuid(1),
        Parent = row.GetInt32(2),
        Group = row.IsDBNull(3) ? null : row.GetString(3),
        Time = row.GetFieldValue<DateTimeOffset>(4),
        Author = row.GetString(5),
        Program = row.GetString(6),
        Comment = row.IsDBNull(7) ? null : row.GetString(7),
        Undoes = row.IsDBNull(8) ? null : row.GetInt32(8),
        Own = row.GetFieldValue<string[]>(9),
        KeyNumber = row.GetInt32(10),
        Content = row.GetString(11),
        Difference = row.GetFieldValue<string[]>(12),
        Seal = row.GetFieldValue<byte[]>(13),
    };
}
