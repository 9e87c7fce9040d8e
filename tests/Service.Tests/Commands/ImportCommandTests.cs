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
        Assert.Contains("not carried over, line 6: ", output, StringComparison.Ordinal);
        Assert.Contains("Nothing has been changed", output, StringComparison.Ordinal);
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
}
