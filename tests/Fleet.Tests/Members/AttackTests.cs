using System.Threading.Tasks;
using IpBlock.Fleet.Versions;
using Npgsql;
using Xunit;

namespace IpBlock.Fleet.Tests.Members;

/// <summary>What somebody who has taken a server over can do with its login: nothing to the settings, nothing to others. The database itself refuses.</summary>
public sealed class AttackTests(Cluster cluster) : IAsyncLifetime
{
    private TestFleet _fleet = null!;
    private Machine _taken = null!;
    private Machine _other = null!;

    public async ValueTask InitializeAsync()
    {
        _fleet = await TestFleet.StartAsync(cluster.Server, """{ "lookup": "sequential" }""");
        await _fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        _taken = await _fleet.ServerAsync("mx1");
        _other = await _fleet.ServerAsync("mx2");
        await _fleet.Administrator.Settings.PushAsync(new PushRequest { Group = "canary", Comment = "for others" }, TestFleet.Stop);
        await TestFleet.AsAsync(_taken, "select ipblock.log_days(array[(now() at time zone 'UTC')::date])");
    }

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Theory]
    [InlineData("update ipblock.settings_version set content = '{}'")]
    [InlineData("delete from ipblock.settings_version")]
    [InlineData("insert into ipblock.settings_version select 99, gen_random_uuid(), 1, null, now(), 'x', session_user, 'x', null, null, '{}', 1, '{}', '{}', '\\x00'")]
    [InlineData("select ipblock.push(3, gen_random_uuid(), 2, null, 'x', 'x', null, null, '{}', 1, '{}', '{}', '\\x00')")]
    [InlineData("select ipblock.invite('ipblock_s_0123456789abcdef', 'server', null, '1 day', 'SCRAM-SHA-256$x', '\\x00')")]
    [InlineData("select ipblock.make_member('ipblock_a_0123456789abcdef', 'administrator', null, null, '1 day', 'SCRAM-SHA-256$x', '\\x00')")]
    [InlineData("select ipblock.revoke_member(3)")]
    [InlineData("select ipblock.rotate_keys(2, '{}', '{}')")]
    [InlineData("select ipblock.end_login('ipblock_owner')")]
    [InlineData("select ipblock.next_number()")]
    [InlineData("update ipblock.server_state set version = 99")]
    [InlineData("insert into ipblock.server_state (member) values (1)")]
    [InlineData("update ipblock.member set kind = 'administrator'")]
    [InlineData("update ipblock.member set part_of = 'canary'")]
    [InlineData("update ipblock.fleet set format = 99")]
    [InlineData("begin; lock table ipblock.settings_version in row exclusive mode")]
    [InlineData("begin; lock table ipblock.member in share mode")]
    [InlineData("create table ipblock.mine (x int)")]
    [InlineData("create function ipblock.me() returns integer language sql as 'select 1'")]
    [InlineData("alter table ipblock.member disable row level security")]
    [InlineData("set role ipblock_admin")]
    [InlineData("set role ipblock_owner")]
    [InlineData("set session authorization postgres")]
    [InlineData("create role mine superuser")]
    [InlineData("grant ipblock_admin to session_user")]
    [InlineData("alter role ipblock_owner login password 'x'")]
    [InlineData("alter role session_user valid until 'infinity' connection limit 1000")]
    [InlineData("select ipblock.join_fleet('again', '\\x00', '\\x00', 'SCRAM-SHA-256$x')", "IPB06")]
    [InlineData("insert into ipblock.health_vote (list, member, state, answer) select 'x', member, 'gone', '' from ipblock.server_state")]
    [InlineData("update ipblock.health_vote set state = 'gone'")]
    [InlineData("update ipblock.health_vote set member = member + 1")]
    [InlineData("delete from ipblock.health_voter")]
    [InlineData("select ipblock.fresh_votes()")]
    [InlineData("select ipblock.is_mostly_unfit('x')")]
    [InlineData("insert into ipblock.vouched_client (client, key_number, member) values (1, 1, 3)")]
    [InlineData("select ipblock.vouch(3, 1, '{1}', '{}')")]
    [InlineData("select ipblock.note_deferred(3, 1, '{1}', '{}', '1 day')")]
    [InlineData("select ipblock.keep_evidence_small(99)")]
    [InlineData("insert into ipblock.good_standing (key_number, client, holds) values (1, 1, true)")]
    [InlineData("select * from ipblock.vouched_client")]
    [InlineData("select * from ipblock.good_standing")]
    [InlineData("update ipblock.deferred_mail set deferred_at = now() - interval '1 hour'")]
    [InlineData("update ipblock.evidence_upkeep set done_on = '2099-01-01'")]
    [InlineData("update ipblock.evidence_giver set gave_at = now() - interval '1 hour'")]
    [InlineData("insert into ipblock.group_settings values (1, '\\x00')")]
    [InlineData("select ipblock.set_group_parts(1, '\\x00')")]
    [InlineData("select ipblock.vote('r', array_fill('x'::text, array[201]), array_fill('gone'::text, array[201]), array_fill(''::text, array[201]))", "IPB07")]
    [InlineData("select ipblock.vote('r', '{a}', '{dead as a doornail}', '{x}')", PostgresErrorCodes.CheckViolation)]
    [InlineData("select ipblock.give_evidence(1, array_fill(1::bigint, array[1001]), '{}', '{}', '{}', '1 day')", "IPB07")]
    [InlineData("select * from pg_authid")]
    [InlineData("copy (select 1) to program 'id'")]
    [InlineData("insert into ipblock.decision (at, member, kind) values (now(), 1, 0)", "IPB05")]
    [InlineData("insert into ipblock.decision (at, member, kind) select now(), id, 0 from (select ipblock.me() union all select 1) as m (id)", "IPB05")]
    [InlineData("insert into ipblock.decision (at, id, member, kind) values (now(), 1, ipblock.me(), 0)")]
    [InlineData("select * from ipblock.decision")]
    [InlineData("update ipblock.decision set member = 1")]
    [InlineData("delete from ipblock.decision")]
    [InlineData("truncate ipblock.decision")]
    [InlineData("select * from ipblock.server_hour")]
    [InlineData("select * from ipblock.decision_hour")]
    [InlineData("insert into ipblock.decision_hour values (now(), 'x', 0, 1)")]
    [InlineData("insert into ipblock.log_usage values (1, now(), 'x')")]
    [InlineData("insert into ipblock.log_file values (1, 'IPBLOCK20261101-0001.log', 1, '\\x00', '', 1)")]
    [InlineData("update ipblock.log_file set position = 1")]
    [InlineData("update ipblock.log_server set bytes = 0")]
    [InlineData("update ipblock.log_rule set kept_days = 1")]
    [InlineData("select ipblock.set_log_rule(1, 1)")]
    [InlineData("select ipblock.clear_log(current_date + 1)")]
    [InlineData("select ipblock.make_day('2099-01-01')")]
    [InlineData("select ipblock.sum_hours()")]
    [InlineData("select ipblock.sum_day(current_date - 1)")]
    [InlineData("select * from ipblock.day_top")]
    [InlineData("insert into ipblock.changed_day values (current_date)")]
    [InlineData("insert into ipblock.day_claim values (current_date - 1, 1, now())")]
    [InlineData("select ipblock.count_upload(1, -1000000000, 0, now())")]
    [InlineData("select setval('ipblock.decision_id', 1)")]
    [InlineData("select ipblock.log_advance('../x', 0, '\\x00', 1, '\\x00', '', 1, 0, 0, '{}', '{}')", PostgresErrorCodes.CheckViolation)]
    public async Task A_servers_login_is_refused_by_the_database(string sql, string code = PostgresErrorCodes.InsufficientPrivilege)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestFleet.AsAsync(_taken, sql));
        // A statement that does not fit the schema any more fails too, with another code.
        Assert.True(refused.SqlState == code, refused.ToString());
    }

    [Theory]
    [InlineData("select count(*) from ipblock.member", 1L)]
    [InlineData("select count(*) from ipblock.member where name = 'mx2' or kind = 'administrator'", 0L)]
    [InlineData("select count(sealed_keys) from ipblock.member where login <> session_user", 0L)]
    [InlineData("select count(*) from ipblock.server_state", 1L)]
    [InlineData("select count(*) from ipblock.health_vote", 0L)]
    [InlineData("select count(*) from ipblock.health_voter", 0L)]
    [InlineData("select count(*) from ipblock.vote_counts()", 0L)]
    [InlineData("select count(*) from ipblock.settings_version", 1L)]
    [InlineData("select count(*) from ipblock.settings_version where audience = 'canary'", 0L)]
    [InlineData("select count(*) from ipblock.log_server where member <> ipblock.me()", 0L)]
    [InlineData("select count(*) from ipblock.log_file where member <> ipblock.me()", 0L)]
    public async Task A_server_sees_itself_and_the_versions_for_it(string sql, long rows)
    {
        await TestFleet.AsAsync(_other, "select ipblock.vote('192.0.2.53', '{block list zen.test}', '{gone}', '{NXDOMAIN}')");
        Assert.Equal(rows, await TestFleet.AsAsync(_taken, sql));
    }

    // It has one vote, and what it says of lists that no other server asks is heard by nobody.
    [Fact]
    public async Task A_vote_for_a_list_that_nobody_has_is_without_effect_and_many_votes_are_one()
    {
        await TestFleet.AsAsync(_other, "select ipblock.vote('', '{block list zen.test}', '{well}', '{}'::text[] || ''::text)");
        Assert.Equal(true, await TestFleet.AsAsync(_taken, "select ipblock.vote('', '{block list none.test,block list zen.test,block list zen.test}', '{gone,gone,gone}', '{a,b,c}')"));
        Assert.Equal(false, await TestFleet.AsAsync(_taken, "select ipblock.vote('', '{block list zen.test}', '{gone}', '{a}')"));
        Assert.Equal("block list zen.test 0 1", await TestFleet.AsAsync(_other, "select string_agg(list || ' ' || others_well || ' ' || others_unfit, ', ') from ipblock.vote_counts()"));
        Assert.Equal(false, await _fleet.AsSuperuserAsync("select ipblock.is_mostly_unfit('block list none.test') or ipblock.is_mostly_unfit('block list zen.test')"));
    }

    [Fact]
    public async Task A_flood_of_evidence_takes_the_place_of_ones_own_and_of_nobody_elses()
    {
        await TestFleet.AsAsync(_other, "select ipblock.give_evidence(1, '{1}', '{}', '{1}', '{}', '1 day')");
        await _fleet.AsSuperuserAsync("insert into ipblock.vouched_client select i, 1, (select id from ipblock.member where name = 'mx1'), current_date - 1 from generate_series(10000, 42767) as i; "
            + "insert into ipblock.deferred_mail (mail, key_number, member, changed_at) select i, 1, (select id from ipblock.member where name = 'mx1'), now() - interval '1 hour' from generate_series(10001, 110000) as i");
        const string Flood = "select ipblock.give_evidence(1, array(select generate_series(1, 1000)::bigint), '{}', array(select generate_series(1, 1000)::bigint), '{}', '1 day')";
        Assert.Equal(true, await TestFleet.AsAsync(_taken, Flood));
        Assert.Equal(false, await TestFleet.AsAsync(_taken, Flood));
        Assert.Equal(32_769L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
        Assert.Equal(100_001L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.deferred_mail"));

        // One other server has vouched for client 1, and for none of the rest.
        Assert.Equal("1", await TestFleet.AsAsync(_other, "select string_agg(client::text, ' ') from ipblock.standing_since(1, '2026-01-01', 0, 5000)"));
    }

    [Fact]
    public async Task Ones_word_is_ones_own_and_a_mail_cannot_have_been_deferred_before_it_was_told()
    {
        await TestFleet.AsAsync(_other, "select ipblock.give_evidence(1, '{1,2}', '{}', '{}', '{}', '1 day')");
        Assert.Equal(true, await TestFleet.AsAsync(_taken, "select ipblock.give_evidence(1, '{1}', '{2}', '{7}', '{8}', '1 day')"));
        Assert.Equal(3L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
        Assert.Equal(true, await TestFleet.AsAsync(_other, "select count(*) = 2 and max(deferred_ago) < 60 from ipblock.deferred_since(1, '2026-01-01', 0, 5000)"));
        Assert.Equal(0L, await TestFleet.AsAsync(_taken, "select count(*) from ipblock.deferred_since(1, '2026-01-01', 0, 5000)"));
    }

    [Fact]
    public async Task A_transaction_that_is_held_open_holds_up_neither_votes_nor_settings_and_evidence_not_for_long()
    {
        var third = await _fleet.ServerAsync("mx3");
        var member = Fleet.Connection.MemberFile.Find(_taken.SettingsPath, administrator: false)!;
        await using var held = await Fleet.Connection.FleetDatabase.OpenAsync(member, TestFleet.Stop);
        await TestFleet.AsAsync(_other, "select ipblock.give_evidence(1, '{1}', '{}', '{}', '{}', '1 day')");
        await held.ExecuteAsync("begin; select ipblock.vote('', '{block list zen.test}', '{gone}', '{a}'); select ipblock.give_evidence(1, '{1}', '{}', '{}', '{}', '1 day')", TestFleet.Stop);
        const string Meanwhile = "set lock_timeout = '5s'; select ipblock.vote('', '{block list zen.test}', '{gone}', '{a}')";
        Assert.Equal(true, await TestFleet.AsAsync(_other, Meanwhile));
        Assert.Equal(false, await TestFleet.AsAsync(third, "select ipblock.give_evidence(1, '{1}', '{}', '{}', '{}', '1 day')"));
        Assert.Equal(true, await TestFleet.AsAsync(third, "select ipblock.give_evidence(1, '{3}', '{}', '{}', '{}', '1 day')"));
        await _fleet.Administrator.Settings.PushAsync(new PushRequest { Group = "other", Comment = "meanwhile" }, TestFleet.Stop);
    }

    [Fact]
    public async Task A_flood_of_decisions_ends_at_what_a_server_may_upload_in_a_day_and_is_its_own()
    {
        await _fleet.AsSuperuserAsync("update ipblock.log_rule set most_bytes = 100000");
        const string Flood = "insert into ipblock.decision (at, member, kind, provider) select date_trunc('day', now(), 'UTC'), ipblock.me(), 2, 'list ' || i from generate_series(1, {0}) as i";
        await TestFleet.AsAsync(_taken, string.Format(System.Globalization.CultureInfo.InvariantCulture, Flood, 100));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestFleet.AsAsync(_taken, string.Format(System.Globalization.CultureInfo.InvariantCulture, Flood, 1000)));
        Assert.Equal("IPB07", refused.SqlState);
        Assert.Equal(100L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.decision"));
        Assert.Equal(100L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.server_hour"));
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.decision where member <> (select id from ipblock.member where name = 'mx1')"));
    }

    [Fact]
    public async Task A_server_opens_days_within_what_is_kept_only()
    {
        await TestFleet.AsAsync(_taken, "select ipblock.log_days(array['1999-12-31', '2199-12-31']::date[])");
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select count(*) from pg_inherits where inhparent = 'ipblock.decision'::regclass"));
    }

    // What is shown to a function of one's own before the rows are hidden would be seen.
    [Fact]
    public async Task A_function_of_ones_own_sees_no_hidden_row()
    {
        const string Spy = "create function pg_temp.spy(text) returns boolean language plpgsql cost 0.0000001 as $$ begin if $1 = 'mx2' then raise exception 'seen'; end if; return true; end $$;";
        Assert.Equal(1L, await TestFleet.AsAsync(_taken, Spy + "select count(*) from ipblock.member where pg_temp.spy(name)"));
    }

    [Fact]
    public async Task A_report_is_always_ones_own_and_dated_by_the_database()
    {
        await TestFleet.AsAsync(_taken, "select ipblock.report(1, true, now() - interval '1 year', 'x', repeat('x', 100000), array_fill('y'::text, array[100]), 'p', 'h', 'w', now() - interval '1 hour')");
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.server_state where version > 0"));
        Assert.Equal(true, await _fleet.AsSuperuserAsync("select seen_at > now() - interval '1 minute' and length(error) = 2000 and cardinality(local_changes) = 20 from ipblock.server_state where version > 0"));
    }

    [Fact]
    public async Task A_server_that_reports_a_huge_version_does_not_use_the_numbers_up()
    {
        await TestFleet.AsAsync(_taken, "select ipblock.report(2147483647, true, now(), 'x', null, '{}', 'p', 'h', 'w', now())");
        Assert.Equal(1003, await _fleet.AsSuperuserAsync("select ipblock.next_number()"));
    }

    [Fact]
    public async Task A_server_gets_five_connections_and_not_more()
    {
        var words = new System.Collections.Generic.List<Task<object?>>();
        for (var i = 0; i < 8; i++)
            words.Add(TestFleet.AsAsync(_taken, "select pg_sleep(1)"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Task.WhenAll(words));
        Assert.Equal(PostgresErrorCodes.TooManyConnections, refused.SqlState);
    }

    [Fact]
    public async Task Settings_that_the_owner_of_the_database_has_changed_are_not_taken()
    {
        await _fleet.AsSuperuserAsync("update ipblock.settings_version set number = 7, id = gen_random_uuid(), audience = null, content = '{ \"enabled\": false }' where number = 2");
        var refused = await Assert.ThrowsAsync<FleetException>(() => _taken.Settings.PullAsync(TakeChoice.Theirs, TestFleet.Stop));
        Assert.Contains("the signature of version 7 is invalid", refused.Message);
        Assert.True(_taken.Loaded.Enabled);
    }

    [Fact]
    public async Task A_key_ring_that_somebody_else_has_sealed_for_a_server_is_not_taken()
    {
        var forged = Fleet.Keys.FleetKeys.Create().Next();
        var login = (string)(await TestFleet.AsAsync(_taken, "select login::text from ipblock.member"))!;
        var publicKey = (byte[])(await TestFleet.AsAsync(_taken, "select public_key from ipblock.member"))!;
        var box = Fleet.Keys.MemberKey.SealFor(publicKey, forged.Encode(), Fleet.Members.MemberStore.PurposeOf(login));
        await _fleet.AsSuperuserAsync($"update ipblock.member set sealed_keys = '\\x{System.Convert.ToHexString(box)}' where login = '{login}'; update ipblock.fleet set key_number = 2");
        await _taken.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop);
        Assert.Equal(1, Fleet.Connection.MemberFile.Find(_taken.SettingsPath, administrator: false)!.Keys.Newest);
    }
}
