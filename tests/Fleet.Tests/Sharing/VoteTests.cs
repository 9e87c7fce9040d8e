using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Sharing;
using Xunit;

namespace IpBlock.Fleet.Tests.Sharing;

/// <summary>Votes on the health of lists, each with a login of its own.</summary>
public sealed class VoteTests(Cluster cluster) : IAsyncLifetime
{
    private const string Zen = "block list zen.test";
    private readonly List<Machine> _servers = [];
    private TestFleet _fleet = null!;

    public async ValueTask InitializeAsync()
    {
        _fleet = await TestFleet.StartAsync(cluster.Server);
        for (var i = 1; i <= 3; i++)
            _servers.Add(await _fleet.ServerAsync($"mx{i}"));
    }

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Each_server_hears_how_the_others_vote()
    {
        await VoteAsync(0, "well");
        await VoteAsync(1, "gone");
        await VoteAsync(2, "gone");
        Assert.Equal(new VoteCount(Zen, 0, 2), await CountAsync(0));
        Assert.Equal(new VoteCount(Zen, 1, 1), await CountAsync(1));
        Assert.True((await CountAsync(0)).SaysUnfit);
        Assert.False((await CountAsync(1)).SaysWell);
    }

    [Fact]
    public async Task A_server_that_alone_is_refused_is_the_odd_one_with_its_name_servers_named()
    {
        await VoteAsync(0, "refused", "2.0.0.127.zen.test: 127.255.255.254", "192.0.2.53");
        await VoteAsync(1, "well");
        await VoteAsync(2, "slow");
        Assert.True((await CountAsync(0)).SaysWell);
        var seen = (await FleetHealth.LookAsync(_fleet.Administrator.SettingsPath, TestFleet.Stop))!;
        Assert.Equal(
            "only this server is affected: block list zen.test is refused for its name servers 192.0.2.53 (2.0.0.127.zen.test: 127.255.255.254), and 2 of 2 other servers get answers. "
            + "The cause is not the list: use the name servers of the other servers, or a separate resolver for this server (dns.servers)",
            seen.OddOne("mx1"));
        Assert.Null(seen.OddOne("mx2"));

        // The server sees its own answer, and itself as the odd one.
        var own = (await FleetHealth.LookAsync(_servers[0].SettingsPath, TestFleet.Stop))!;
        Assert.Equal(["mx1"], own.Answers.Select(static answer => answer.Server));
        Assert.Equal(seen.OddOne("mx1"), own.OddOne("mx1"));
    }

    [Fact]
    public async Task One_server_alone_decides_nothing_and_half_of_them_neither()
    {
        await VoteAsync(1, "gone");
        await VoteAsync(0, "well");
        Assert.False((await CountAsync(0)).SaysUnfit);
        Assert.False((await CountAsync(1)).SaysWell);
        await VoteAsync(2, "well");
        Assert.False((await CountAsync(0)).SaysUnfit);
        Assert.True((await CountAsync(1)).SaysWell);
    }

    [Fact]
    public async Task A_server_that_has_not_voted_for_three_minutes_or_has_left_is_not_counted()
    {
        await VoteAsync(0, "well");
        await VoteAsync(1, "gone");
        await VoteAsync(2, "gone");
        await _fleet.AsSuperuserAsync("update ipblock.health_voter set voted_at = voted_at - interval '4 minutes' where member = (select id from ipblock.member where name = 'mx2')");
        Assert.Equal(new VoteCount(Zen, 0, 1), await CountAsync(0));
        await _fleet.Administrator.Membership.RevokeAsync("mx3", TestFleet.Stop);
        Assert.Equal(new VoteCount(Zen, 0, 0), await CountAsync(0));
    }

    [Fact]
    public async Task All_are_woken_when_what_most_say_has_changed_and_for_nothing_else()
    {
        var heard = 0;
        await using var listening = await FleetDatabase.OpenAsync(MemberFile.Find(_servers[0].SettingsPath, administrator: false)!, TestFleet.Stop);
        listening.Connection.Notification += (_, _) => heard++;
        await listening.ExecuteAsync("listen ipblock_health", TestFleet.Stop);
        foreach (var (server, state, expected) in new[] { (0, "well", 0), (1, "gone", 0), (2, "gone", 1), (2, "emptied", 1), (2, "well", 2) })
        {
            await MayVoteAgainAsync();
            await VoteAsync(server, state);
            await listening.ExecuteAsync("select 1", TestFleet.Stop);
            Assert.Equal(expected, heard);
        }
    }

    [Fact]
    public async Task Since_when_stays_as_long_as_the_state_does()
    {
        await VoteAsync(0, "refused", "127.255.255.254");
        var since = await _fleet.AsSuperuserAsync("select since from ipblock.health_vote");
        await MayVoteAgainAsync();
        await VoteAsync(0, "refused", "127.255.255.255");
        Assert.Equal(since, await _fleet.AsSuperuserAsync("select since from ipblock.health_vote where answer like '%255'"));
        await MayVoteAgainAsync();
        await using (var database = await OpenAsync(0))
            await VoteStore.VoteAsync(database, "", [], TestFleet.Stop);
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.health_vote"));
    }

    // Servers may be upgraded before the tables are.
    [Fact]
    public async Task Tables_of_an_older_program_carry_the_settings_and_no_votes()
    {
        await _fleet.AsSuperuserAsync("drop table ipblock.health_vote, ipblock.health_voter, ipblock.vouched_client, ipblock.good_standing, ipblock.deferred_mail, ipblock.group_settings cascade");
        await _fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await _servers[0].Settings.PullAsync(Fleet.Versions.TakeChoice.Ask, TestFleet.Stop);
        Assert.Null(await FleetHealth.LookAsync(_fleet.Administrator.SettingsPath, TestFleet.Stop));
        await using var database = await OpenAsync(0);
        Assert.False(await VoteStore.IsThereAsync(database, TestFleet.Stop));
    }

    private Task MayVoteAgainAsync() => _fleet.AsSuperuserAsync("update ipblock.health_voter set voted_at = voted_at - interval '2 seconds'");

    private async Task VoteAsync(int server, string state, string answer = "", string nameServers = "127.0.0.1")
    {
        await using var database = await OpenAsync(server);
        Assert.True(await VoteStore.VoteAsync(database, nameServers, [new HealthVote(Zen, state, answer)], TestFleet.Stop));
    }

    private async Task<VoteCount> CountAsync(int server)
    {
        await using var database = await OpenAsync(server);
        return (await VoteStore.CountAsync(database, TestFleet.Stop)).Single();
    }

    private Task<FleetDatabase> OpenAsync(int server) => FleetDatabase.OpenAsync(MemberFile.Find(_servers[server].SettingsPath, administrator: false)!, TestFleet.Stop);
}
