using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;

namespace IpBlock.Fleet.Sharing;

/// <summary>Evidence in the database: numbers that nobody without the key of the fleet can make anything of.</summary>
internal static class EvidenceStore
{
    /// <summary>How many of a kind may be given at once.</summary>
    public const int MostGiven = 1000;

    /// <summary>How many are read at once.</summary>
    public const int MostRead = 5000;

    /// <summary>Gives what was seen here.</summary>
    /// <returns>False when it was not taken: too soon after the last time, the key has changed, or somebody else is at it.</returns>
    public static async Task<bool> GiveAsync(FleetDatabase database, int keyNumber, GivenEvidence given, TimeSpan remembered, CancellationToken stop) =>
        await database.ScalarAsync(
            "select ipblock.give_evidence($1, $2, $3, $4, $5, $6)", stop, keyNumber, given.Vouched, given.Withdrawn, given.Deferred, given.Accepted, remembered).ConfigureAwait(false) is true;

    /// <summary>Who is in good standing, or no more, from a place on.</summary>
    public static Task<List<(long Hash, bool Holds, EvidencePlace Place)>> StandingAsync(FleetDatabase database, int keyNumber, EvidencePlace from, CancellationToken stop) => database.QueryAsync(
        "select client, holds, changed_at from ipblock.standing_since($1, $2, $3, $4)",
        static row => (row.GetInt64(0), row.GetBoolean(1), new EvidencePlace(row.GetDateTime(2), row.GetInt64(0))),
        stop,
        keyNumber,
        from.Time,
        from.Number,
        MostRead);

    /// <summary>What the others have deferred and accepted, from a place on.</summary>
    public static Task<List<(long Mail, double DeferredAgo, double? AcceptedAgo, EvidencePlace Place)>> DeferredAsync(
        FleetDatabase database, int keyNumber, EvidencePlace from, CancellationToken stop) => database.QueryAsync(
        "select mail, deferred_ago, accepted_ago, changed_at from ipblock.deferred_since($1, $2, $3, $4)",
        static row => (row.GetInt64(0), row.GetDouble(1), row.IsDBNull(2) ? null : (double?)row.GetDouble(2), new EvidencePlace(row.GetDateTime(3), row.GetInt64(0))),
        stop,
        keyNumber,
        from.Time,
        from.Number,
        MostRead);
}

/// <summary>What a server gives at once.</summary>
internal sealed record GivenEvidence(long[] Vouched, long[] Withdrawn, long[] Deferred, long[] Accepted)
{
    public bool IsEmpty => Vouched.Length + Withdrawn.Length + Deferred.Length + Accepted.Length == 0;
}

/// <summary>How far evidence was read: in the order of its times, by the database's clock.</summary>
internal readonly record struct EvidencePlace(DateTime Time, long Number)
{
    // Whoever stored something a moment ago may not have committed it yet; what is read twice does no harm.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    public static EvidencePlace Start { get; } = new(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), long.MinValue);

    /// <summary>Where to begin the next time.</summary>
    public EvidencePlace Again => Time - Overlap is var time && time > Start.Time ? new EvidencePlace(time, long.MinValue) : Start;
}
