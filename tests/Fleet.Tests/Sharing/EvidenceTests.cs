using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Sharing;
using IpBlock.Providers.Braking;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Fleet.Tests.Sharing;

/// <summary>What servers have seen of clients and of deferred mail, carried through a real database.</summary>
public sealed class EvidenceTests(Cluster cluster) : IAsyncLifetime
{
    private readonly List<Sharer> _servers = [];
    private TestFleet _fleet = null!;

    public async ValueTask InitializeAsync()
    {
        _fleet = await TestFleet.StartAsync(cluster.Server);
        for (var i = 1; i <= 3; i++)
            _servers.Add(new Sharer(await _fleet.ServerAsync($"mx{i}")));
    }

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task A_client_is_in_good_standing_for_all_when_two_servers_vouch_for_it_and_no_more_when_one_takes_its_word_back()
    {
        await RunAllAsync();
        var (client, other) = (Client("192.0.2.1"), Client("2001:db8::1"));
        _servers[0].Standing.Vouch(client);
        _servers[0].Standing.Vouch(other);
        await RunAllAsync();
        Assert.False(_servers[2].Standing.IsVouchedFor(client));
        _servers[1].Standing.Vouch(client);
        _servers[1].Standing.Vouch(Client("2001:db8::ffff"));
        await RunAllAsync();
        Assert.All(_servers, server => Assert.True(server.Standing.IsVouchedFor(client) && server.Standing.IsVouchedFor(other)));
        Assert.False(_servers[2].Standing.IsVouchedFor(Client("192.0.2.2")));
        _servers[1].Standing.Withdraw(client);
        await RunAllAsync();
        Assert.All(_servers, server => Assert.False(server.Standing.IsVouchedFor(client)));
        Assert.True(_servers[2].Standing.IsVouchedFor(other));
    }

    [Fact]
    public async Task Mail_that_one_server_has_deferred_is_accepted_by_another_also_when_their_clocks_differ_by_an_hour()
    {
        _servers[1].Clock.Advance(TimeSpan.FromHours(1));
        await RunAllAsync();
        Assert.Null(_servers[0].Mail.HasComeAgain("a@sender.example", "b@site.example"));
        await RunAllAsync();
        _servers[1].Clock.Advance(TimeSpan.FromSeconds(290));
        Assert.Null(_servers[1].Mail.HasComeAgain("a@sender.example", "b@site.example"));
        _servers[1].Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull(_servers[1].Mail.HasComeAgain("a@sender.example", "b@site.example"));
        _servers[2].Clock.Advance(TimeSpan.FromSeconds(310));
        Assert.NotNull(_servers[2].Mail.HasComeAgain("A@sender.example", "b@site.example"));
    }

    [Fact]
    public async Task What_the_database_does_not_take_is_given_the_next_time()
    {
        await RunAllAsync();
        _servers[0].Standing.Vouch(Client("192.0.2.1"));
        _servers[0].Mail.HasComeAgain("a@sender.example", "b@site.example");
        await _fleet.AsSuperuserAsync("update ipblock.evidence_giver set gave_at = clock_timestamp(); insert into ipblock.evidence_giver select id, clock_timestamp() from ipblock.member on conflict do nothing");
        await _servers[0].RunAsync();
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
        await RunAllAsync();
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.deferred_mail"));
    }

    [Fact]
    public async Task The_database_learns_no_address_and_another_key_makes_other_numbers()
    {
        await RunAllAsync();
        _servers[0].Standing.Vouch(Client("192.0.2.1"));
        await RunAllAsync();
        var first = await _fleet.AsSuperuserAsync("select client from ipblock.vouched_client");
        await _fleet.Administrator.Membership.RevokeAsync("mx3", TestFleet.Stop);
        _servers.RemoveAt(2);
        await RunAllAsync();
        _servers[0].Standing.Vouch(Client("192.0.2.1"));
        await RunAllAsync();
        Assert.NotEqual(first, await _fleet.AsSuperuserAsync("select client from ipblock.vouched_client where key_number = 2"));
        await _fleet.AsSuperuserAsync("update ipblock.evidence_upkeep set done_on = done_on - 1");
        _servers[0].Standing.Vouch(Client("192.0.2.3"));
        await RunAllAsync();
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client where key_number = 1"));
    }

