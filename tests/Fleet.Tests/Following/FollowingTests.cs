using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Npgsql;
using Xunit;

namespace IpBlock.Fleet.Tests.Following;

/// <summary>A running server keeps in step with its fleet, and says so.</summary>
public sealed class FollowingTests(Cluster cluster)
{
    private static async Task<FleetMemberStatus> StatusAsync(TestFleet fleet, string name) => (await fleet.Administrator.Membership.ListAsync(TestFleet.Stop)).Single(member => member.Name == name);

    private static Task UntilAsync(TestFleet fleet, string name, Func<FleetMemberStatus, bool> isSo)
    {
        FleetMemberStatus? last = null;
        return Waiting.UntilAsync(async () => isSo(last = await StatusAsync(fleet, name)), () => last?.ToString() ?? "", stop: TestFleet.Stop);
    }

    private static async Task PushAsync(TestFleet fleet, string settings)
    {
        fleet.Administrator.Text = settings;
        await fleet.Administrator.Settings.PushAsync(new PushRequest { Comment = "why not" }, TestFleet.Stop);
    }

    [Fact]
    public async Task A_pushed_version_is_in_force_and_proved_in_the_servers_row()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var server = await fleet.ServerAsync("mx1");
        await using var follower = new Follower(server);
        await UntilAsync(fleet, "mx1", static member => member.Way == "notify");
        await PushAsync(fleet, """{ "lookup": "sequential" }""");
        await follower.UntilAsync(() => follower.InForce.Lookup == LookupOrder.Sequential);
        await UntilAsync(fleet, "mx1", static member => member is { Version: 1, Wanted: 1, InForce: true, Error: null });
        Assert.Equal(follower.InForce.Digest, await fleet.AsSuperuserAsync("select digest from ipblock.server_state"));
        await follower.UntilAsync(() => follower.Of(337).Length == 1);
        Assert.Contains("why not", follower.Of(337)[0]);
        Assert.Single(follower.Of(335));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_told_with_the_reason_once_and_taken_when_the_reason_is_gone()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await PushAsync(fleet, """{ "lookup": "sequential" }""");
        var server = await fleet.ServerAsync("mx1");
        await using var follower = new Follower(server);
        await PushAsync(fleet, """{ "lookup": "parallel", "lists": [ { "name": "Local", "file": "drop.txt" } ] }""");
        await UntilAsync(fleet, "mx1", static member => member is { Version: 1, Wanted: 2, InForce: true } && member.Error?.Contains("list Local: drop.txt", StringComparison.Ordinal) == true);
        Assert.Equal(LookupOrder.Sequential, follower.InForce.Lookup);
        Assert.Single(follower.Of(338));

