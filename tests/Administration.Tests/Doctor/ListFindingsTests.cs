using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Notices;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Notices;
using IpBlock.Time;
using Xunit;
using static IpBlock.Administration.Tests.Doctor.DnsWorld;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>Each fault of a list, made for real, against all that a run finds: it is named, and nothing else is, however many lists it befalls.</summary>
public sealed class ListFindingsTests : IAsyncLifetime
{
    private readonly DnsWorld _world = new();

    public async ValueTask InitializeAsync() => await _world.AddUsualListsAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_list_that_answers_the_name_server_with_an_error_code()
    {
        var own = await _world.OwnServerAsync("three");
        _world.AddScripted("three", ownServer: own).AnswersAlways("127.255.255.254");
        var found = Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
        Assert.Contains("your name servers", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_answers_everybody_here_with_an_error_code()
    {
        _world.AddScripted("three").AnswersAlways("127.255.255.255");
        var found = Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
        Assert.Contains("The list also refuses to answer this server", found.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_does_not_answer_the_name_server_and_answers_this_machine()
    {
        _world.AddScripted("three", ownServer: await _world.OwnServerAsync("three")).Silent();
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
    }

    [Fact]
    public async Task A_list_that_lists_nobody_for_the_name_server()
    {
        _world.AddScripted("three", ownServer: await _world.OwnServerAsync("three")).Delists("127.0.0.2");
        Only(await _world.ExamineAsync(await _world.UnboundAsync()), "provider.refused");
    }

    [Fact]
    public async Task Answers_of_a_list_that_somebody_on_the_way_makes_up()
    {
        _world.AddScripted("three", ownServer: await _world.OwnServerAsync("three")).ListsTheWorld("127.0.0.2");
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
    public async Task Ten_lists_that_are_well_are_found_well()
    {
        for (var i = 3; i <= 10; i++)
            await _world.AddListAsync("list" + i);
        var report = await _world.ExamineAsync(await _world.UnboundAsync());
        Only(report);
        TestContext.Current.SendDiagnosticMessage("Ten lists that are well took {0}.", report.Took);
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
}
