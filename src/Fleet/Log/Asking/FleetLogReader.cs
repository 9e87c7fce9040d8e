using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Members;
using IpBlock.Reporting;

namespace IpBlock.Fleet.Log.Asking;

/// <summary>The decisions of all servers, as an administrator of the fleet reads them. Not for two threads at once.</summary>
public sealed class FleetLogReader : IAsyncDisposable
{
    private const string Hidden = "(hidden)";
    private const int SecondsMore = 10;

    // So many are sorted in passing.
    private const int Few = 20_000;
    private const string From = "from ipblock.decision d join ipblock.member m on m.id = d.member";

    private readonly FleetDatabase _database;
    private string Columns { get; } = $"{DecisionColumns.Select}, d.id, m.name";

    private FleetLogReader(FleetDatabase database) => _database = database;

    /// <summary>False when a statement has broken the connection.</summary>
    public bool IsOpen => _database.Connection.FullState == System.Data.ConnectionState.Open;

    /// <summary>True when this machine is an administrator of a fleet.</summary>
    public static bool IsHere(string settingsPath) => MemberFile.Exists(settingsPath, administrator: true);

    /// <summary>Connects as the administrator of this machine.</summary>
    /// <param name="settingsPath">The settings file; what belongs to the fleet lies beside it.</param>
    /// <param name="patience">How long the database may take for an answer; null for as long as it wants.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">This machine is none, or the database cannot be used.</exception>
    public static async Task<FleetLogReader> OpenAsync(string settingsPath, TimeSpan? patience, CancellationToken stop)
    {
        var member = MemberFile.Find(settingsPath, administrator: true) ?? throw new FleetException(
            $"only an administrator of the fleet can read its log, but {MemberFile.PathOf(settingsPath, administrator: true)} does not exist: run this command on the server on which ipblock fleet init was run, or join here with a ticket from ipblock fleet invite --administrator");
        var database = await FleetDatabase.OpenAsync(member, stop).ConfigureAwait(false);
        try
        {
            var limit = patience is { } most ? ((long)most.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture) : "0";
            await database.ExecuteAsync($"set statement_timeout = {limit}; set jit = off", stop).ConfigureAwait(false);

            // The database itself ends what takes too long, and the connection stays.
            database.SecondsForCommand = patience is { } time ? (int)time.TotalSeconds + SecondsMore : 0;
            return new FleetLogReader(database);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Decisions, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="before">Only those that are older than the one with this time and number; null for the newest.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<List<FleetDecision>> PageAsync(FleetLogFilter filter, int size, (DateTimeOffset At, long Number)? before, CancellationToken stop)
    {
        var conditions = await DecisionConditions.OfAsync(filter, _database, stop).ConfigureAwait(false);
        var older = before is { } last ? $" and d.at <= {conditions.Parameter(last.At.UtcDateTime)} and (d.at, d.id) < ({conditions.Parameter(last.At.UtcDateTime)}, {conditions.Parameter(last.Number)})" : "";
        var found = $"select {Columns} {From} where {conditions.Where}{older}";
        var page = await IsRareAsync(filter, stop).ConfigureAwait(false)
            ? $"with found as materialized ({found}) select * from found order by at desc, id desc limit {conditions.Parameter(size)}"
            : $"{found} order by d.at desc, d.id desc limit {conditions.Parameter(size)}";
        return await QueryAsync(page, conditions, filter, stop).ConfigureAwait(false);
    }

    /// <summary>All decisions, one after the other, without holding them in memory.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="last">Only the last ones, so many at most; null for all. Oldest first in any case.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async IAsyncEnumerable<FleetDecision> ReadAsync(FleetLogFilter filter, int? last, [EnumeratorCancellation] CancellationToken stop)
    {
        if (last is { } count)
        {
            foreach (var decision in Enumerable.Reverse(await PageAsync(filter, count, null, stop).ConfigureAwait(false)))
                yield return decision;
            yield break;
        }

        var conditions = await DecisionConditions.OfAsync(filter, _database, stop).ConfigureAwait(false);
        var rows = _database.ReadAsync($"select {Columns} {From} where {conditions.Where} order by d.at, d.id", row => Read(row, filter.HidesMailboxes), stop, [.. conditions.Values]);
        await foreach (var decision in rows.ConfigureAwait(false))
            yield return decision;
    }

    /// <summary>How many decisions meet a filter, counted up to a bound and one more.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<long> CountAsync(FleetLogFilter filter, long bound, CancellationToken stop)
    {
        var conditions = await DecisionConditions.OfAsync(filter, _database, stop).ConfigureAwait(false);
        var sql = $"select count(*) from (select from ipblock.decision d where {conditions.Where} limit {conditions.Parameter(bound + 1)}) as found";
        return (long)(await _database.ScalarAsync(sql, stop, [.. conditions.Values]).ConfigureAwait(false))!;
    }

    /// <summary>One decision; null when there is none, or none any more.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<FleetDecision?> FindAsync(DateTimeOffset at, long number, bool hidesMailboxes, CancellationToken stop)
    {
        var found = await _database.QueryAsync($"select {Columns} {From} where d.at = $1 and d.id = $2", row => Read(row, hidesMailboxes), stop, at.UtcDateTime, number).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    /// <summary>Decisions put together; the largest groups first.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<FleetLogGroups> GroupsAsync(FleetLogFilter filter, FleetLogGrouping grouping, int most, CancellationToken stop) =>
        (DaySums.Serve(filter, most) ? await DaySums.FindAsync(_database, filter, grouping, most, stop).ConfigureAwait(false) : null)
        ?? new FleetLogGroups(await GroupAsync(filter, grouping, most, stop).ConfigureAwait(false), 0);

    private async Task<List<FleetLogGroup>> GroupAsync(FleetLogFilter filter, FleetLogGrouping grouping, int most, CancellationToken stop)
    {
        var conditions = await DecisionConditions.OfAsync(filter, _database, stop).ConfigureAwait(false);
        var sql = $"""
            select g.name, sum(g.decisions)::bigint, sum(g.refusals)::bigint, max(g.last) from (
                select {GroupColumns.Shown(grouping)} as name, k.decisions, k.refusals, k.last from (
                    select {GroupColumns.Key(grouping)} as key, count(*) as decisions, count(*) filter (where d.kind in (2, 3)) as refusals, max(d.at) as last
                    from ipblock.decision d where {conditions.Where} group by 1
                    order by 2 desc, 4 desc limit {conditions.Parameter(most)}) as k {GroupColumns.Join(grouping)}) as g
            group by 1 order by 2 desc, 4 desc
            """;
        return await _database.QueryAsync(
            sql,
            row => new FleetLogGroup(GroupColumns.NameOf(grouping, row.IsDBNull(0) ? "" : row.GetString(0)), row.GetInt64(1), row.GetInt64(2), new DateTimeOffset(row.GetDateTime(3), TimeSpan.Zero)),
            stop,
            [.. conditions.Values]).ConfigureAwait(false);
    }

    /// <summary>How many decisions there were in each hour, by list and outcome: of all servers together, or of each.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public Task<List<FleetHour>> HoursAsync(DateTimeOffset since, DateTimeOffset until, bool byServer, CancellationToken stop)
    {
        var sql = byServer
            ? "select h.hour, m.name, h.provider, h.kind, h.decisions from ipblock.server_hour h join ipblock.member m on m.id = h.member"
            : "select h.hour, '', h.provider, h.kind, h.decisions from ipblock.decision_hour h";
        return _database.QueryAsync(
            sql + " where h.hour between date_trunc('hour', $1, 'UTC') and $2 order by 1, 2, 3, 4",
            static row => new FleetHour(new DateTimeOffset(row.GetDateTime(0), TimeSpan.Zero), row.GetString(1), row.GetString(2), (DecisionOutcome)row.GetInt16(3), row.GetInt64(4)),
            stop,
            since.UtcDateTime,
            until.UtcDateTime);
    }

    /// <summary>The same of each server, all hours together.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public Task<List<FleetHour>> SumsAsync(DateTimeOffset since, string? server, CancellationToken stop) => _database.QueryAsync(
        """
        select min(h.hour), m.name, h.provider, h.kind, sum(h.decisions)::bigint from ipblock.server_hour h join ipblock.member m on m.id = h.member
        where h.hour >= date_trunc('hour', $1, 'UTC') and ($2::text is null or lower(m.name) = lower($2)) group by 2, 3, 4 order by 2, 3, 4
        """,
        static row => new FleetHour(new DateTimeOffset(row.GetDateTime(0), TimeSpan.Zero), row.GetString(1), row.GetString(2), (DecisionOutcome)row.GetInt16(3), row.GetInt64(4)),
        stop,
        since.UtcDateTime,
        server);

    /// <summary>How often lists were asked, by all servers or one.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<IEnumerable<UsageRecord>> UsageAsync(DateTimeOffset since, string? server, CancellationToken stop)
    {
        var lines = await _database.QueryAsync(
            "select u.line from ipblock.log_usage u join ipblock.member m on m.id = u.member where u.at > $1 and ($2::text is null or lower(m.name) = lower($2))",
            static row => row.GetString(0),
            stop,
            since.UtcDateTime,
            server).ConfigureAwait(false);
        return lines.Select(static line => UsageLine.TryParse(line, out var usage) ? usage : null).OfType<UsageRecord>();
    }

    /// <summary>How far the log of each server has gone up.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public Task<List<FleetLogServer>> ServersAsync(CancellationToken stop) => _database.QueryAsync(
        """
        select m.name, s.decisions, s.newest, clock_timestamp() - s.uploaded_at, s.pending, s.lost_files, s.lost_bytes, s.passed_over
        from ipblock.log_server s join ipblock.member m on m.id = s.member where m.gone_at is null order by lower(m.name)
        """,
        static row => new FleetLogServer
        {
            Name = row.GetString(0),
            Decisions = row.GetInt64(1),
            Newest = row.IsDBNull(2) ? null : new DateTimeOffset(row.GetDateTime(2), TimeSpan.Zero),
            Silence = row.IsDBNull(3) ? null : row.GetFieldValue<TimeSpan>(3),
            Pending = row.GetInt64(4),
            LostFiles = row.GetInt64(5),
            LostBytes = row.GetInt64(6),
            PassedOver = row.GetInt64(7),
        },
        stop);

    /// <summary>How the lists are for each server; null when the tables are of an older program.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public Task<FleetHealth?> HealthAsync(CancellationToken stop) => FleetHealth.LookAsync(_database, isAdministrator: true, stop);

    /// <summary>The members of the fleet and what is known of them.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public Task<List<FleetMemberStatus>> MembersAsync(CancellationToken stop) => MemberStore.ListAsync(_database, stop);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // Of a client, a recipient or a sender all are found by their index, and sorted in passing. PostgreSQL does not know how rare they are, and would walk through
    // a month from the newest back.
    private async Task<bool> IsRareAsync(FleetLogFilter filter, CancellationToken stop)
    {
        var time = new FleetLogFilter { Since = filter.Since, Until = filter.Until };
        var indexed = filter.Clients is not null ? time with { Clients = filter.Clients }
            : IsWhole(filter.Recipient) ? time with { Recipient = filter.Recipient }
            : IsWhole(filter.Sender) ? time with { Sender = filter.Sender }
            : null;
        return indexed is not null && await CountAsync(indexed, Few, stop).ConfigureAwait(false) <= Few;
    }

    private static bool IsWhole(string? mailbox) => mailbox?.Contains('*', StringComparison.Ordinal) == false;

    private Task<List<FleetDecision>> QueryAsync(string sql, DecisionConditions conditions, FleetLogFilter filter, CancellationToken stop) =>
        _database.QueryAsync(sql, row => Read(row, filter.HidesMailboxes), stop, [.. conditions.Values]);

    private static FleetDecision Read(DbDataReader row, bool hidesMailboxes)
    {
        var record = DecisionColumns.Read(row);
        return new FleetDecision(row.GetInt64(DecisionColumns.Count), row.GetString(DecisionColumns.Count + 1), hidesMailboxes ? record.WithoutMailboxes(Hidden) : record);
    }
}