        File.WriteAllText(server.FileOf("drop.txt"), "192.0.2.0/24\n");
        await PushAsync(fleet, """{ "lookup": "parallel", "mode": "report", "lists": [ { "name": "Local", "file": "drop.txt" } ] }""");
        await UntilAsync(fleet, "mx1", static member => member is { Version: 3, InForce: true, Error: null });
    }

    [Fact]
    public async Task What_was_changed_on_the_server_is_seen_by_all_and_stands_in_the_way_of_new_versions()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await PushAsync(fleet, """{ "lookup": "sequential" }""");
        var server = await fleet.ServerAsync("mx1");
        await using var follower = new Follower(server);
        await UntilAsync(fleet, "mx1", static member => member.InForce);
        server.Text = """{ "lookup": "sequential", "mode": "report" }""";
        await UntilAsync(fleet, "mx1", static member => member.LocalChanges.SequenceEqual(["mode: set to report"]));
        await PushAsync(fleet, """{ "lookup": "parallel" }""");
        await UntilAsync(fleet, "mx1", static member => member is { Version: 1, Wanted: 2 } && member.Error?.Contains("--merge", StringComparison.Ordinal) == true);
        Assert.Single(follower.Of(339));

        await server.Settings.PullAsync(TakeChoice.Merge, TestFleet.Stop);
        await UntilAsync(fleet, "mx1", static member => member is { Version: 2, InForce: true, Error: null });
        Assert.Equal((LookupOrder.Parallel, FilterMode.Report), (follower.InForce.Lookup, follower.InForce.Mode));
    }

    [Fact]
    public async Task The_key_of_the_fleet_changes_under_a_running_server()
    {
        const string Keyed = """{ "blockProviders": [ { "name": "Zen", "lookupDomain": "KEY.zen.dq.spamhaus.net", "ipAddressesMatch": [ "127.0.0.2" ] } ] }""";
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var server = await fleet.ServerAsync("mx1");
        await fleet.ServerAsync("mx2");
        await using var follower = new Follower(server);
        await UntilAsync(fleet, "mx1", static member => member.Way == "notify");
        await fleet.Administrator.Membership.RevokeAsync("mx2", TestFleet.Stop);
        await PushAsync(fleet, Keyed);
        await follower.UntilAsync(() => follower.InForce.BlockProviders is [{ LookupDomain: var domain }] && domain.Reveal() == "key.zen.dq.spamhaus.net");
        Assert.Equal(2, MemberFile.Find(server.SettingsPath, administrator: false)!.Keys.Newest);
    }

    [Fact]
    public async Task A_clock_that_is_an_hour_off_changes_nothing_and_is_shown()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var server = await fleet.ServerAsync("mx1");
        await using var follower = new Follower(server, new WrongClock(TimeSpan.FromHours(1)));
        await UntilAsync(fleet, "mx1", static member => member.Way == "notify");
        await PushAsync(fleet, """{ "lookup": "sequential" }""");
        await UntilAsync(fleet, "mx1", static member => member is { Version: 1, InForce: true });
        var status = await StatusAsync(fleet, "mx1");
        Assert.InRange(status.ClockAhead, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(65));
        Assert.InRange(status.Silence!.Value, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Behind_a_pooler_it_hears_nothing_works_by_the_timer_and_says_so()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await PushAsync(fleet, """{ "lookup": "sequential" }""");
        var server = await fleet.ServerAsync("mx1");
        var member = MemberFile.Find(server.SettingsPath, administrator: false)!;
        await using var pooler = await PgBouncer.StartAsync(cluster.Server.EndPoint, member.Login, member.Password);
        var words = new NpgsqlConnectionStringBuilder(member.Database) { Port = pooler.EndPoint.Port };
        (member with { Database = words.ConnectionString }).Write(server.SettingsPath);
        await using var follower = new Follower(server);
        await UntilAsync(fleet, "mx1", static status => status is { Way: "timer", Version: 1, InForce: true });
        Assert.Contains("PgBouncer", Assert.Single(follower.Of(335)));
        await PushAsync(fleet, """{ "lookup": "parallel" }""");
        await UntilAsync(fleet, "mx1", static status => status is { Version: 2, InForce: true });
    }

    [Fact]
    public async Task A_program_that_is_too_old_for_the_tables_keeps_its_settings_and_says_so()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await PushAsync(fleet, """{ "lookup": "sequential" }""");
        var server = await fleet.ServerAsync("mx1");
        await fleet.AsSuperuserAsync($"update ipblock.fleet set format = {FleetDatabase.KnownFormat + 1}");
        await using var follower = new Follower(server);
        await follower.UntilAsync(() => follower.Of(336).Length > 0);
        Assert.Contains("upgraded by a newer version of IpBlock", follower.Of(336)[0]);
        Assert.Equal(LookupOrder.Sequential, follower.InForce.Lookup);
    }

    [Fact]
    public async Task When_the_database_is_killed_and_comes_back_the_server_catches_up_and_has_filtered_all_the_time()
    {
        await using var database = await PostgreSql.StartAsync();
        await using var fleet = await TestFleet.StartAsync(database);
        await PushAsync(fleet, """{ "lookup": "sequential" }""");
        var server = await fleet.ServerAsync("mx1");
        await using var follower = new Follower(server);
        await UntilAsync(fleet, "mx1", static member => member.InForce);
        await database.KillAsync();
        await follower.UntilAsync(() => follower.Of(336).Length > 0);
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<FleetException>(() => PushAsync(fleet, """{ "lookup": "parallel" }"""))).Message);
        Assert.Equal(LookupOrder.Sequential, follower.InForce.Lookup);

        await database.StartAgainAsync();
        await PushAsync(fleet, """{ "lookup": "parallel" }""");
        await follower.UntilAsync(() => follower.InForce.Lookup == LookupOrder.Parallel);
        await UntilAsync(fleet, "mx1", static member => member is { Version: 2, InForce: true });
    }

    [Fact]
    public async Task Of_a_push_whose_database_is_killed_before_the_commit_nothing_is_stored_and_it_is_told()
    {
        await using var database = await PostgreSql.StartAsync();
        await using var fleet = await TestFleet.StartAsync(database);
        await PushAsync(fleet, """{ "lookup": "sequential" }""");

        // The push gets as far as the lock, which somebody holds.
        await using var holding = new NpgsqlConnection(fleet.Superuser + ";Pooling=false");
        await holding.OpenAsync(TestFleet.Stop);
        await using var transaction = await holding.BeginTransactionAsync(TestFleet.Stop);
        await using (var command = new NpgsqlCommand("lock table ipblock.settings_version in row exclusive mode", holding))
            await command.ExecuteNonQueryAsync(TestFleet.Stop);
        var push = PushAsync(fleet, """{ "lookup": "parallel" }""");
        await Waiting.UntilAsync(
            async () => (long)(await fleet.AsSuperuserAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"))! > 0,
            static () => "the push does not wait",
            stop: TestFleet.Stop);
        await database.KillAsync();
        Assert.Contains("It is not known whether version 2 was stored: push again", (await Assert.ThrowsAsync<FleetException>(() => push)).Message);

        await database.StartAgainAsync();
        Assert.Equal(1L, await fleet.AsSuperuserAsync("select count(*) from ipblock.settings_version"));
        Assert.Equal(2, (await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop)).Number);
    }

    private sealed class WrongClock(TimeSpan ahead) : Clock
    {
        public override DateTimeOffset UtcNow => System.UtcNow + ahead;

        public override TimeSpan Elapsed => System.Elapsed;

        public override IDisposable Every(TimeSpan period, Action tick) => System.Every(period, tick);

        public override Task Delay(TimeSpan delay, global::System.Threading.CancellationToken cancellation = default) => System.Delay(delay, cancellation);
    }
}
