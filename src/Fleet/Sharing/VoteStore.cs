using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;

namespace IpBlock.Fleet.Sharing;

/// <summary>Votes in the database.</summary>
internal static class VoteStore
{
    private const string Everybody = """
        select v.list, m.name, v.state, v.answer, v.since, r.resolver, clock_timestamp() - r.voted_at
        from ipblock.health_vote v join ipblock.health_voter r on r.member = v.member join ipblock.member m on m.id = v.member
        where m.gone_at is null order by v.list, lower(m.name)
        """;

    /// <summary>False for a database that was not upgraded yet.</summary>
    public static async Task<bool> IsThereAsync(FleetDatabase database, CancellationToken stop) =>
        await database.ScalarAsync("select to_regclass('ipblock.health_vote') is not null", stop).ConfigureAwait(false) is true;

    /// <summary>Gives a server's votes, in place of its former ones.</summary>
    /// <returns>False when that is too soon after the last time.</returns>
    public static async Task<bool> VoteAsync(FleetDatabase database, string resolver, IReadOnlyList<HealthVote> votes, CancellationToken stop) =>
        await database.ScalarAsync(
            "select ipblock.vote($1, $2, $3, $4)",
            stop,
            resolver,
            votes.Select(static vote => vote.List).ToArray(),
            votes.Select(static vote => vote.State).ToArray(),
            votes.Select(static vote => vote.Answer).ToArray()).ConfigureAwait(false) is true;

    /// <summary>How the others vote on the lists that this server votes on.</summary>
    public static Task<List<VoteCount>> CountAsync(FleetDatabase database, CancellationToken stop) => database.QueryAsync(
        "select list, others_well::integer, others_unfit::integer from ipblock.vote_counts()",
        static row => new VoteCount(row.GetString(0), row.GetInt32(1), row.GetInt32(2)),
        stop);

    /// <summary>The votes that this login may see: for an administrator all, for a server its own.</summary>
    public static Task<List<ServerAnswer>> ListAsync(FleetDatabase database, CancellationToken stop) => database.QueryAsync(
        Everybody,
        static row => new ServerAnswer
        {
            List = row.GetString(0),
            Server = row.GetString(1),
            State = row.GetString(2),
            Answer = row.GetString(3),
            Since = row.GetFieldValue<DateTimeOffset>(4),
            NameServers = row.GetString(5),
            Age = row.GetFieldValue<TimeSpan>(6),
        },
        stop);
}
