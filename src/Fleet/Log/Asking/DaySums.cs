using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Fleet.Connection;

namespace IpBlock.Fleet.Log.Asking;

/// <summary>
/// Groups of several days by what the database has summed up of each day that is over: the names that occur most, by outcome. Of a day on which a name is not
/// among them its few decisions are counted, so that each number is exact. What may be missing is a name that is among them on no day.
/// </summary>
internal static class DaySums
{
    // For a file with thousands the decisions themselves are read: each of them would be counted on each day.
    private const int Most = 200;

    // Below that the decisions themselves are read as quickly.
    private const int FewestDays = 2;

    // So many are counted exactly at least, for some that have less in the sums have more then.
    private const int Candidates = 100;
    private static readonly FleetLogFilter Everything = new();

    /// <summary>True when nothing but the time and the outcome is chosen.</summary>
    public static bool Serve(FleetLogFilter filter, int most) =>
        most <= Most && filter with { Since = null, Until = null, Outcomes = null, HidesMailboxes = false } == Everything;

    /// <summary>The groups; null when too few days are summed up, or the tables were not upgraded yet.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public static async Task<FleetLogGroups?> FindAsync(FleetDatabase database, FleetLogFilter filter, FleetLogGrouping grouping, int most, CancellationToken stop)
    {
        if (await database.ScalarAsync("select to_regclass('ipblock.summed_day') is not null", stop).ConfigureAwait(false) is not true)
            return null;
        var days = await DaysAsync(database, filter, stop).ConfigureAwait(false);
        if (days.Count < FewestDays)
            return null;
        var kinds = (filter.Outcomes ?? Enum.GetValues<DecisionOutcome>()).Select(static outcome => (short)outcome).ToArray();
        var what = GroupColumns.What(grouping);
        var cut = (long)(await database.ScalarAsync(
            "select coalesce(sum(cut), 0)::bigint from ipblock.day_cut where what = $1 and day = any($2) and kind = any($3)", stop, what, days.ToArray(), kinds).ConfigureAwait(false))!;
        if (cut > 0 && !GroupColumns.HasIndex(grouping))
            return null;
        var candidates = Math.Max(most, Candidates);
        var values = new List<object> { what, days.ToArray(), kinds, candidates };
        var between = Between(filter, days, values);
        var counted = await database.QueryAsync(
            cut > 0 ? QuestionWithCuts(grouping, between) : Question(grouping, between),
            row => (Group: new FleetLogGroup(GroupColumns.NameOf(grouping, row.GetString(0)), row.GetInt64(2), row.GetInt64(3), new DateTimeOffset(row.GetDateTime(4), TimeSpan.Zero)), Least: row.GetInt64(1)),
            stop,
            [.. values]).ConfigureAwait(false);

        // Whoever was not counted has no more than that.
        var others = cut + (counted.Count < candidates ? 0 : counted.Min(static one => one.Least));
        var groups = counted.Select(static one => one.Group).OrderByDescending(static group => group.Decisions).ThenByDescending(static group => group.Last).Take(most).ToList();
        return new FleetLogGroups(groups, groups.Count == most && groups[^1].Decisions >= others ? 0 : others);
    }

    // Days to which decisions have come late since are not among them.
    private static Task<List<DateOnly>> DaysAsync(FleetDatabase database, FleetLogFilter filter, CancellationToken stop)
    {
        var first = filter.Since is { } since ? DateOnly.FromDateTime(since.UtcDateTime.AddDays(1).AddTicks(-1)) : DateOnly.MinValue;
        var end = filter.Until is { } until ? DateOnly.FromDateTime(until.UtcDateTime) : DateOnly.MaxValue;
        return database.QueryAsync(
            "select s.day from ipblock.summed_day s where s.day >= $1 and s.day < $2 and not exists (select from ipblock.changed_day c where c.day = s.day) order by 1",
            static row => row.GetFieldValue<DateOnly>(0),
            stop,
            first,
            end);
    }

    /// <summary>The condition for the decisions of the time that is not summed up.</summary>
    private static string Between(FleetLogFilter filter, List<DateOnly> days, List<object> values)
    {
        var times = new List<string>();
        var from = filter.Since?.UtcDateTime;
        foreach (var day in days)
        {
            var begins = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            if (from is null || from < begins)
                times.Add(Time(from, begins));
            from = begins.AddDays(1);
        }

        if (filter.Until is null || from < filter.Until.Value.UtcDateTime)
            times.Add(Time(from, filter.Until?.UtcDateTime));
        return times.Count == 0 ? "false" : string.Join(" or ", times);

        string Time(DateTime? since, DateTime? until) => (since, until) switch
        {
            ({ } one, { } other) => $"(d.at >= {Parameter(one)} and d.at < {Parameter(other)})",
            (null, { } other) => $"d.at < {Parameter(other)}",
            _ => $"d.at >= {Parameter(since!.Value)}",
        };

        string Parameter(object value)
        {
            values.Add(value);
            return "$" + values.Count.ToString(CultureInfo.InvariantCulture);
        }
    }

    // $1 what, $2 the days that are summed up, $3 the outcomes, $4 how many groups.
    private static string Sums(FleetLogGrouping grouping, string between) => $"""
        with part as (
            select {GroupColumns.Key(grouping)} as key, count(*) as decisions, count(*) filter (where d.kind in (2, 3)) as refusals, max(d.at) as last
            from ipblock.decision d where d.kind = any($3) and ({between}) group by 1),
        sums as materialized (
            select s.name, sum(s.decisions)::bigint as decisions, sum(s.refusals)::bigint as refusals, max(s.last) as last from (
                select coalesce({GroupColumns.Shown(grouping)}, '') as name, k.decisions, k.refusals, k.last from part k {GroupColumns.Join(grouping)}
                union all
                select t.name, t.decisions, case when t.kind in (2, 3) then t.decisions else 0 end, t.last from ipblock.day_top t
                where t.what = $1 and t.day = any($2) and t.kind = any($3)) as s
            group by 1 order by 2 desc, 4 desc limit $4)
        """;

    private static string Question(FleetLogGrouping grouping, string between) =>
        Sums(grouping, between) + " select s.name, s.decisions, s.decisions, s.refusals, s.last from sums s";

    // Where a name is left out of a day it is looked for by an index, once for each such day and outcome: in one step with the days themselves PostgreSQL would read all
    // decisions for each name.
    private static string QuestionWithCuts(FleetLogGrouping grouping, string between) => $"""
        {Sums(grouping, between)},
        absent as materialized (
            select s.name, {GroupColumns.Bounds(grouping)}, c.kind, c.begins, c.ends from sums s cross join ipblock.day_cut c
            where s.name <> '' and c.what = $1 and c.day = any($2) and c.kind = any($3) and c.cut > 0
                and not exists (select from ipblock.day_top t where t.what = c.what and t.day = c.day and t.kind = c.kind and t.name = s.name)),
        few as (
            select a.name, sum(r.decisions)::bigint as decisions, sum(case when a.kind in (2, 3) then r.decisions else 0 end)::bigint as refusals, max(r.last) as last
            from absent a cross join lateral (
                select count(*) as decisions, max(d.at) as last from ipblock.decision d
                where {GroupColumns.Named(grouping)} and d.at >= a.begins and d.at < a.ends and d.kind = a.kind) as r
            group by 1)
        select s.name, s.decisions, s.decisions + coalesce(f.decisions, 0), s.refusals + coalesce(f.refusals, 0), greatest(s.last, f.last) from sums s left join few f on f.name = s.name
        """;
}
