using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ProviderCommandTests
{
    private const string Two = """
        { "blockProviders": [
            { "name": "One", "lookupDomain": "one.test", "anyMatch": true },
            { "name": "Two", "lookupDomain": "two.test", "ipAddressesMatch": [ "127.0.0.2" ], "enabled": false } ],
          "allowProviders": [ { "name": "Good", "lookupDomain": "good.test", "bitmaskMatch": "0.0.0.4" } ] }
        """;

    [Fact]
    public async Task Providers_are_listed_in_order_with_what_matches()
    {
        using var cli = new Cli(Two);
        var lines = (await cli.DoAsync("provider", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["#  Name  Lookup domain  Enabled  State        Matches", "1  One   one.test       yes      not known    any code", "2  Two   two.test       no       not queried  127.0.0.2"], lines);
        Assert.Contains("mask 0.0.0.4", await cli.DoAsync("provider", "list", "--kind", "allow"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Providers_are_listed_as_JSON()
    {
        using var cli = new Cli(Two);
        var list = await cli.JsonAsync("provider", "list");
        Assert.Equal(["One", "Two"], list.Select(one => (string)one["name"]!));
        Assert.Equal((1, true, "one.test", true), ((int)list[0]!["priority"]!, (bool)list[0]!["enabled"]!, (string)list[0]!["lookupDomain"]!, (bool)list[0]!["anyMatch"]!));
        Assert.Equal(["127.0.0.2"], list[1]!["ipAddressesMatch"]!.Values<string>());
    }

    [Fact]
    public async Task An_empty_list_points_to_the_catalogue()
    {
        using var cli = new Cli("{}");
        Assert.Contains("catalog list", await cli.DoAsync("provider", "list"), StringComparison.Ordinal);
        Assert.Empty(await cli.JsonAsync("provider", "list"));
    }

    [Fact]
    public async Task One_provider_is_shown_by_its_name_in_any_case()
    {
        using var cli = new Cli(Two);
        Assert.Contains("550 5.7.1 %0 has been blocked", await cli.DoAsync("provider", "show", "one"), StringComparison.Ordinal);
        var good = await cli.JsonAsync("provider", "show", "GOOD", "--kind", "allow");
        Assert.Equal(("Good", "allow", JTokenType.Null), ((string)good["name"]!, (string)good["kind"]!, good["rejectionResponse"]!.Type));
    }

    [Theory]
    [InlineData("Good", "--kind allow")]
    [InlineData("Three", "the names are One, Two")]
    public async Task A_name_that_does_not_exist_is_an_error_that_says_which_do(string name, string cure)
    {
        using var cli = new Cli(Two);
        var result = await cli.RunAsync("provider", "show", name);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(cure, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_the_catalogue_is_added_with_its_codes_and_the_page_for_removal()
    {
        using var cli = new Cli();
        Assert.Contains("provider test 'SpamCop'", await cli.DoAsync("provider", "add", "spamcop"), StringComparison.Ordinal);
        var added = Assert.Single(cli.Settings().BlockProviders);
        Assert.Equal(("SpamCop", "bl.spamcop.net", "127.0.0.2", true, true),
            (added.Name, added.LookupDomain.Reveal(), Assert.Single(added.IpAddressesMatch).ToString(), added.Enabled, added.IPv6));
        Assert.Equal(("https://www.spamcop.net/bl.shtml?%0", "%0 is listed by %1 (%4); for removal see %7"), (added.RemovalPage, added.RejectionResponse));
        await cli.DoAsync("provider", "set", "SpamCop", "--removal-page", "https://example.org/?ip=%0");
        Assert.Equal("https://example.org/?ip=%0", cli.Settings().BlockProviders[0].RemovalPage);
    }

    [Fact]
    public async Task A_list_of_the_catalogue_takes_another_name_place_and_reply_and_may_be_added_disabled()
    {
        using var cli = new Cli(Two);
        await cli.DoAsync("provider", "add", "SPAMCOP", "--name", "Cop", "--disabled", "--priority", "1", "--rejection-response", "no, %0", "--any-match");
        var added = cli.Settings().BlockProviders[0];
        Assert.Equal(("Cop", false, "no, %0", true, 0), (added.Name, added.Enabled, added.RejectionResponse, added.AnyMatch, added.IpAddressesMatch.Count));
    }

    [Fact]
    public async Task An_allow_list_of_the_catalogue_becomes_an_allow_provider()
    {
        using var cli = new Cli();
        await cli.DoAsync("provider", "add", "dnswl");
        Assert.Equal("list.dnswl.org", Assert.Single(cli.Settings().AllowProviders).LookupDomain.Reveal());
        Assert.Empty(cli.Settings().BlockProviders);
    }

    [Fact]
    public async Task A_key_becomes_part_of_the_domain_and_is_not_shown()
    {
        using var cli = new Cli();
        await cli.DoAsync("provider", "add", "spamhaus-dqs", "--key", "abcdefghijklmnopqrstuvwxyz");
        Assert.Equal("abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net", cli.Settings().BlockProviders[0].LookupDomain.Reveal());
        Assert.True((bool)(await cli.JsonAsync("provider", "show", "Spamhaus ZEN"))["hasKey"]!);
    }

    [Theory]
    [InlineData("needs|spamhaus-dqs", "--key")]
    [InlineData("spamcop|--key|secret", "does not use a key")]
    [InlineData("dnswl|--kind|block", "kind allow")]
    [InlineData("nowhere", "the catalogue has no entry 'nowhere'")]
    [InlineData("own|--lookup-domain|own.test|--key|k", "--public-name")]
    [InlineData("own|--lookup-domain|own.test", "--any-match")]
    [InlineData("own|--lookup-domain|own.test|--any-match|--status-code|250", "400")]
    [InlineData("own|--lookup-domain|own.test|--any-match|--status-code|much", "much")]
    [InlineData("own|--lookup-domain|own test|--any-match", "a space")]
    [InlineData("own|--kind|grey", "grey")]
    [InlineData("old|--lookup-domain|dnsbl.ahbl.org|--any-match", "lists every address (reported 2015-01-01); to add it anyway, use --force")]
    [InlineData("old|--lookup-domain|bl.nszones.com|--any-match|--kind|allow", "stolen")]
    [InlineData("old|--lookup-domain|SPAMRBL.imp.ch.|--any-match", "spamrbl.imp.ch has a new name: use spamrbl.swinog.ch")]
    [InlineData("old|--lookup-domain|key.dbl.dq.spamhaus.net|--any-match", "ipblock: dq.spamhaus.net is not added: it lists domains")]
    public async Task What_cannot_be_added_is_refused_with_the_reason_and_leaves_no_file(string words, string reason)
    {
        using var cli = new Cli();
        var result = await cli.RunAsync(["provider", "add", .. words.Replace("needs|", "", StringComparison.Ordinal).Split('|')]);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(cli.SettingsPath));
    }

    [Theory]
    [InlineData("dnsbl.ahbl.org", true, "lists every address")]
    [InlineData("ix.dnsbl.manitu.net", false, "lists nobody (reported 2025-01-16)")]
    [InlineData("dnsbl.inps.de", false, "the operator has closed it")]
    [InlineData("ips.backscatterer.org", false, "empty sender")]
    public async Task A_zone_that_should_not_be_asked_is_added_with_a_warning_and_one_that_rejects_everybody_only_by_force(string zone, bool needsForce, string warning)
    {
        using var cli = new Cli();
        var added = await cli.RunAsync(["provider", "add", "old", "--lookup-domain", zone, "--any-match", .. needsForce ? new[] { "--force" } : []]);
        Assert.Equal(0, added.Code);
        Assert.Contains("warning: blockProviders[0].lookupDomain: " + zone + ": ", added.Error, StringComparison.Ordinal);
        Assert.Contains(warning, added.Error, StringComparison.Ordinal);
        Assert.Contains(warning, (await cli.RunAsync("config", "validate")) is var checkedSettings ? checkedSettings.Output + checkedSettings.Error : "", StringComparison.Ordinal);
        await cli.DoAsync("provider", "disable", "old");
        var disabled = await cli.RunAsync("config", "validate");
        Assert.DoesNotContain(warning, disabled.Output + disabled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_the_sites_own_catalogue_is_added_and_a_broken_overlay_is_told_and_in_nobodys_way()
    {
        using var cli = new Cli();
        var folder = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(cli.SettingsPath)!, "catalogue.d");
        System.IO.Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(System.IO.Path.Combine(folder, "own.json"), """
            { "format": 1, "lists": [ { "id": "own", "name": "Our own", "kind": "block", "zone": "bl.example.org", "about": "Sources of spam.", "codes": ["127.0.0.2: listed"],
              "responses": ["127.0.0.2"], "score": 1, "ipv6": true, "testPoints": null, "lastProbed": null,
              "sources": [ { "facts": ["zone", "codes", "responses", "score", "ipv6", "testPoints"], "source": "us", "date": "2026-11-28" } ] } ] }
            """);
        System.IO.File.WriteAllText(System.IO.Path.Combine(folder, "broken.json"), "{ \"format\": 1,\n  \"lists\": [ { } ] }");
        var result = await cli.RunAsync("provider", "add", "own");
        Assert.Equal(0, result.Code);
        Assert.Contains("broken.json:2:", result.Error, StringComparison.Ordinal);
        var added = Assert.Single(cli.Settings().BlockProviders);
        Assert.Equal(("Our own", "bl.example.org", ProbeKind.Alive), (added.Name, added.LookupDomain.Reveal(), added.Probe));
        Assert.Contains("Our own", (await cli.RunAsync("catalog", "show", "own")).Output, StringComparison.Ordinal);
        Assert.Contains("\nown ", (await cli.RunAsync("catalog", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await cli.RunAsync("provider", "add", "spamcop")).Code);
    }

    [Fact]
    public async Task Every_property_can_be_given_as_an_option()
    {
        using var cli = new Cli();
        await cli.DoAsync("provider", "add", "own", "--lookup-domain", "key.own.test", "--public-name", "own.test", "--bitmask-match", "0.0.0.4",
            "--ip-addresses-match", "127.0.0.2", "--ip-addresses-match", "127.0.0.[7;9]", "--return-code", "127.0.0.2: spam", "--return-code", "127.0.0.7: worm",
            "--rejection-response", "%0: %5", "--status-code", "450", "--enhanced-code", "4.7.2", "--on-failure", "defer", "--ipv4", "true", "--ipv6", "false");
        var own = Assert.Single(cli.Settings().BlockProviders);
        Assert.Equal(("own", "key.own.test", "own.test"), (own.Name, own.LookupDomain.Reveal(), own.PublicName));
        Assert.Equal(("0.0.0.4", "127.0.0.2 127.0.0.[7;9]"), (own.BitmaskMatch.ToString(), string.Join(' ', own.IpAddressesMatch)));
        Assert.Equal(["127.0.0.2: spam", "127.0.0.7: worm"], own.ReturnCodes.Select(code => code.ToString()));
        Assert.Equal(("%0: %5", 450, "4.7.2", OnFailure.Defer, true, false), (own.RejectionResponse, own.StatusCode, own.EnhancedCode, own.OnFailure, own.IPv4, own.IPv6));
    }

    [Fact]
    public async Task What_is_not_given_stays_and_what_is_unset_has_its_default()
    {
        using var cli = new Cli(Two);
        await cli.DoAsync("provider", "set", "two", "--name", "Second", "--status-code", "451", "--priority", "1");
        var second = cli.Settings().BlockProviders[0];
        Assert.Equal(("Second", 451, "127.0.0.2", false), (second.Name, second.StatusCode, second.IpAddressesMatch[0].ToString(), second.Enabled));
        await cli.DoAsync("provider", "set", "Second", "--unset", "statusCode", "--unset", "ipAddressesMatch", "--any-match");
        second = cli.Settings().BlockProviders[0];
        Assert.Equal((550, true, 0), (second.StatusCode, second.AnyMatch, second.IpAddressesMatch.Count));
    }

    [Theory]
    [InlineData("One", "no changes specified; to see the options, run")]
    [InlineData("One|--status-code|450|--unset|statusCode", "both set and unset")]
    [InlineData("One|--unset|nonsense", "nonsense")]
    [InlineData("Onne|--status-code|450", "One")]
    [InlineData("One|--name|two", "'two'")]
    public async Task What_cannot_be_changed_is_refused_with_the_reason(string words, string reason)
    {
        using var cli = new Cli(Two);
        var result = await cli.RunAsync(["provider", "set", .. words.Split('|')]);
        Assert.Equal(2, result.Code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Equal(Two, cli.SettingsText);
    }

    [Fact]
    public async Task A_provider_is_enabled_disabled_and_removed()
    {
        using var cli = new Cli(Two);
        await cli.DoAsync("provider", "enable", "Two");
        await cli.DoAsync("provider", "disable", "One");
        Assert.Equal([false, true], cli.Settings().BlockProviders.Select(provider => provider.Enabled));
        Assert.Contains("already", await cli.DoAsync("provider", "enable", "two"), StringComparison.Ordinal);
        await cli.DoAsync("provider", "remove", "One");
        await cli.DoAsync("provider", "remove", "Good", "--kind", "allow");
        Assert.Equal("Two", Assert.Single(cli.Settings().BlockProviders).Name);
        Assert.Empty(cli.Settings().AllowProviders);
        Assert.Equal(2, (await cli.RunAsync("provider", "remove", "One")).Code);
    }

    [Theory]
    [InlineData("Two", "up", "Two One")]
    [InlineData("One", "DOWN", "Two One")]
    [InlineData("Two", "1", "Two One")]
    [InlineData("One", "up", "One Two")]
    public async Task A_provider_is_moved(string name, string to, string order)
    {
        using var cli = new Cli(Two);
        await cli.DoAsync("provider", "move", name, to);
        Assert.Equal(order, string.Join(' ', cli.Settings().BlockProviders.Select(provider => provider.Name)));
    }

    [Theory]
    [InlineData("sideways")]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task A_place_that_is_none_is_refused(string to)
    {
        using var cli = new Cli(Two);
        Assert.Equal(2, (await cli.RunAsync("provider", "move", "One", to)).Code);
    }

    [Fact]
    public async Task A_change_says_as_JSON_whether_anything_was_changed()
    {
        using var cli = new Cli(Two);
        Assert.True((bool)(await cli.JsonAsync("provider", "enable", "Two"))["changed"]!);
        Assert.False((bool)(await cli.JsonAsync("provider", "enable", "Two"))["changed"]!);
    }
}
