using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Asking;

/// <summary>Decisions put together by what they have in common.</summary>
internal static class Grouping
{
    // The first bytes of an address say its network: a /24 of IPv4, whose first 12 bytes are those of every mapped address, or a /48.
    private const string Network = "substr(client, 1, CASE WHEN substr(client, 1, 12) = x'00000000000000000000ffff' THEN 15 ELSE 6 END)";

    private const string Sums = "count(*), sum(kind IN (2, 3)), max(time)";

    public static IReadOnlyList<LogGroup> Read(SqliteConnection connection, FilterConditions conditions, LogGrouping grouping, string from, int most)
    {
        var (key, table) = ColumnOf(grouping);
        using var command = connection.Command(
            $"{conditions.With} SELECT {key}, {Sums} {from} GROUP BY 1 ORDER BY 2 DESC, 4 DESC LIMIT $most", ("$most", most));
        conditions.AddTo(command);
        using var reader = command.ExecuteReader();
        var groups = new List<LogGroup>();
        while (reader.Read())
        {
            var name = table is null ? NameOf(reader.IsDBNull(0) ? null : (byte[])reader[0]) : TextOf(connection, table, reader.GetInt64(0));
            groups.Add(new LogGroup(name, reader.GetInt64(1), reader.GetInt64(2), new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero)));
        }

        return groups;
    }

    private static (string Key, string? Table) ColumnOf(LogGrouping grouping) => grouping switch
    {
        LogGrouping.Provider => ("provider", "word"),
        LogGrouping.Rule => ("rule", "word"),
        LogGrouping.Policy => ("policy", "word"),
        LogGrouping.Server => ("server", "word"),
        LogGrouping.Recipient => ("recipient", "mailbox"),
        LogGrouping.Sender => ("sender", "mailbox"),
        LogGrouping.Network => (Network, null),
        LogGrouping.Client => ("client", null),
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    private static string NameOf(byte[]? client) => client switch
    {
        null => "",
        { Length: AddressBytes.IPv4Network } => AddressBytes.Read(client) + "/24",
        { Length: AddressBytes.IPv6Network } => AddressBytes.Read(client) + "/48",
        _ => AddressBytes.Read(client).ToString(),
    };

    private static string TextOf(SqliteConnection connection, string table, long id) =>
        (string?)connection.Scalar($"SELECT text FROM {table} WHERE id = $id", ("$id", id)) ?? "";
}
