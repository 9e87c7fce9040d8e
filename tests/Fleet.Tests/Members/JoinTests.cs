using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Versions;
using Xunit;

namespace IpBlock.Fleet.Tests.Members;

/// <summary>Tickets, joining, leaving and being sent away.</summary>
public sealed class JoinTests(Cluster cluster)
{
    private const string Settings = """{ "blockProviders": [ { "name": "Zen", "lookupDomain": "secretkey123.zen.dq.spamhaus.net", "ipAddressesMatch": [ "127.0.0.[2..11]" ] } ] }""";

    [Fact]
    public async Task Who_joins_gets_the_settings_of_the_fleet_and_a_login_whose_password_no_log_has_seen()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Settings);
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var server = await fleet.ServerAsync("mx1");
        Assert.Equal("secretkey123.zen.dq.spamhaus.net", server.Loaded.BlockProviders[0].LookupDomain.Reveal());
        var member = MemberFile.Find(server.SettingsPath, administrator: false)!;
        Assert.DoesNotContain(member.Password, cluster.Server.Output);
        Assert.DoesNotContain("secretkey123", cluster.Server.Output);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.FileOf("fleet.json")));
    }

    [Fact]
    public async Task A_settings_file_that_a_group_may_read_lets_that_group_read_the_connection_too()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var server = fleet.Machine();
        const UnixFileMode GroupReads = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(server.SettingsPath, GroupReads);
        await server.Membership.JoinAsync(await fleet.InviteAsync(), "mx1", null, TestFleet.Stop);
        Assert.Equal(GroupReads, File.GetUnixFileMode(server.FileOf("fleet.json")));
    }

    [Fact]
    public async Task A_ticket_is_good_for_one()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var ticket = await fleet.InviteAsync();
        await fleet.Machine().Membership.JoinAsync(ticket, "mx1", null, TestFleet.Stop);
        var late = fleet.Machine();
        var refused = await Assert.ThrowsAsync<FleetException>(() => late.Membership.JoinAsync(ticket, "mx2", null, TestFleet.Stop));
        Assert.Contains("A ticket that has been used or has expired", refused.Message);
        Assert.False(File.Exists(late.FileOf("fleet.json")));
    }

    [Fact]
    public async Task Of_two_that_use_a_ticket_at_once_one_joins()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var ticket = await fleet.InviteAsync();
        var machines = new[] { fleet.Machine(), fleet.Machine(), fleet.Machine() };
        var joined = await Task.WhenAll(machines.Select(async (machine, i) =>
        {
            try
            {
                await machine.Membership.JoinAsync(ticket, "mx" + i, null, TestFleet.Stop);
                return true;
            }
            catch (FleetException)
            {
                return false;
            }
        }));
        Assert.Equal(1, joined.Count(static one => one));
        Assert.Equal(joined, machines.Select(static machine => File.Exists(machine.FileOf("fleet.json"))));
    }

    [Fact]
    public async Task An_expired_ticket_is_refused_whatever_the_clock_of_the_server_says()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var ticket = await fleet.InviteAsync();
        await fleet.AsSuperuserAsync("update ipblock.member set expires = now() - interval '1 second' where joined_at is null");
        var refused = await Assert.ThrowsAsync<FleetException>(() => fleet.Machine().Membership.JoinAsync(ticket, "mx1", null, TestFleet.Stop));
        Assert.Contains("this ticket has been used or has expired", refused.Message);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await fleet.ServerAsync("mx1");
        var refused = await Assert.ThrowsAsync<FleetException>(() => fleet.ServerAsync("MX1"));
        Assert.Contains("has a member with this name", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("mx1'; drop")]
    public async Task What_can_be_no_name_is_told_before_anything_is_done(string name)
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var ticket = await fleet.InviteAsync();
        Assert.Contains("a name must begin with a letter or a digit", (await Assert.ThrowsAsync<FleetException>(() => fleet.Machine().Membership.JoinAsync(ticket, name, null, TestFleet.Stop))).Message);
        await fleet.Machine().Membership.JoinAsync(ticket, "mx1", null, TestFleet.Stop);
    }

    [Theory]
    [InlineData("hello", "this is not a ticket")]
    [InlineData("ipblock-ticket-eyJk", "incomplete")]
    public async Task What_is_no_ticket_is_told_apart_from_half_of_one(string ticket, string why)
    {
        using var machine = new Machine("{}");
        Assert.Contains(why, (await Assert.ThrowsAsync<FleetException>(() => machine.Membership.JoinAsync(ticket, "mx1", null, TestFleet.Stop))).Message);
    }

    [Fact]
    public async Task Who_leaves_cannot_log_in_any_more_and_the_next_push_changes_the_key()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Settings);
        var (leaving, staying) = (await fleet.ServerAsync("mx1"), await fleet.ServerAsync("mx2"));
        var before = MemberFile.Find(leaving.SettingsPath, administrator: false)!;
        Assert.Null(await leaving.Membership.LeaveAsync(administrator: false, force: false, TestFleet.Stop));
        Assert.False(File.Exists(leaving.FileOf("fleet.json")));
        await Assert.ThrowsAsync<FleetException>(() => FleetDatabase.OpenAsync(before, TestFleet.Stop));

        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        Assert.Equal(2, await fleet.AsSuperuserAsync("select key_number from ipblock.settings_version"));
        Assert.Equal(1, before.Keys.Newest);
        await staying.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop);
        Assert.Equal("secretkey123.zen.dq.spamhaus.net", staying.Loaded.BlockProviders[0].LookupDomain.Reveal());
    }

    [Fact]
    public async Task Who_is_revoked_is_out_although_it_holds_a_connection_with_a_lock_on_its_own_row()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Settings);
        var (revoked, staying) = (await fleet.ServerAsync("mx1"), await fleet.ServerAsync("mx2"));
        var member = MemberFile.Find(revoked.SettingsPath, administrator: false)!;
        await using var holding = await FleetDatabase.OpenAsync(member, TestFleet.Stop);
        await holding.ExecuteAsync("begin", TestFleet.Stop);
        await holding.ExecuteAsync("create temp table mine (x int)", TestFleet.Stop);
        await holding.ExecuteAsync("select ipblock.leave_fleet()", TestFleet.Stop);
        var ticket = await fleet.InviteAsync();

        Assert.Equal(1, await fleet.Administrator.Membership.RevokeAsync("mx1", TestFleet.Stop));
        await Assert.ThrowsAsync<FleetException>(() => holding.ScalarAsync("select 1", TestFleet.Stop));
        await Assert.ThrowsAsync<FleetException>(() => FleetDatabase.OpenAsync(member, TestFleet.Stop));
        await Assert.ThrowsAsync<FleetException>(() => fleet.Machine().Membership.JoinAsync(ticket, "mx3", null, TestFleet.Stop));

        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await staying.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop);
        Assert.Single(staying.Loaded.BlockProviders);
        Assert.DoesNotContain(await fleet.Administrator.Membership.ListAsync(TestFleet.Stop), static one => one.Name == "mx1");
    }

    [Fact]
    public async Task A_server_can_be_made_to_forget_a_fleet_whose_database_is_gone()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var server = await fleet.ServerAsync("mx1");
        var file = server.FileOf("fleet.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal));
        await Assert.ThrowsAsync<FleetException>(() => server.Membership.LeaveAsync(administrator: false, force: false, TestFleet.Stop));
        Assert.Contains("cannot be reached", await server.Membership.LeaveAsync(administrator: false, force: true, TestFleet.Stop));
        Assert.False(File.Exists(file));
    }
}
