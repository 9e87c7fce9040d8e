using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Reporting;
using Npgsql;
using NpgsqlTypes;

namespace IpBlock.Fleet.Log;

/// <summary>A line of the log as a row of the fleet's database, and back. Fields that are empty are null there.</summary>
internal static class DecisionColumns
{
    // The columns of the log behind its time; what is added to the log later has no column here until a migration gives it one.
    private static readonly string[] Texts =
    [
        "session", "local_end", "remote_end", "event", "action", "reply", "rule", "provider", "codes", "reason", "recipient", "missing", "took", "listed", "policy", "score", "steps", "sender", "helo",
        "client_name",
    ];

    /// <summary>Takes binary rows as <see cref="WriteAsync"/> writes them.</summary>
    public static string Copy { get; } = $"copy ipblock.decision (at, member, kind, client, {string.Join(", ", Texts)}) from stdin (format binary)";

    /// <summary>What <see cref="Read"/> reads, of a table called <c>d</c>.</summary>
    public static string Select { get; } = "d.at, " + string.Join(", ", Texts.Select(static column => "d." + column));

    /// <summary>How many columns that are.</summary>
    public static int Count => Texts.Length + 1;

    public static async Task WriteAsync(NpgsqlBinaryImporter rows, int member, DecisionRecord decision, CancellationToken stop)
    {
        await rows.StartRowAsync(stop).ConfigureAwait(false);
        await rows.WriteAsync(decision.Timestamp.UtcDateTime, NpgsqlDbType.TimestampTz, stop).ConfigureAwait(false);
        await rows.WriteAsync(member, NpgsqlDbType.Integer, stop).ConfigureAwait(false);
        await rows.WriteAsync((short)decision.Outcome, NpgsqlDbType.Smallint, stop).ConfigureAwait(false);
        if (decision.Client is { } client)
            await rows.WriteAsync(client.ToIPAddress(), NpgsqlDbType.Inet, stop).ConfigureAwait(false);
        else
            await rows.WriteNullAsync(stop).ConfigureAwait(false);
        for (var i = 0; i < Texts.Length; i++)
        {
            if (Storable(decision[i + 1], LogColumns.All[i + 1].MaxLength) is { Length: > 0 } text)
                await rows.WriteAsync(text, NpgsqlDbType.Text, stop).ConfigureAwait(false);
            else
                await rows.WriteNullAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>A row that begins with the columns of <see cref="Select"/>.</summary>
    public static DecisionRecord Read(DbDataReader row)
    {
        var at = new DateTimeOffset(row.GetDateTime(0), TimeSpan.Zero);
        var fields = new string[LogColumns.All.Count];
        Array.Fill(fields, "");
        fields[0] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        for (var i = 1; i < Math.Min(Count, fields.Length); i++)
            fields[i] = row.IsDBNull(i) ? "" : row.GetString(i);
        return DecisionRecord.Of(at, fields);
    }

    // What is damaged may hold anything; NUL is the one character that PostgreSQL cannot store.
    private static string Storable(string text, int longest) => (text.Length > longest ? text[..longest] : text).Replace('\0', '?');
}
