using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Fleet.Log;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Reporting;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Fleet.Tests.Log;

/// <summary>The log of a server goes up to the database of its fleet, each line once.</summary>
public sealed class UploadTests(Cluster cluster) : IAsyncLifetime
{
    private TestFleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await TestFleet.StartAsync(cluster.Server);

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Each_line_is_in_the_database_as_it_is_in_the_files_and_what_comes_later_follows()
    {
        var site = await LogSite.StartAsync(_fleet);
        var path = site.Write(700);
        site.Write(300, daysAgo: 2);
        await using var uploader = site.Upload();
        await site.UntilAsync(site.Lines().Count);
        File.AppendAllText(path, site.Log.Line(DateTime.UtcNow.AddDays(-1)) + site.Log.Line(DateTime.UtcNow)[..40]);
        await site.UntilAsync(site.Lines().Count);
        Assert.Equal(site.Lines(), await site.UploadedAsync());
        Assert.Single(site.Of(346));
        Assert.Empty(site.Of(348));
    }

    [Fact]
    public async Task The_sums_by_hour_list_and_outcome_are_those_of_the_lines()
    {
        var (one, other) = (await LogSite.StartAsync(_fleet), await LogSite.StartAsync(_fleet, "mx2", seed: 2));
        one.Write(600);
        other.Write(500);
        await using (one.Upload())
        await using (other.Upload())
        {
            await one.UntilAsync(one.Lines().Count);
            await other.UntilAsync(other.Lines().Count);
        }

        await _fleet.AsSuperuserAsync("select ipblock.sum_hours(); select ipblock.sum_hours()");
        const string Hours = "select coalesce(string_agg(s::text, E'\\n' order by s::text), '') from (select {0} from {1} group by 1, 2, 3 {2}) as s";
        var lines = await _fleet.AsSuperuserAsync(string.Format(Hours, "date_trunc('hour', at, 'UTC'), coalesce(provider, ''), kind, count(*)", "ipblock.decision", ""));
        Assert.Equal(lines, await _fleet.AsSuperuserAsync(string.Format(Hours, "hour, provider, kind, sum(decisions)", "ipblock.decision_hour", "")));
        Assert.Equal(lines, await _fleet.AsSuperuserAsync(string.Format(Hours, "hour, provider, kind, sum(decisions)", "ipblock.server_hour", "")));
        await using var reader = await one.ReaderAsync();
        var (since, until) = (DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal(one.Lines().Count + other.Lines().Count, (await reader.HoursAsync(since, until, byServer: false, TestFleet.Stop)).Sum(static hour => hour.Decisions));
        Assert.Equal(other.Lines().Count, (await reader.HoursAsync(since, until, byServer: true, TestFleet.Stop)).Where(static hour => hour.Server == "mx2").Sum(static hour => hour.Decisions));
    }

    [Fact]
    public async Task Senders_and_recipients_stay_where_they_are_if_the_settings_say_so()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Write(200);
        site.Wanted = site.Wanted! with { WithoutMailboxes = true };
        await using var uploader = site.Upload();
        await site.UntilAsync(site.Lines().Count);
        Assert.Equal(site.Lines(withMailboxes: false), await site.UploadedAsync());
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.decision where recipient <> '(hidden)' or sender <> '(hidden)' or reason like '%@%'"));
    }

    [Fact]
    public async Task Nothing_goes_up_while_the_settings_want_nothing()
    {
        var site = await LogSite.StartAsync(_fleet);
        var wanted = site.Wanted;
        site.Wanted = null;
        site.Write(50);
        await using var uploader = site.Upload();
        await site.UntilAsync(() => site.Asked > 3);
        Assert.Equal(0L, await site.CountAsync());
        site.Wanted = wanted;
        await site.UntilAsync(site.Lines().Count);
    }

