using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Keys;

namespace IpBlock.Fleet.Members;

/// <summary>The members of the fleet in the database. A server sees itself only.</summary>
internal static class MemberStore
{
    private const string Present = """
        select m.id, coalesce(m.name, m.login), m.kind = 'administrator', m.part_of, m.joined_at, m.expires,
            coalesce((select max(number) from ipblock.settings_version v where v.audience is null or v.audience = m.part_of), 0),
            coalesce(s.version, 0), coalesce(s.in_force, false), s.since, clock_timestamp() - s.seen_at, s.error, coalesce(s.local_changes, '{}'), s.program, s.host, s.way,
            coalesce(s.clock_ahead, interval '0')
        from ipblock.member m left join ipblock.server_state s on s.member = m.id
        where m.gone_at is null order by m.kind desc, lower(coalesce(m.name, m.login))
        """;

    /// <summary>Those that have joined or are invited, servers first.</summary>
    public static Task<List<FleetMemberStatus>> ListAsync(FleetDatabase database, CancellationToken stop) => database.QueryAsync(Present, Read, stop);

    /// <summary>The group of this login; null for none, and for an administrator.</summary>
    public static async Task<string?> GroupAsync(FleetDatabase database, CancellationToken stop) =>
        await database.ScalarAsync("select ipblock.my_group()", stop).ConfigureAwait(false) as string;

    /// <summary>The keys of the fleet as they are sealed for this member now.</summary>
    /// <returns>Null when they are the same as before, or are none that continue them.</returns>
    public static async Task<FleetKeys?> NewKeysAsync(FleetDatabase database, MemberFile member, CancellationToken stop)
    {
        if (await database.ScalarAsync("select key_number from ipblock.fleet", stop).ConfigureAwait(false) is not int newest || newest <= member.Keys.Newest)
            return null;
        var box = await database.ScalarAsync("select sealed_keys from ipblock.member where login = session_user", stop).ConfigureAwait(false) as byte[];
        var keys = FleetKeys.Decode(MemberKey.Open(member.PrivateKey, box, PurposeOf(member.Login)));
        return keys?.Continues(member.Keys) == true && keys.Newest > member.Keys.Newest ? keys : null;
    }

    /// <summary>What the box with a member's keys is sealed for.</summary>
    public static string PurposeOf(string login) => "keys of the fleet for " + login;

    /// <summary>A new key, sealed for everybody who is left.</summary>
    /// <returns>How many tickets that were out have ended.</returns>
    public static async Task<int> RotateAsync(FleetDatabase database, FleetKeys keys, CancellationToken stop)
    {
        var members = await database.QueryAsync(
            "select id, login, public_key from ipblock.member where joined_at is not null and gone_at is null",
            static row => (Id: row.GetInt32(0), Login: row.GetString(1), PublicKey: row.GetFieldValue<byte[]>(2)),
            stop).ConfigureAwait(false);
        var boxes = members.ConvertAll(member => MemberKey.SealFor(member.PublicKey, keys.Encode(), PurposeOf(member.Login)));
        var ids = members.Select(static member => member.Id).ToArray();
        return (int)(await database.ScalarAsync("select ipblock.rotate_keys($1, $2, $3)", stop, keys.Newest, ids, boxes.ToArray()).ConfigureAwait(false))!;
    }

    private static FleetMemberStatus Read(DbDataReader row) => new()
    {
        Id = row.GetInt32(0),
        Name = row.GetString(1),
        IsAdministrator = row.GetBoolean(2),
        Group = Text(row, 3),
        Joined = Time(row, 4),
        Expires = row.GetFieldValue<DateTimeOffset>(5),
        Wanted = row.GetInt32(6),
        Version = row.GetInt32(7),
        InForce = row.GetBoolean(8),
        Since = Time(row, 9),
        Silence = row.IsDBNull(10) ? null : row.GetFieldValue<TimeSpan>(10),
        Error = Text(row, 11),
        LocalChanges = row.GetFieldValue<string[]>(12),
        Program = Text(row, 13),
        Host = Text(row, 14),
        Way = Text(row, 15),
        ClockAhead = row.GetFieldValue<TimeSpan>(16),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
