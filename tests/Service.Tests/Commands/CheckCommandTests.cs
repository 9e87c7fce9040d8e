using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class CheckCommandTests : IAsyncDisposable
{
    private const string Lists = """
        "lookupTimeout": "3s",
        "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true } ],
        "blockProviders": [
            { "name": "first", "lookupDomain": "first.test", "ipAddressesMatch": [ "127.0.0.[2..4]" ], "returnCodes": [ "127.0.0.2: known spam source" ] },
            { "name": "off", "lookupDomain": "off.test", "anyMatch": true, "enabled": false },
            { "name": "second", "lookupDomain": "second.test", "bitmaskMatch": "0.0.0.4", "ipv6": false } ]
        """;

    private readonly ScriptedDnsServer _server = ScriptedDnsServer.Start();

    public CheckCommandTests()
    {
        foreach (var zone in new[] { "good.test", "first.test", "off.test", "second.test" })
            _server.Zone(zone);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_listed_client_is_refused_with_every_step_that_led_to_it()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2").Text("seen\r\nspamming");
        _server.Zone("second.test").Lists("203.0.113.9", "127.0.0.4");
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9");
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Matches("block provider first +decided +listed: 127.0.0.2 matches ipAddressesMatch 127.0.0.\\[2..4\\]\n", result.Output);
        Assert.Contains("answer: 127.0.0.2 (known spam source)", result.Output, StringComparison.Ordinal);
        Assert.Contains("answer text: seen??spamming", result.Output, StringComparison.Ordinal);
        Assert.Matches("queried: 9.113.0.203.first.test, [0-9.]+ ms, over the network", result.Output);
        Assert.Matches("block provider off +not queried +disabled", result.Output);
        Assert.Matches("block provider second +not reached +queried nevertheless: listed: 127.0.0.4 matches bitmaskMatch 0.0.0.4", result.Output);
        Assert.Matches("Verdict +reject\n", result.Output);
        Assert.Matches("Reply +550 5.7.1 203.0.113.9 has been blocked by connection filter rule first\n", result.Output);
        Assert.Matches("Sent at +connect\n", result.Output);
        Assert.Equal(0, _server.CountUnder("off.test"));
    }

    [Fact]
    public async Task As_listed_it_shows_the_rejection_as_it_would_be_sent_and_that_it_is_made_up()
    {
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9", "--as-listed");
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Matches("block provider first +decided +listed: 127.0.0.2 matches ipAddressesMatch 127.0.0.\\[2..4\\]\n", result.Output);
        Assert.Matches("Simulated +no list was queried \\(--as-listed\\); simulated listing by first, second\n", result.Output);
        Assert.Matches("Reply +550 5.7.1 203.0.113.9 has been blocked by connection filter rule first\n", result.Output);
        Assert.Contains("SIMULATED by --as-listed: the list was not queried", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("queried: ", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, _server.CountUnder("test"));
        var json = await cli.JsonAsync("check", "203.0.113.9", "--as-listed", "second");
        Assert.Equal(["second"], json["asListed"]!["listing"]!.Select(name => (string)name!));
        Assert.All(json["providers"]!.Where(provider => provider["outcome"] is not null), provider => Assert.True((bool)provider["madeUp"]!));
        Assert.Equal(("second", "reject"), ((string)json["verdict"]!["provider"]!, (string)json["verdict"]!["action"]!));
        var many = await cli.RunAsync("check", "203.0.113.9", "10.0.0.1", "--as-listed=first");
        Assert.Equal("203.0.113.9      reject   the block provider first lists the client (simulated)\n10.0.0.1         accept   private network (simulated)\n", many.Output);
        Assert.Equal(JTokenType.Null, (await cli.JsonAsync("check", "203.0.113.9"))["asListed"]!.Type);
        var wrong = await cli.RunAsync("check", "203.0.113.9", "--as-listed", "fist");
        Assert.Equal((2, "ipblock: --as-listed: there is no provider 'fist'; did you mean 'first'?\n"), (wrong.Code, wrong.Error));
    }

    [Fact]
    public async Task The_page_for_removal_is_shown_with_the_clients_address()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists.Replace("\"name\": \"first\",", "\"name\": \"first\", \"removalPage\": \"https://first.test/?ip=%0\", \"rejectionResponse\": \"see %7\",", StringComparison.Ordinal));
        var result = await cli.RunAsync("check", "203.0.113.9");
        Assert.Matches("Reply +550 5.7.1 see https://first.test/\\?ip=203.0.113.9\n", result.Output);
        Assert.Matches("Removal +https://first.test/\\?ip=203.0.113.9\n", result.Output);
        Assert.Equal("https://first.test/?ip=203.0.113.9", (string?)(await cli.JsonAsync("check", "203.0.113.9"))["verdict"]!["removalPage"]);
        Assert.Null((string?)(await cli.JsonAsync("check", "203.0.113.10"))["verdict"]!["removalPage"]);
    }

    [Fact]
    public async Task The_rules_stand_in_the_order_in_which_they_are_heard()
    {
        using var cli = Cli.Asking(_server, Lists);
        var report = await cli.JsonAsync("check", "203.0.113.9");
        Assert.Equal(
            ["filterDisabled", "bypassed", "authenticated", "localPort", "privateNetwork", "clientException", "allowList", "blockList", "dynamicHost", "helo"],
            report["rules"]!.Select(rule => (string)rule["rule"]!));
        Assert.Equal(["good", "first", "off", "second"], report["providers"]!.Select(provider => (string)provider["name"]!));
        Assert.Equal([.. Enumerable.Repeat("passed", 8), "notAsked", "notAsked"], report["rules"]!.Select(rule => (string)rule["result"]!));
        Assert.Equal(("accept", "none", "accept"), ((string)report["verdict"]!["action"]!, (string)report["verdict"]!["rule"]!, (string)report["outcome"]!));
    }

    [Fact]
    public async Task A_client_of_IPv6_is_asked_about_where_the_list_knows_IPv6()
    {
        _server.Zone("first.test").Lists("2001:db8::25", "127.0.0.3");
        using var cli = Cli.Asking(_server, Lists);
        var report = await cli.JsonAsync("check", "2001:DB8::25");
        Assert.Equal(("2001:db8::25", "reject", "first"), ((string)report["client"]!, (string)report["outcome"]!, (string)report["verdict"]!["provider"]!));
        Assert.StartsWith("5.2.0.0.0.", (string)Provider(report, "first")["question"]!, StringComparison.Ordinal);
        Assert.Equal(0, _server.CountUnder("second.test"));
    }

    [Fact]
    public async Task A_list_not_asked_about_IPv6_is_shown_so()
    {
        using var cli = Cli.Asking(_server, Lists);
        var second = Provider(await cli.JsonAsync("check", "2001:db8::25"), "second");
        Assert.Equal(("notAsked", "not queried for this address family"), ((string)second["result"]!, (string)second["detail"]!));
    }

    [Fact]
    public async Task A_listing_under_other_codes_is_shown_as_no_match()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.9");
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9", "--json");
        var first = Provider(result.Json, "first");
        Assert.Equal((0, "passed", "notMatched", "nothing"), (result.Code, (string)first["result"]!, (string)first["outcome"]!, (string)first["matchedBy"]!));
        Assert.Contains("127.0.0.[2..4]", (string)first["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allow_list_decides_before_the_block_lists()
    {
        _server.Zone("good.test").Lists("203.0.113.9", "127.0.0.2");
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9", "--json");
        Assert.Equal((0, "allowProvider", "decided", "notReached"), (result.Code, (string)result.Json["verdict"]!["rule"]!,
            (string)Provider(result.Json, "good")["result"]!, (string)Provider(result.Json, "first")["result"]!));
    }

    [Fact]
    public async Task An_error_code_is_no_listing_and_comes_with_the_next_step()
    {
        _server.Zone("first.test").AnswersAlways("127.255.255.254");
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9", "--json");
        var first = Provider(result.Json, "first");
        Assert.Equal((0, "errorCode"), (result.Code, (string)first["result"]!));
        Assert.Contains("use your own recursive name server", (string)first["detail"]!, StringComparison.Ordinal);
        Assert.Equal(["first"], result.Json["verdict"]!["missing"]!.Values<string>());
    }

    [Fact]
    public async Task A_dead_list_among_others_is_named_and_the_verdict_is_partial()
    {
        _server.Zone("first.test").Silent();
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9");
        Assert.Equal(0, result.Code);
        Assert.Matches("block provider first +no answer +no answer in time", result.Output);
        Assert.Matches("Without +first\n", result.Output);
    }

    [Fact]
    public async Task When_no_list_answers_the_exit_code_is_3()
    {
        foreach (var zone in new[] { "good.test", "first.test", "second.test" })
            _server.Zone(zone).ServFail();
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9", "--json");
        Assert.Equal((3, true), (result.Code, (bool)result.Json["verdict"]!["partial"]!));
        Assert.Contains("ServerFailure", (string)Provider(result.Json, "first")["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_to_come_again_is_not_accepted()
    {
        _server.Zone("first.test").ServFail();
        using var cli = Cli.Asking(_server, Lists + ", \"onFailure\": \"defer\"");
        var result = await cli.RunAsync("check", "203.0.113.9");
        Assert.Equal(1, result.Code);
        Assert.Matches("Because +lists did not answer, and onFailure is defer\n", result.Output);
        Assert.Matches("Reply +451 4.7.1 ", result.Output);
    }

    [Fact]
    public async Task In_sequential_order_lists_behind_the_match_are_not_asked()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists + ", \"lookup\": \"sequential\"");
        var second = Provider(await cli.JsonAsync("check", "203.0.113.9"), "second");
        Assert.Equal(("notReached", "", JTokenType.Null), ((string)second["result"]!, (string)second["detail"]!, second["question"]!.Type));
        Assert.Equal(0, _server.CountUnder("second.test"));
    }

    public static TheoryData<string, string, string, string> RulesBefore => new()
    {
        { "203.0.113.9", "", "\"enabled\": false", "filterDisabled" },
        { "203.0.113.9", "--authenticated", "", "authenticated" },
        { "203.0.113.9", "--local-port|587", "", "localPort" },
        { "10.1.2.3", "", "", "privateNetwork" },
        { "127.0.0.2", "", "", "privateNetwork" },
        { "::1", "", "", "privateNetwork" },
        { "203.0.113.9", "", "\"exceptions\": { \"clients\": [ { \"client\": \"203.0.113.0/24\", \"comment\": \"partner\" } ] }", "clientException" },
        { "203.0.113.9", "", "\"allowList\": [ { \"address\": \"203.0.113.9\", \"comment\": \"office\" } ]", "allowList" },
        { "203.0.113.9", "", "\"blockList\": [ \"203.0.113.9\" ]", "blockList" },
    };

    [Theory]
    [MemberData(nameof(RulesBefore))]
    public async Task A_rule_that_needs_no_list_decides_and_what_follows_is_not_reached(string client, string options, string settings, string rule)
    {
        _server.Zone("first.test").ListsTheWorld("127.0.0.2");
        using var cli = Cli.Asking(_server, Lists + (settings.Length > 0 ? ", " + settings : ""));
        var result = await cli.RunAsync(["check", client, "--json", .. options.Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((rule == "blockList" ? 1 : 0, rule), (result.Code, (string)result.Json["verdict"]!["rule"]!));
        var results = result.Json["rules"]!.Select(step => ((string)step["rule"]!, (string)step["result"]!)).ToList();
        var place = results.FindIndex(step => step.Item1 == rule);
        Assert.All(results.Take(place), step => Assert.Equal("passed", step.Item2));
        Assert.Equal("decided", results[place].Item2);
        Assert.All(results.Skip(place + 1), step => Assert.Equal("notReached", step.Item2));
        Assert.Equal(["notReached", "notReached", "notAsked", "notReached"], result.Json["providers"]!.Select(provider => (string)provider["result"]!));
        Assert.Empty(_server.Queries);
    }

    [Fact]
    public async Task Options_that_exempt_nobody_are_explained()
    {
        using var cli = Cli.Asking(_server, Lists + ", \"exceptions\": { \"exemptAuthenticated\": false, \"exemptPrivateNetworks\": false }");
        var output = (await cli.RunAsync("check", "10.0.0.1", "--authenticated", "--local-port", "25", "--helo", "mx.example")).Output;
        Assert.Contains("the client is authenticated, but exceptions.exemptAuthenticated is false", output, StringComparison.Ordinal);
        Assert.Contains("port 25 is not in exceptions.exemptLocalPorts: 465, 587", output, StringComparison.Ordinal);
        Assert.Contains("exceptions.exemptPrivateNetworks is false", output, StringComparison.Ordinal);
        Assert.Matches("HELO +mx.example", output);
    }

    [Fact]
    public async Task An_end_users_line_is_refused_before_the_block_lists_are_heard()
    {
        _server.Reverse("203.0.113.9", "203-0-113-9.dsl.isp.example");
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists + ", \"dynamicHosts\": { \"enabled\": true }");
        var output = (await cli.RunAsync("check", "203.0.113.9")).Output;
        Assert.Matches("dynamic host +decided +its reverse name 203-0-113-9.dsl.isp.example is typical of an end-user connection \\(it contains the client's address and the word dsl\\)\n", output);
        Assert.Matches("allow provider good +passed[^\0]*dynamic host[^\0]*block provider first +not reached +queried nevertheless: listed", output);
        Assert.Matches("Because +its reverse name 203-0-113-9.dsl.isp.example", output);
    }

    [Theory]
    [InlineData("mail.isp.example", "enforce", "passed +its reverse name mail.isp.example is not rejected \\(it contains the word mail\\)")]
    [InlineData("203-0-113-9.dyn.isp.example", "report", "report only +its reverse name 203-0-113-9.dyn.isp.example is typical of an end-user connection")]
    public async Task A_reverse_name_that_refuses_nobody_is_shown_with_the_reason(string name, string mode, string step)
    {
        _server.Reverse("203.0.113.9", name);
        using var cli = Cli.Asking(_server, Lists + $", \"dynamicHosts\": {{ \"enabled\": true, \"mode\": \"{mode}\" }}");
        var result = await cli.RunAsync("check", "203.0.113.9");
        Assert.Equal(0, result.Code);
        Assert.Matches("dynamic host +" + step, result.Output);
    }

    [Fact]
    public async Task The_HELO_rule_is_heard_last()
    {
        using var cli = Cli.Asking(_server, Lists + ", \"helo\": { \"enabled\": true }");
        var refused = await cli.RunAsync("check", "203.0.113.9", "--helo", "203.0.113.9");
        Assert.Equal(1, refused.Code);
        Assert.Matches("block provider second +passed[^\0]*HELO +decided +the HELO name 203.0.113.9 is an address without brackets", refused.Output);
        Assert.Matches("HELO +passed +no problem found with the name mx.example", (await cli.RunAsync("check", "203.0.113.9", "--helo", "mx.example")).Output);
        Assert.Matches("HELO +passed +not given", (await cli.RunAsync("check", "203.0.113.9")).Output);
    }

    [Fact]
    public async Task A_verified_host_name_speaks_for_a_listed_client()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        _server.Reverse("203.0.113.9", "mx.partner.example");
        _server.Name("mx.partner.example").Address("203.0.113.9");
        using var cli = Cli.Asking(_server, Lists + ", \"exceptions\": { \"clients\": [ \"*.partner.example\" ] }");
        var result = await cli.RunAsync("check", "203.0.113.9", "--json");
        Assert.Equal((0, "clientException", "overruled"), (result.Code, (string)result.Json["verdict"]!["rule"]!, (string)Provider(result.Json, "first")["result"]!));
        Assert.Contains("verified host name", (string)result.Json["rules"]![5]!["detail"]!, StringComparison.Ordinal);
        Assert.Equal("passed", (string)result.Json["rules"]![7]!["result"]!);
    }

    [Fact]
    public async Task A_verified_host_name_speaks_for_a_client_of_the_block_list_too()
    {
        _server.Reverse("203.0.113.9", "mx.partner.example");
        _server.Name("mx.partner.example").Address("203.0.113.9");
        using var cli = Cli.Asking(_server, Lists + ", \"blockList\": [ \"203.0.113.9\" ], \"exceptions\": { \"clients\": [ \"*.partner.example\" ] }");
        var report = await cli.JsonAsync("check", "203.0.113.9");
        Assert.Equal(("accept", "overruled"), ((string)report["outcome"]!, (string)report["rules"]![7]!["result"]!));
        Assert.All(report["providers"]!.Where(provider => (string)provider["name"]! != "off"), provider => Assert.Equal("notReached", (string)provider["result"]!));
    }

    [Theory]
    [InlineData("postmaster@example.com", 0, "accept")]
    [InlineData("user@example.com", 1, "reject")]
    public async Task A_recipient_may_be_exempt(string recipient, int code, string outcome)
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists + ", \"exceptions\": { \"recipients\": [ { \"recipient\": \"postmaster@*\", \"comment\": \"always\" } ] }");
        var result = await cli.RunAsync("check", "203.0.113.9", "--recipient", recipient, "--json");
        Assert.Equal((code, outcome, "reject", "recipient"), (result.Code, (string)result.Json["outcome"]!, (string)result.Json["verdict"]!["action"]!, (string)result.Json["verdict"]!["saidAt"]!));
        Assert.Equal(code == 0 ? "always" : null, (string?)result.Json.SelectToken("recipientException.comment"));
        Assert.Contains(code == 0 ? "is exempt by postmaster@*: accepted" : "is not exempt", (await cli.RunAsync("check", "203.0.113.9", "--recipient", recipient)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.300")]
    [InlineData("mx.example.com")]
    public async Task What_is_no_address_is_an_error(string address)
    {
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", address);
        Assert.Equal((2, "", $"ipblock: '{address}' is not an IP address\n"), (result.Code, result.Output, result.Error));
        Assert.Equal(2, (await cli.RunAsync("check", "192.0.2.1", "--local-port", "70000")).Code);
    }

    [Fact]
    public async Task Without_a_settings_file_there_is_nothing_to_check()
    {
        using var cli = new Cli();
        var result = await cli.RunAsync("check", "192.0.2.1");
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(cli.SettingsPath + ": does not exist; create it", result.Error, StringComparison.Ordinal);
    }

    private static JToken Provider(JToken report, string name) => report["providers"]!.Single(provider => (string)provider["name"]! == name);

    [Fact]
    public async Task Many_clients_are_a_line_each_in_their_order()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        _server.Zone("good.test").Lists("203.0.113.11", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9", "203.0.113.10", "203.0.113.11");
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Equal(
            ["203.0.113.9      reject   the block provider first lists the client", "203.0.113.10     accept   no rule matched", "203.0.113.11     accept   the allow provider good lists the client"],
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, (await cli.RunAsync("check", "203.0.113.10", "203.0.113.11")).Code);
        var lines = (await cli.RunAsync("check", "203.0.113.9", "203.0.113.10", "--json")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["reject", "accept"], lines.Select(static line => (string)JObject.Parse(line)["outcome"]!));
    }

    [Fact]
    public async Task Clients_come_from_the_standard_input_too_and_what_is_none_keeps_no_other_out()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        using var asking = Cli.Asking(_server, Lists);
        using var cli = new Cli(asking.SettingsText) { Input = "# ours\n203.0.113.9\n\n  203.0.113.10 \nnonsense\n" };
        var result = await cli.RunAsync("check", "-");
        Assert.Equal((2, 2), (result.Code, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Equal("ipblock: 'nonsense' is not an IP address\n", result.Error);
        using var empty = new Cli(asking.SettingsText) { Input = "\n" };
        Assert.Contains("no address on standard input", (await empty.RunAsync("check", "-")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_terminal_the_way_through_many_clients_is_shown_and_leaves_nothing_behind()
    {
        using var cli = Cli.Asking(_server, Lists, errorIsTerminal: true);
        var clients = Enumerable.Range(1, 30).Select(static i => "203.0.113." + i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var result = await cli.RunAsync(["check", .. clients]);
        Assert.Contains("12 of 30 ...", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("\r", result.Error, StringComparison.Ordinal);
        Assert.Equal(clients, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')[0]));
    }
}
