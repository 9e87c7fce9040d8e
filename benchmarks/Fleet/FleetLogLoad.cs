using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Fleet;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Log;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Testing.Servers;
using IpBlock.Time;

namespace IpBlock.Benchmarks.Fleet;

/// <summary>
/// A month of the log of a fleet in a real PostgreSQL: how fast decisions are added, with the trigger that every server meets, what they take on disk, how long the sums
/// by hour take, and how long a page of the administrator. What the database has ended after 15 seconds, as for the page, has a count of -1.
/// </summary>
internal static class FleetLogLoad
{
    private const int Days = 30;
    private const int Size = 50;
    private static readonly string[] Settings =
    [
        "log_statement=none", "fsync=on", "shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=15min", "effective_cache_size=8GB", "work_mem=64MB", "maintenance_work_mem=256MB", "synchronous_commit=off",
    ];

    public static async Task RunAsync(int decisions, int servers)
    {
        await using var server = await PostgreSql.StartAsync(settings: Settings, limit: TimeSpan.FromHours(3));
        using var folder = new ScratchFolder();
        var path = folder.Write("ipblock.json", "{}");
        var superuser = await server.CreateDatabaseAsync();
        await new FleetMembership(path, Clock.System).InitAsync(superuser, "admin", CancellationToken.None);
        var today = DateTime.UtcNow.Date;
        await using (var database = await OpenAsync(superuser))
        {
            await MakeServersAsync(database, servers);
            await database.ExecuteAsync("select ipblock.make_day($1 - day) from generate_series(0, $2) as day", CancellationToken.None, DateOnly.FromDateTime(today), Days);
        }

        var watch = Stopwatch.StartNew();
        var added = await Task.WhenAll(Enumerable.Range(0, 2).Select(half => Task.Run(() => AddAsync(superuser, today, decisions / Days / servers, servers, half))));
        Say($"{added.Sum():N0} decisions of {servers:N0} servers and {Days} days added in {watch.Elapsed.TotalSeconds:N0} s: {added.Sum() / watch.Elapsed.TotalSeconds:N0} a second by two connections");
        await using (var database = await OpenAsync(superuser))
            await SizesAsync(database, added.Sum());
        await AskAsync(path, today);
    }

    private static async Task MakeServersAsync(FleetDatabase database, int servers)
    {
        for (var i = 0; i < servers; i++)
        {
            await database.ExecuteAsync("select ipblock.make_member($1, 'server', null, null, interval '1 day', 'SCRAM-SHA-256$x', '\\x00')", CancellationToken.None, Login(i));
            await database.ExecuteAsync("update ipblock.member set joined_at = now(), name = $2, public_key = '\\x00' where login = $1", CancellationToken.None, Login(i), Name(i));
        }
    }