    [Fact]
    public async Task Two_processes_that_upload_the_same_log_upload_each_line_once()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Write(900);
        await using (site.Upload(31))
        await using (site.Upload(47))
            await site.UntilAsync(site.Lines().Count);
        Assert.Equal(site.Lines(), await site.UploadedAsync());
    }

    [Fact]
    public async Task A_file_that_is_another_now_goes_up_from_its_beginning()
    {
        var site = await LogSite.StartAsync(_fleet);
        var path = site.Write(100);
        var before = site.Lines();
        await using var uploader = site.Upload();
        await site.UntilAsync(before.Count);
        File.WriteAllText(path, site.Log.Text(120, DateTime.UtcNow.AddDays(-3)));
        await site.UntilAsync(before.Count + site.Lines().Count);
        Assert.Equal(before.Concat(site.Lines()).Order(StringComparer.Ordinal), await site.UploadedAsync());
    }

    [Fact]
    public async Task What_is_deleted_while_the_database_is_away_is_told_and_counted()
    {
        await using var database = await PostgreSql.StartAsync();
        await using var fleet = await TestFleet.StartAsync(database);
        var site = await LogSite.StartAsync(fleet);
        var upload = site.Once();
        var path = site.Write(100);
        var uploaded = site.Lines().Count;
        await upload.RunAsync(site.Wanted!, TestFleet.Stop);
        await database.KillAsync();
        var later = site.Write(80, daysAgo: 2);
        File.AppendAllText(path, site.Log.Line(DateTime.UtcNow));
        await Assert.ThrowsAsync<FleetException>(() => upload.RunAsync(site.Wanted!, TestFleet.Stop));
        Assert.Empty(site.Of(348));
        File.Delete(later);
        File.Delete(path);
        await Assert.ThrowsAsync<FleetException>(() => upload.RunAsync(site.Wanted!, TestFleet.Stop));
        Assert.Contains("2 files of the decision log", Assert.Single(site.Of(348)));
        await database.StartAgainAsync();
        var last = site.Write(10, daysAgo: 1);
        await upload.RunAsync(site.Wanted!, TestFleet.Stop);
        Assert.Equal(uploaded + site.Lines().Count, await site.CountAsync());
        await using var reader = await site.ReaderAsync();
        var server = Assert.Single(await reader.ServersAsync(TestFleet.Stop));
        Assert.Equal(("mx1", 2L), (server.Name, server.LostFiles));
        Assert.True(server.LostBytes > 5_000, server.ToString());
        Assert.Equal(Path.GetFileName(last), await fleet.AsSuperuserAsync("select string_agg(file, ' ') from ipblock.log_file"));
    }

    [Fact]
    public async Task What_is_deleted_while_the_service_stands_still_is_told_and_counted_if_the_database_has_seen_it()
    {
        var site = await LogSite.StartAsync(_fleet);
        var path = site.Write(100);
        await site.Once().RunAsync(site.Wanted!, TestFleet.Stop);
        File.AppendAllText(path, site.Log.Line(DateTime.UtcNow)[..20]);
        File.AppendAllText(site.Write(1, daysAgo: 1), "");
        await _fleet.AsSuperuserAsync("update ipblock.log_file set seen = seen + 2000");
        File.Delete(path);
        await site.Once().RunAsync(site.Wanted!, TestFleet.Stop);
        Assert.Contains("1 file of the decision log (2 KB)", Assert.Single(site.Of(348)));
        Assert.Equal("1 2000", await _fleet.AsSuperuserAsync("select lost_files || ' ' || lost_bytes from ipblock.log_server"));
    }

    [Fact]
    public async Task A_folder_that_is_away_has_lost_nothing()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Write(50);
        var upload = site.Once();
        await upload.RunAsync(site.Wanted!, TestFleet.Stop);
        var elsewhere = site.Folder + ".away";
        Directory.Move(site.Folder, elsewhere);
        await upload.RunAsync(site.Wanted!, TestFleet.Stop);
        Directory.Move(elsewhere, site.Folder);
        site.Write(50, daysAgo: 1);
        await upload.RunAsync(site.Wanted!, TestFleet.Stop);
        Assert.Equal(site.Lines(), await site.UploadedAsync());
        Assert.Empty(site.Of(348));
    }

    [Fact]
    public async Task A_folder_that_is_away_when_the_service_starts_has_lost_nothing_either()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Write(50);
        await site.Once().RunAsync(site.Wanted!, TestFleet.Stop);
        await _fleet.AsSuperuserAsync("update ipblock.log_file set seen = seen + 2000");
        var elsewhere = site.Folder + ".away";
        Directory.Move(site.Folder, elsewhere);
        var upload = site.Once();
        await upload.RunAsync(site.Wanted!, TestFleet.Stop);
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.log_file"));
        Directory.Move(elsewhere, site.Folder);
        await upload.RunAsync(site.Wanted!, TestFleet.Stop);
        Assert.Equal(site.Lines(), await site.UploadedAsync());
        Assert.Empty(site.Of(348));
    }

    [Fact]
    public async Task Files_of_the_folder_that_the_log_was_in_before_are_not_lost()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Write(50);
        var (upload, former) = (site.Once(), site.Wanted!);
        await upload.RunAsync(former, TestFleet.Stop);
        await _fleet.AsSuperuserAsync("update ipblock.log_file set seen = seen + 2000");
        site.Wanted = former with { Folder = Directory.CreateDirectory(site.Folder + ".new").FullName };
        var file = Path.Combine(site.Wanted.Folder, $"IPBLOCK{DateTime.UtcNow:yyyyMMdd}-0001.log");
        File.WriteAllText(file, $"#Fields: {LogColumns.Fields}\n{site.Log.Line(DateTime.UtcNow)}");
        await upload.RunAsync(site.Wanted, TestFleet.Stop);
        Assert.Equal(site.Lines().Count + 1, await site.CountAsync());
        Assert.Equal(2L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.log_file"));
        Assert.Empty(site.Of(348));

        // Back in the former folder all is known, and what was deleted there meanwhile is lost.
        site.Wanted = former;
        var before = site.Lines().Count;
        site.Write(10, daysAgo: 1);
        File.Delete(Directory.GetFiles(site.Folder).Order(StringComparer.Ordinal).First());
        await upload.RunAsync(former, TestFleet.Stop);
        Assert.Equal(before + 1 + site.Lines().Count, await site.CountAsync());
        Assert.Contains("1 file of the decision log (2 KB)", Assert.Single(site.Of(348)));
    }

    [Fact]
    public async Task A_server_that_has_uploaded_as_much_as_it_may_waits_for_the_next_day_and_nothing_is_lost()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Write(600);
        await _fleet.AsSuperuserAsync("update ipblock.log_rule set most_bytes = 40000");
        await using var uploader = site.Upload();
        await site.UntilAsync(() => site.Of(347).Length == 1);
        Assert.Contains("has uploaded as much of its log today as a server may", site.Of(347)[0]);
        Assert.InRange(await site.CountAsync(), 1, 300);
        await _fleet.AsSuperuserAsync("update ipblock.log_server set day = day - 1");
        await _fleet.AsSuperuserAsync("update ipblock.log_rule set most_bytes = 4000000");
        await site.UntilAsync(site.Lines().Count);
        Assert.Equal(site.Lines(), await site.UploadedAsync());
    }

    [Fact]
    public async Task Days_that_are_too_old_are_dropped_and_not_taken_again_and_days_to_come_are_made_ahead()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Write(40, daysAgo: 20);
        var old = site.Lines().Count;
        await using (site.Upload())
            await site.UntilAsync(old);
        _fleet.Administrator.Text = """{ "log": { "fleetMaxAge": "10d", "fleetMaxPerDay": "5MB" } }""";
        await _fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        Assert.Equal("10 5242880", await _fleet.AsSuperuserAsync("select kept_days || ' ' || most_bytes from ipblock.log_rule"));
        await _fleet.AsSuperuserAsync("update ipblock.log_rule set upkept_at = null");
        await TestFleet.AsAsync(site.Server, "select ipblock.log_upkeep()");
        Assert.Equal(0L, await site.CountAsync());
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.server_hour"));
        Assert.Equal(8L, await _fleet.AsSuperuserAsync("select count(*) from pg_inherits where inhparent = 'ipblock.decision'::regclass"));
        site.Write(30, daysAgo: 19, number: 2);
        site.Write(30, daysAgo: 2);
        await using (site.Upload())
            await site.UntilAsync(site.Lines().Count(line => line.Length > 0 && string.CompareOrdinal(line, DateTime.UtcNow.Date.AddDays(-10).ToString("yyyy-MM-dd")) > 0));
        Assert.True((long)(await _fleet.AsSuperuserAsync("select passed_over from ipblock.log_server"))! > 0);
    }

    [Fact]
    public async Task Decisions_of_a_clock_that_is_ahead_are_passed_over_told_and_counted()
    {
        var site = await LogSite.StartAsync(_fleet);
        site.Log.Write($"IPBLOCK{DateTime.UtcNow:yyyyMMdd}-0001.log", 1, DateTime.UtcNow.AddYears(1));
        File.WriteAllText(Path.Combine(site.Folder, $"IPBLOCK{DateTime.UtcNow:yyyyMMdd}-0002.log"), $"#Fields: {LogColumns.Fields}\n{site.Log.Line(DateTime.UtcNow)}");
        await site.Once().RunAsync(site.Wanted!, TestFleet.Stop);
        Assert.Equal(1L, await site.CountAsync());
        Assert.Contains("1 decisions", Assert.Single(site.Of(349)));
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select passed_over from ipblock.log_server"));
    }

    [Fact]
    public async Task Servers_that_need_the_same_new_days_at_once_all_get_them()
    {
        var sites = new List<LogSite>();
        for (var number = 1; number <= 6; number++)
        {
            sites.Add(await LogSite.StartAsync(_fleet, $"mx{number}", number));
            sites[^1].Write(150, daysAgo: 9);
        }

        var uploaders = sites.Select(static site => site.Upload()).ToList();
        foreach (var site in sites)
            await site.UntilAsync(site.Lines().Count);
        foreach (var uploader in uploaders)
            await uploader.DisposeAsync();
        foreach (var site in sites)
            Assert.Equal(site.Lines(), await site.UploadedAsync());
    }

    [Fact]
    public async Task How_often_lists_were_asked_goes_up_too()
    {
        var site = await LogSite.StartAsync(_fleet);
        var hour = DateTime.UtcNow.Date.AddDays(-1);
        File.WriteAllText(
            Path.Combine(site.Folder, $"IPBLOCK{hour:yyyyMMdd}-0001.log"),
            $"#Fields: {LogColumns.Fields}\n#Provider: name=\"Spamhaus ZEN\" kind=Block from={hour:s}Z to={hour.AddHours(1):s}Z queries=812 cached=4 ms=15:310\n" + site.Log.Line(hour.AddHours(2)));
        await using var uploader = site.Upload();
        await site.UntilAsync(1);
        await using var reader = await site.ReaderAsync();
        var usage = Assert.Single(await reader.UsageAsync(DateTimeOffset.UtcNow.AddDays(-3), null, TestFleet.Stop));
        Assert.Equal(("Spamhaus ZEN", 812L), (usage.Name, usage.Counts.Queries));
        Assert.Empty(await reader.UsageAsync(DateTimeOffset.UtcNow.AddDays(-3), "another", TestFleet.Stop));
    }
}
