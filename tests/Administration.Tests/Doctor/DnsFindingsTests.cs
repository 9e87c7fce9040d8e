using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
using IpBlock.Notices;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Notices;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>
/// Each fault of name servers and lists, made for real, against all that a run finds: it is named, and nothing else is, however many lists it
/// befalls.
/// </summary>
public sealed class DnsFindingsTests : IAsyncLifetime
{
    private readonly DnsWorld _world = new();

    public async ValueTask InitializeAsync()
    {
        await _world.AddListAsync("one");
        _world.AddScripted("two");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Behind_unbound_all_is_well()
    {
        var report = await _world.ExamineAsync(await _world.UnboundAsync());
        Only(report);
        Assert.Equal(Severity.Well, report.Severity);
    }

    [Fact]
    public async Task Behind_dnsmasq_all_is_well() => Only(await _world.ExamineAsync(await _world.DnsmasqAsync()));

    [Fact]
    public async Task A_name_server_that_does_not_answer_beside_one_that_does() =>
        Assert.Equal(Severity.Warning, Only(await _world.ExamineAsync(await _world.UnboundAsync(), _world.Nobody), "resolver.silent").Severity);

    [Fact]
    public async Task No_name_server_that_answers()
    {
        var found = Only(await _world.ExamineAsync(_world.Nobody), "resolver.silent");
        Assert.Equal(Severity.Critical, found.Severity);
        Assert.Contains("The line to the internet is up", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_server_of_this_machine_that_does_not_run() =>
        Only(await _world.ExamineAsync(new IPEndPoint(IPAddress.Loopback, Free.Port())), "resolver.notRunning");

    [Fact]
    public async Task A_name_server_that_looks_nothing_up_for_this_machine() =>
        Only(await _world.ExamineAsync(await _world.UnboundAsync("access-control: 127.0.0.1/32 refuse")), "resolver.refuses");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_server_that_knows_no_name_of_the_internet_is_told_of_once_and_no_list_is_called_gone(bool isPort53Closed)
    {
        if (isPort53Closed)
            _world.ClosePort53();
        _world.Zones.Clear();
        var report = await _world.ExamineAsync(await _world.DnsmasqAsync("--local=/#/"));
        Only(report, "resolver.inside");
        Assert.Single(report.Findings, static finding => finding is { Id: "doctor.skipped", Subject: "providers" });
    }

    [Fact]
    public async Task A_name_server_that_looks_up_lists_and_nothing_else_is_good_enough()
    {
        _world.Zones.Remove("com");
        _world.Zones.Remove("root-servers.net");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()));
    }

    [Fact]
    public async Task A_box_on_the_way_that_answers_for_everybody_outside_is_not_taken_for_the_lists_own_servers()
    {
        _world.Delegate("three", null, _world.Nobody);
        var resolver = await _world.UnboundAsync();
        _world.Zones["three.lists.test"] = await OwnServerAsync("three");
        _world.AllOutsideIs(await _world.UnboundAsync());
        Only(await _world.ExamineAsync(resolver), "provider.silent");
    }

    [Fact]
    public async Task A_slow_name_server()
    {
        var slow = _world.Keep(new MiddleBox(await _world.UnboundAsync(), delay: TimeSpan.FromMilliseconds(400)));
        Only(await _world.ExamineAsync(slow.EndPoint), "resolver.slow");
    }

    [Fact]
    public async Task A_public_name_server()
    {
        _world.IsReached("9.9.9.9", await _world.UnboundAsync());
        var found = Only(await _world.ExamineAsync(new IPEndPoint(IPAddress.Parse("9.9.9.9"), 53)), "resolver.public");
        Assert.Contains("Quad9", found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.80")]
    [InlineData("127.0.0.2")]
    public async Task A_dnsmasq_that_gives_an_address_to_names_that_do_not_exist(string address) =>
        Only(await _world.ExamineAsync(await _world.DnsmasqAsync($"--address=/#/{address}")), "resolver.rewrites");

    [Fact]
    public async Task A_name_server_that_gives_an_address_to_every_name()
    {
        var all = _world.Keep(ScriptedDnsServer.Start());
        foreach (var zone in new[] { "com", "invalid", "net", "test" })
            all.Zone(zone).AnswersAlways("192.0.2.80");
        Only(await _world.ExamineAsync(all.EndPoint), "resolver.rewrites");
    }

    [Fact]
    public async Task An_unbound_that_takes_private_addresses_out() =>
        Only(await _world.ExamineAsync(await _world.UnboundAsync("private-address: 127.0.0.0/8")), "resolver.strips");

    [Fact]
    public async Task A_dnsmasq_that_protects_against_rebinding() =>
        Only(await _world.ExamineAsync(await _world.DnsmasqAsync("--stop-dns-rebind")), "resolver.strips");

    [Fact]
    public async Task An_unbound_that_strips_a_list_without_words()
    {
        await using var world = new DnsWorld();
        var zone = world.AddScripted("bare");
        zone.At("127.0.0.2").Clear().Address("127.0.0.2");
        Only(await world.ExamineAsync(await world.UnboundAsync("private-address: 127.0.0.0/8")), "resolver.strips");
    }

    [Fact]
    public async Task Queries_with_EDNS0_lost_on_the_way()
    {
        var box = _world.Keep(new MiddleBox(await _world.UnboundAsync(), passesEdns: false));
        Only(await _world.ExamineAsync(box.EndPoint), "resolver.edns");
    }

    [Fact]
    public async Task No_way_for_TCP()
    {
        var box = _world.Keep(new MiddleBox(await _world.UnboundAsync(), passesTcp: false));
        Only(await _world.ExamineAsync(box.EndPoint), "resolver.noTcp");
    }

    [Fact]
    public async Task A_line_that_is_down()
    {
        _world.ClosePort53();
        foreach (var zone in _world.Zones.Keys.ToList())
            _world.Zones[zone] = _world.Nobody;
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "line.down");
    }

    [Fact]
    public async Task A_name_server_that_reaches_nobody_while_this_machine_does()
    {
        foreach (var zone in _world.Zones.Keys.ToList())
            _world.Zones[zone] = _world.Nobody;
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "resolver.failing");
    }

    [Fact]
    public async Task A_list_that_answers_the_name_server_with_an_error_code()
    {
        var own = await OwnServerAsync("three");
        _world.AddScripted("three", ownServer: own).AnswersAlways("127.255.255.254");
        var found = Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
        Assert.Contains("your name servers are refused", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_answers_everybody_here_with_an_error_code()
    {
        _world.AddScripted("three").AnswersAlways("127.255.255.255");
        var found = Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
        Assert.Contains("It refuses this machine too", found.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_does_not_answer_the_name_server_and_answers_this_machine()
    {
        _world.AddScripted("three", ownServer: await OwnServerAsync("three")).Silent();
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
    }

    [Fact]
    public async Task A_list_that_lists_nobody_for_the_name_server()
    {
        _world.AddScripted("three", ownServer: await OwnServerAsync("three")).Delists("127.0.0.2");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
    }

    [Fact]
    public async Task Answers_of_a_list_that_somebody_on_the_way_makes_up()
    {
        _world.AddScripted("three", ownServer: await OwnServerAsync("three")).ListsTheWorld("127.0.0.2");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.falsified");
    }

    [Fact]
    public async Task A_list_whose_own_servers_are_silent()
    {
        _world.Delegate("three", null, _world.Nobody);
        var found = Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.dead");
        Assert.Contains("its own servers (ns-three.hosts.test) do not answer", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_list_where_nobody_but_the_name_servers_may_ask_outside()
    {
        _world.Delegate("three", null, _world.Nobody);
        _world.ClosePort53();
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.silent");
    }

    [Fact]
    public async Task Port_53_that_is_closed_to_this_machine_is_no_fault()
    {
        _world.ClosePort53();
        Only(await _world.ExamineAsync(await _world.UnboundAsync()));
    }

    [Fact]
    public async Task A_list_whose_servers_do_not_serve_it_any_more()
    {
        _world.AddScripted("three").Refused();
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.dead");
    }

    [Fact]
    public async Task A_list_whose_zone_is_gone()
    {
        _world.AddProvider("three", "three.lists.test");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.dead");
    }

    [Fact]
    public async Task A_parked_list()
    {
        _world.AddScripted("three").AnswersAlways("192.0.2.80");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.dead");
    }

    [Fact]
    public async Task A_list_that_lists_the_world()
    {
        _world.AddScripted("three").ListsTheWorld("127.0.0.2");
        Assert.Equal(Severity.Critical, Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.listsWorld").Severity);
    }

    [Fact]
    public async Task A_list_without_its_test_entry()
    {
        _world.AddScripted("three").Delists("127.0.0.2");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.noTestEntry");
    }

    [Fact]
    public async Task A_list_that_keeps_no_test_entry_and_is_set_so()
    {
        _world.AddScripted("three", "\"probe\": \"alive\"").Delists("127.0.0.2");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()));
    }

    [Fact]
    public async Task A_slow_list()
    {
        _world.AddScripted("three").Delay(1200);
        Only(await _world.ExamineAsync(await _world.DnsmasqAsync()), "provider.slow");
    }

    [Fact]
    public async Task A_list_that_is_too_slow_for_the_name_server_is_not_called_dead()
    {
        _world.AddScripted("three").Delay(1300);
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.slow");
    }

    [Fact]
    public async Task A_list_that_is_asked_about_IPv6_and_has_none()
    {
        _world.AddScripted("three", "\"ipv6\": true");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.ipv6");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_that_is_not_accepted_is_told_and_never_shown(bool withCode)
    {
        const string Key = "averysecretkeyofours";
        var server = _world.Keep(ScriptedDnsServer.Start());
        var zone = server.Zone("zen.dq.spamhaus.net");
        server.Name("zen.dq.spamhaus.net").NameServer("ns-zen.hosts.test");
        if (withCode)
            zone.AnswersAlways("127.255.255.250");
        _world.Delegate("zen", "zen.dq.spamhaus.net", server.EndPoint, key: Key + ".");
        var key = Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.key");
        Assert.DoesNotContain(Key, key.Text + key.NextStep + key.Subject, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_registry_is_not_told_a_key()
    {
        const string Key = "averysecretkeyofours";
        _world.Zones["net"] = _world.Outside.EndPoint;
        _world.Outside.Zone("net");
        _world.Outside.Name("net").NameServer("ns.hosts.test");
        _world.Delegate("zen", "zen.dq.spamhaus.net", _world.Nobody, key: Key + ".");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.silent");
        Assert.Contains(_world.Outside.Queries, static query => query.Name == "net");
        Assert.DoesNotContain(_world.Outside.Queries, static query => query.Name.Contains(Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(85_000, Severity.Warning)]
    [InlineData(100_000, Severity.Critical)]
    public async Task A_list_that_is_asked_more_often_than_its_operator_allows(long queries, Severity severity)
    {
        _world.AddScripted("mailspike", zone: "bl.mailspike.net");
        var now = Clock.System.UtcNow;
        using (var log = new DecisionLog(new LogSettings(), _world.LogFolder, Clock.System, new CollectedNotices()))
        {
            void Write(string name, int hour, UsageCounts counts) =>
                log.Write(new UsageRecord(ProviderKind.Block, name, now.AddHours(hour - 1), now.AddHours(hour), counts));
            Write("mailspike", -30, new UsageCounts { Queries = 500_000 });
            Write("mailspike", -1, new UsageCounts { Queries = queries - 1000, Cached = 5_000_000 });
            Write("mailspike", 0, new UsageCounts { Queries = 1000 });
            Write("two", 0, new UsageCounts { Queries = 5_000_000 });
        }

        Assert.Equal(severity, Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.quota").Severity);
    }

    [Fact]
    public async Task A_quota_without_a_log_is_that_of_the_last_hour()
    {
        _world.AddScripted("mailspike", zone: "bl.mailspike.net");
        _world.QueriesInLastHour = 4_000;
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.quota");
    }

    [Fact]
    public async Task A_closed_zone_is_told_once_and_not_asked()
    {
        _world.AddProvider("sorbs", "dnsbl.sorbs.net");
        var report = await _world.ExamineAsync(await _world.UnboundAsync());
        Assert.Contains("sorbs", Assert.Single(report.Findings).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_list_that_refuses_who_has_not_registered_is_told_of_once()
    {
        _world.AddScripted("score", zone: "bl.score.senderscore.com").AnswersAlways("127.255.255.255");
        Assert.Single((await _world.ExamineAsync(await _world.UnboundAsync())).Findings);
    }

    [Fact]
    public async Task Two_faults_at_once_are_both_named()
    {
        _world.Delegate("three", null, _world.Nobody);
        _world.AddScripted("four").ListsTheWorld("127.0.0.2");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.listsWorld", "provider.dead");
    }

    [Fact]
    public async Task A_fault_of_the_name_server_hides_no_dead_list()
    {
        _world.Delegate("three", null, _world.Nobody);
        Only(await _world.ExamineAsync(await _world.UnboundAsync("private-address: 127.0.0.0/8")), "resolver.strips", "provider.dead");
    }

    [Fact]
    public async Task A_way_that_drops_EDNS0_hides_no_refusal()
    {
        _world.AddScripted("three").AnswersAlways("127.255.255.254");
        var box = _world.Keep(new MiddleBox(await _world.UnboundAsync(), passesEdns: false));
        Only(await _world.ExamineAsync(box.EndPoint), "resolver.edns", "provider.refused");
    }

    [Fact]
    public async Task Nobody_is_asked_how_he_sees_the_name_server_unless_that_is_wanted()
    {
        Only(await _world.ExamineAsync(await _world.UnboundAsync()));
        Assert.Equal(0, _world.Outside.CountUnder("akahelp.net"));
    }

    [Fact]
    public async Task How_list_operators_see_the_name_server_is_told()
    {
        SeenAs("198.51.100.53");
        _world.Outside.Reverse("198.51.100.53", "ns.site.example");
        var found = Only(await _world.ExamineAsync(whoAmI: true, await _world.UnboundAsync()), "resolver.seenAs");
        Assert.Equal(Severity.Well, found.Severity);
        Assert.Contains("198.51.100.53 (ns.site.example)", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_server_whose_address_has_no_reverse_name()
    {
        SeenAs("198.51.100.53");
        Only(await _world.ExamineAsync(whoAmI: true, await _world.UnboundAsync()), "resolver.noReverse", "resolver.seenAs");
    }

    [Fact]
    public async Task A_name_server_that_forwards_to_a_public_one()
    {
        SeenAs("172.253.1.1");
        _world.Outside.Reverse("172.253.1.1", "somewhere.example");
        var report = await _world.ExamineAsync(whoAmI: true, await _world.UnboundAsync());
        Assert.Contains("Google", Only(report, "resolver.public", "resolver.seenAs").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_lists_of_which_none_answers_take_less_than_the_limit()
    {
        for (var i = 0; i < 10; i++)
            _world.Delegate("dead" + i, null, _world.Nobody);
        var report = await _world.ExamineAsync(await _world.UnboundAsync());
        Assert.Equal(Enumerable.Repeat("provider.dead", 10), report.Findings.Select(static finding => finding.Id));
        TestContext.Current.SendDiagnosticMessage("Ten dead lists took {0}.", report.Took);
    }

    private void SeenAs(string address) => _world.Outside.Name("whoami.ds.akahelp.net")
        .RawText([(byte)'e', (byte)'c', (byte)'s'], [.. System.Text.Encoding.ASCII.GetBytes("203.0.113.0/24/24")]).RawText([(byte)'n', (byte)'s'], [.. System.Text.Encoding.ASCII.GetBytes(address)]);

    // The zone once more, as it is for those who are not refused.
    private async Task<IPEndPoint> OwnServerAsync(string name) =>
        _world.Keep(await Rbldnsd.StartAsync(DnsWorld.ListData(name))).EndPoint;

    // The first of them, when they are these and no others; that lists were not judged for one of them is no finding of its own.
    private static DoctorFinding Only(DoctorReport report, params string[] ids)
    {
        Assert.True(
            ids.Order(StringComparer.Ordinal).SequenceEqual(
                report.Findings.Where(static finding => finding.Id != "doctor.skipped").Select(static finding => finding.Id).Order(StringComparer.Ordinal)),
            $"Expected [{string.Join(", ", ids)}] and found:\n" + string.Join("\n", report.Findings.Select(static finding => finding.ToString())));
        return ids.Length > 0 ? report.Findings.First(finding => finding.Id == ids[0]) : new DoctorFinding("", Severity.Well, "", "");
    }
}