    [Fact]
    public async Task Old_evidence_goes()
    {
        await RunAllAsync();
        for (var i = 0; i < 2; i++)
            _servers[i].Standing.Vouch(Client("192.0.2.1"));
        _servers[0].Mail.HasComeAgain("a@sender.example", "b@site.example");
        await RunAllAsync();
        Assert.True(_servers[2].Standing.IsVouchedFor(Client("192.0.2.1")));
        await _fleet.AsSuperuserAsync("update ipblock.vouched_client set day = day - 30; update ipblock.good_standing set day = day - 30; "
            + "update ipblock.deferred_mail set changed_at = changed_at - interval '31 days'; update ipblock.evidence_upkeep set done_on = done_on - 1");
        _servers[2].Standing.Vouch(Client("192.0.2.9"));
        await RunAllAsync();
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.good_standing"));
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.deferred_mail"));
        _servers[2].Clock.Advance(TimeSpan.FromHours(1));
        await _servers[2].RunAsync();
        Assert.False(_servers[2].Standing.IsVouchedFor(Client("192.0.2.1")));
    }

    [Fact]
    public async Task More_than_fits_into_one_reading_is_read_by_and_by()
    {
        await RunAllAsync();
        await _fleet.AsSuperuserAsync("insert into ipblock.good_standing (key_number, client, holds, changed_at) select 1, i, true, now() from generate_series(1, 12000) as i");
        var (client, hash) = (Client("192.0.2.1"), _servers[2].Standing.HashOf(Client("192.0.2.1")));
        await _fleet.AsSuperuserAsync($"insert into ipblock.good_standing (key_number, client, holds) values (1, {hash}, true)");
        await _servers[2].RunAsync();
        Assert.True(_servers[2].Standing.IsVouchedFor(client));
    }

    [Fact]
    public async Task More_of_one_moment_than_one_round_reads_is_read_in_several_and_standing_holds_meanwhile()
    {
        await RunAllAsync();
        var (client, hash) = (Client("192.0.2.1"), _servers[2].Standing.HashOf(Client("192.0.2.1")));
        await _fleet.AsSuperuserAsync("insert into ipblock.good_standing (key_number, client, holds, changed_at) select 1, i, true, now() from generate_series(1, 52000) as i");
        await _fleet.AsSuperuserAsync($"insert into ipblock.good_standing (key_number, client, holds) values (1, {hash}, true)");
        await _servers[2].RunAsync();
        await _servers[2].RunAsync();
        Assert.True(_servers[2].Standing.IsVouchedFor(client));

        // All is read anew each hour, in two rounds too.
        await _fleet.AsSuperuserAsync($"delete from ipblock.good_standing where client = {hash}");
        _servers[2].Clock.Advance(TimeSpan.FromHours(1));
        await _servers[2].RunAsync();
        Assert.True(_servers[2].Standing.IsVouchedFor(client));
        await _servers[2].RunAsync();
        Assert.False(_servers[2].Standing.IsVouchedFor(client));
    }

    private static Address Client(string address) => Address.TryParse(address, out var client) ? client : throw new FormatException(address);

    // The database takes evidence each five seconds, and a server looks each six.
    private async Task RunAllAsync()
    {
        await _fleet.AsSuperuserAsync("update ipblock.evidence_giver set gave_at = gave_at - interval '1 minute'");
        foreach (var server in _servers)
            await server.RunAsync();
        foreach (var server in _servers)
            await server.RunAsync();
    }

    private sealed class Sharer
    {
        private readonly Machine _machine;
        private readonly EvidenceRound _round;
        private SharedEvidence? _shared;

        public Sharer(Machine machine)
        {
            _machine = machine;
            Clock.Advance(DateTimeOffset.UtcNow - Clock.UtcNow);
            Mail = new DeferredMail(Clock, new DeferOnceSettings { Enabled = true });
            _round = new EvidenceRound(
                evidence =>
                {
                    _shared = evidence;
                    Mail.Share(evidence.DeferralSecret);
                },
                () => Mail,
                Clock);
        }

        public FakeClock Clock { get; } = new();

        public DeferredMail Mail { get; }

        public StandingBook Standing => (StandingBook)_shared!.Standing;

        public async Task RunAsync()
        {
            Clock.Advance(TimeSpan.FromSeconds(6));
            await using var member = (await Fleet.Members.MemberConnection.FindAsync(_machine.SettingsPath, administrator: false, TestFleet.Stop))!;
            await _round.RunAsync(member.Database, member.Member.Keys, TestFleet.Stop);
        }
    }
}
