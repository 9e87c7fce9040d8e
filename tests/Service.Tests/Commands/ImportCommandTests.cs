using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

/// <summary>Taking over what another product has: a dry run first.</summary>
public sealed class ImportCommandTests
{
    private const string MainCf = """
        smtpd_recipient_restrictions =
            permit_mynetworks,
            reject_unauth_destination,
            reject_rbl_client zen.spamhaus.org=127.0.0.[2..11],
            reject_rbl_client bl.spamcop.net,
            reject_rhsbl_sender dbl.spamhaus.org
        """;

    [Fact]
    public async Task Without_apply_the_plan_is_shown_and_nothing_is_written()
    {
        using var cli = new Cli("{}");
        var output = await cli.DoAsync("import", cli.Write("main.cf", MainCf));

        Assert.Contains("BlockProvider zen.spamhaus.org", output, StringComparison.Ordinal);
        Assert.Contains("not imported, line 6: ", output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", output, StringComparison.Ordinal);
        Assert.Equal("{}", cli.SettingsText);
    }

    [Fact]
    public async Task With_apply_the_lists_are_added_to_those_there_are_and_twice_changes_nothing()
    {
        using var cli = new Cli("""{ "blockProviders": [ { "name": "own", "lookupDomain": "own.example", "anyMatch": true } ] }""");
        var file = cli.Write("main.cf", MainCf);

        Assert.Equal(0, (await cli.RunAsync("import", file, "--apply")).Code);
        Assert.Equal(["own", "zen.spamhaus.org", "bl.spamcop.net"], cli.Settings().BlockProviders.Select(provider => provider.Name));
        var before = cli.SettingsText;
        Assert.Equal(0, (await cli.RunAsync("import", file, "--apply")).Code);
        Assert.Equal(before, cli.SettingsText);
    }

    [Fact]
    public async Task The_plan_comes_as_JSON_too()
    {
        using var cli = new Cli("{}");
        var plan = JObject.Parse(await cli.DoAsync("import", cli.Write("main.cf", MainCf), "--json"));

        Assert.Equal("zen.spamhaus.org", (string)plan["items"]![0]!["name"]!);
        Assert.Equal(6, (int)plan["notCarriedOver"]![0]!["line"]!);
    }

    [Fact]
    public async Task What_cannot_be_told_is_named()
    {
        using var cli = new Cli("{}");
        var file = cli.Write("lists.txt", "deny dnslists = bl.example.org=127.0.0.2\n");

        Assert.Contains("bl.example.org", await cli.DoAsync("import", file, "--from", "exim"), StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("import", file, "--from", "qmail")).Code);
    }

    [Fact]
    public async Task A_key_is_carried_over_and_not_shown()
    {
        const string key = "abcdefghijklmnopqrstuvwxyz";
        using var cli = new Cli("{}");
        var file = cli.Write("main.cf", $"smtpd_client_restrictions = reject_rbl_client {key}.zen.dq.spamhaus.net=127.0.0.[2..11]\n");

        Assert.DoesNotContain(key, await cli.DoAsync("import", file), StringComparison.Ordinal);
        Assert.DoesNotContain(key, await cli.DoAsync("import", file, "--apply"), StringComparison.Ordinal);
        Assert.Contains(key, cli.SettingsText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_apply_the_reasons_for_what_is_disabled_are_told_and_kept()
    {
        using var cli = new Cli("{}");
        var file = cli.Write("main.cf", "smtpd_client_restrictions = reject_rbl_client a.example.org, permit, reject_rbl_client b.example.org=127.0.0.2\nsmtpd_etrn_restrictions = reject_rbl_client c.example.org=127.0.0.2\n");
        var result = await cli.RunAsync("import", file, "--apply");

        Assert.Contains("line 1: b.example.org: permit is before it, so Postfix never used it; added disabled", result.Error, StringComparison.Ordinal);
        Assert.Contains("line 2: c.example.org: smtpd_etrn_restrictions", result.Error, StringComparison.Ordinal);
        Assert.Equal([null, "import: permit is before it, so Postfix never used it"], cli.Settings().BlockProviders.Take(2).Select(provider => provider.Comment));
        Assert.StartsWith("import: smtpd_etrn_restrictions", cli.Settings().BlockProviders[2].Comment, StringComparison.Ordinal);
        Assert.Contains("permit is before it", await cli.DoAsync("provider", "show", "b.example.org"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tables_that_a_configuration_names_are_read_with_it()
    {
        using var cli = new Cli("{}");
        var table = cli.Write("access.cidr", "192.0.2.0/24 OK\n198.51.100.7/24 REJECT\n203.0.113.0/24 REJECT\n");
        await cli.RunAsync("import", cli.Write("main.cf", $"smtpd_client_restrictions = check_client_access cidr:{table}, reject_rbl_client a.example.org\n"), "--apply");

        Assert.Equal(["203.0.113.0/24"], cli.Settings().BlockList.Select(entry => entry.Address.ToString()));
        Assert.Equal(["192.0.2.0/24"], cli.Settings().AllowList.Select(entry => entry.Address.ToString()));
        Assert.True(cli.Settings().BlockProviders.Single().Enabled);
    }

    [Fact]
    public async Task The_same_refusal_of_several_lines_is_told_once()
    {
        using var cli = new Cli("{}");
        var output = await cli.DoAsync("import", cli.Write("x.cidr", "192.0.2.1 REJECT\n192.0.2.1 REJECT\n192.0.2.1 REJECT\n"), "--from", "postfix-access");
        Assert.Contains("not imported, lines 2, 3: 192.0.2.1 REJECT: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dear Sir or Madam,\n", "none of the")]
    [InlineData("", "it is empty")]
    [InlineData("<!DOCTYPE html><html></html>", "a web page")]
    [InlineData("<a/>", "XML")]
    [InlineData("\0\0\u0006", "not text")]
    [InlineData("Get-IPBlockListProvider | Format-List\n", "PowerShell")]
    [InlineData("FEATURE(`dnsbl', `a.example')dnl\n", "Sendmail")]
    public async Task What_is_not_recognized_is_told_what_it_is_not_and_how_to_say_what_it_is(string text, string what)
    {
        using var cli = new Cli("{}");
        var result = await cli.RunAsync("import", cli.Write("lists.txt", text));
        Assert.NotEqual(0, result.Code);
        Assert.Contains(what, result.Error, StringComparison.Ordinal);
        Assert.Contains("none of these: a settings file of IpBlock", result.Error, StringComparison.Ordinal);
        Assert.Contains("--from: ipblock, exchange, postfix, postfix-access, postfix-master, exim, rspamd, panel, maddy, policyd-weight", result.Error, StringComparison.Ordinal);
        Assert.Equal("{}", cli.SettingsText);
    }
}
