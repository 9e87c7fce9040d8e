using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Xunit;
using static IpBlock.Administration.Tests.Doctor.DnsWorld;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>
/// Each fault of name servers and of the way to them, made for real, against all that a run finds: it is named, and nothing else is, with a list's own
/// fault beside it too.
/// </summary>
public sealed class NameServerFindingsTests : IAsyncLifetime
{
    private readonly DnsWorld _world = new();

    public async ValueTask InitializeAsync() => await _world.AddUsualListsAsync();

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
        Assert.Contains("The Internet connection works", found.Text, StringComparison.Ordinal);
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
        _world.Zones["three.lists.test"] = await _world.OwnServerAsync("three");
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
    public async Task Port_53_that_is_closed_to_this_machine_is_no_fault()
    {
        _world.ClosePort53();
        Only(await _world.ExamineAsync(await _world.UnboundAsync()));
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

    private void SeenAs(string address) => _world.Outside.Name("whoami.ds.akahelp.net")
        .RawText([(byte)'e', (byte)'c', (byte)'s'], [.. System.Text.Encoding.ASCII.GetBytes("203.0.113.0/24/24")]).RawText([(byte)'n', (byte)'s'], [.. System.Text.Encoding.ASCII.GetBytes(address)]);
}