    private static string Login(int i) => "ipblock_s_" + i.ToString("x16", CultureInfo.InvariantCulture);

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"mx{i:0000}");

    // A superuser who has become one server after the other: the rights and the trigger are those of the server.
    private static async Task<long> AddAsync(string superuser, DateTime today, int ofServerAndDay, int servers, int half)
    {
        await using var database = await OpenAsync(superuser);
        var random = new Random(half);
        var added = 0L;
        for (var day = Days; day >= 1; day--)
        {
            for (var server = half; server < servers; server += 2)
            {
                await database.ExecuteAsync($"set session authorization {Login(server)}", CancellationToken.None);
                var member = (int)(await database.ScalarAsync("select ipblock.me()", CancellationToken.None))!;
                await using (var rows = await database.Connection.BeginBinaryImportAsync(DecisionColumns.Copy))
                {
                    for (var i = 0; i < ofServerAndDay; i++)
                        await DecisionColumns.WriteAsync(rows, member, FleetDecisions.Make(today.AddDays(-day).AddSeconds(86_400.0 * i / ofServerAndDay), server, random), CancellationToken.None);
                    await rows.CompleteAsync();
                }

                await database.ExecuteAsync("reset session authorization", CancellationToken.None);
                added += ofServerAndDay;
            }
        }

        return added;
    }

    private static async Task SizesAsync(FleetDatabase database, long decisions)
    {
        var stop = CancellationToken.None;
        var watch = Stopwatch.StartNew();
        while (await database.ScalarAsync("select count(*) from ipblock.changed_hour", stop) is > 0L)
            await database.ExecuteAsync("select ipblock.sum_hours()", stop);
        Say($"sums of all hours of the month by list and outcome: {watch.Elapsed.TotalSeconds:N1} s");
        await database.ExecuteAsync("insert into ipblock.changed_hour select (select max(hour) from ipblock.server_hour) from ipblock.member", stop);
        watch.Restart();
        await database.ExecuteAsync("select ipblock.sum_hours()", stop);
        Say($"of the newest hour, as once a minute when all servers have uploaded: {watch.Elapsed.TotalMilliseconds:N0} ms");
        await SumDaysAsync(database);
        watch.Restart();
        database.Connection.Notice += static (_, _) => { };
        await using (var vacuum = new Npgsql.NpgsqlCommand("vacuum analyze", database.Connection) { CommandTimeout = 0 })
            await vacuum.ExecuteNonQueryAsync(stop);
        Say($"vacuum analyze {watch.Elapsed.TotalSeconds:N0} s");
        const string Sizes = "select sum(pg_relation_size(inhrelid))::bigint, sum(pg_indexes_size(inhrelid))::bigint from pg_inherits where inhparent = 'ipblock.decision'::regclass";
        var (rows, indexes) = (await database.QueryAsync(Sizes, static row => (row.GetInt64(0), row.GetInt64(1)), stop))[0];
        var sums = (await database.QueryAsync(
            "select pg_total_relation_size('ipblock.server_hour'), pg_total_relation_size('ipblock.decision_hour'), (select count(*) from ipblock.server_hour), (select count(*) from ipblock.decision_hour)",
            static row => (Servers: row.GetInt64(0), All: row.GetInt64(1), ServerRows: row.GetInt64(2), AllRows: row.GetInt64(3)),
            stop))[0];
        Say($"rows {rows >> 20:N0} MB, {(double)rows / decisions:N0} bytes each; indexes {indexes >> 20:N0} MB, {(double)indexes / decisions:N0} bytes each");
        Say($"sums by server {sums.Servers >> 20:N0} MB ({sums.ServerRows:N0} rows), of all {sums.All >> 10:N0} KB ({sums.AllRows:N0} rows)");
        Say($"sums by day {(long)(await database.ScalarAsync("select pg_total_relation_size('ipblock.day_top')", stop))! >> 10:N0} KB");
        var bytes = (rows + indexes) / (double)decisions;
        Say($"at 1,000,000,000 decisions a month: {bytes * 1e9 / Days / 1e9:N1} GB a day, {bytes:N0} GB for 30 days");
    }

    // One after the other, as servers do it.
    private static async Task SumDaysAsync(FleetDatabase database)
    {
        database.SecondsForCommand = 0;
        var took = new List<double>();
        for (var day = 1; day <= Days; day++)
        {
            var watch = Stopwatch.StartNew();
            await database.ExecuteAsync("select ipblock.sum_day($1)", CancellationToken.None, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-day));
            took.Add(watch.Elapsed.TotalSeconds);
        }

        database.SecondsForCommand = null;
        took.Sort();
        Say($"sums of {Days} days: {took.Sum():N1} s, of one {took[Days / 2]:N1} s, {took[^1]:N1} s at the most");
    }

    private static async Task AskAsync(string path, DateTime today)
    {
        await using var reader = await FleetLogReader.OpenAsync(path, TimeSpan.FromSeconds(15), CancellationToken.None);
        var stop = CancellationToken.None;
        var now = new DateTimeOffset(today, TimeSpan.Zero);
        var refused = new[] { DecisionOutcome.Rejected, DecisionOutcome.Deferred };
        var filters = new (string What, FleetLogFilter Filter)[]
        {
            ("everything", new FleetLogFilter()),
            ("refusals", new FleetLogFilter { Outcomes = refused }),
            ("an outcome there is none of", new FleetLogFilter { Outcomes = [DecisionOutcome.Failed] }),
            ("the same, one day", new FleetLogFilter { Outcomes = [DecisionOutcome.Failed], Since = now.AddDays(-1) }),
            ("a server", new FleetLogFilter { Server = "mx0007" }),
            ("a client", new FleetLogFilter { Clients = Range("77.88.99.11") }),
            ("a /16", new FleetLogFilter { Clients = Range("77.88.0.0/16") }),
            ("a recipient", new FleetLogFilter { Recipient = "user77@site7.example" }),
            ("no such recipient", new FleetLogFilter { Recipient = "nobody@site7.example" }),
            ("recipients that hold a text, one day", new FleetLogFilter { Recipient = "*er77@site7*", Since = now.AddDays(-1) }),
            ("no such sender, one day", new FleetLogFilter { Sender = "nobody@nowhere.example", Since = now.AddDays(-1) }),
            ("no such sender, the month", new FleetLogFilter { Sender = "nobody@nowhere.example" }),
            ("a list", new FleetLogFilter { Provider = "list 3" }),
            ("no such list", new FleetLogFilter { Provider = "list 9" }),
            ("a list of a server", new FleetLogFilter { Provider = "list 3", Server = "mx0007" }),
            ("no such text, one day", new FleetLogFilter { Text = "nowhere", Since = now.AddDays(-1) }),
            ("no such text, the month", new FleetLogFilter { Text = "nowhere" }),
        };
        foreach (var (what, filter) in filters)
        {
            var (first, page) = await TimeAsync(() => reader.PageAsync(filter, Size, null, stop), []);
            var (again, _) = await TimeAsync(() => reader.PageAsync(filter, Size, null, stop), []);
            var (next, _) = await TimeAsync(() => page.Count == 0 ? Task.FromResult(page) : reader.PageAsync(filter, Size, (page[^1].Record.Timestamp, page[^1].Number), stop), []);
            var (counted, count) = await TimeAsync(() => reader.CountAsync(filter, 10_000, stop), -1);
            Say($"{what,-40} {first,8:N1} ms, again {again,8:N1} ms, next page {next,8:N1} ms, count {counted,8:N1} ms: {count:N0}");
        }

        foreach (var days in new[] { 1, 7, 30 })
        {
            foreach (var grouping in Enum.GetValues<FleetLogGrouping>())
            {
                var (groups, found) = await TimeAsync(() => reader.GroupsAsync(new FleetLogFilter { Since = now.AddDays(-days), Outcomes = refused }, grouping, 100, stop), new FleetLogGroups([], 0));
                Say($"refusals of {days,2} days by {grouping,-12} {groups,9:N1} ms: {found.Groups.Count:N0} groups, others with up to {found.MayBeMissing:N0} may be missing");
            }
        }

        var (hours, sums) = await TimeAsync(() => reader.HoursAsync(now.AddDays(-31), now, byServer: false, stop), []);
        Say($"chart of a month {hours:N1} ms: {sums.Count:N0} sums");
        var (byServer, servers) = await TimeAsync(() => reader.SumsAsync(now.AddDays(-7), null, stop), []);
        Say($"stats of a week by server {byServer:N1} ms: {servers.Count:N0} sums");
        var (standing, there) = await TimeAsync(() => reader.ServersAsync(stop), []);
        Say($"servers {standing:N1} ms: {there.Count:N0}");
    }

    private static async Task<(double Milliseconds, T Value)> TimeAsync<T>(Func<Task<T>> ask, T otherwise)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var value = await ask();
            return (watch.Elapsed.TotalMilliseconds, value);
        }
        catch (FleetException)
        {
            return (watch.Elapsed.TotalMilliseconds, otherwise);
        }
    }

    private static Task<FleetDatabase> OpenAsync(string words) => FleetDatabase.OpenAsync(DatabaseAddress.Parse(words), CancellationToken.None);

    private static AddressRange Range(string text) => AddressRange.TryParse(text, out var range, out var reason) ? range : throw new ArgumentException(reason);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
