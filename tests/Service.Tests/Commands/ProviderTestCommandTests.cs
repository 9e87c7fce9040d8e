using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ProviderTestCommandTests : IAsyncDisposable
{
    private readonly ScriptedDnsServer _server = ScriptedDnsServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_good_list_passes_with_its_words_and_the_name_asked()
    {
        _server.Zone("bl.test").Lists("127.0.0.2", "127.0.0.2").Text("a test");
        using var cli = Asking("\"ipv6\": false, \"returnCodes\": [ \"127.0.0.2: spam\" ]");
        var output = await cli.DoAsync("provider", "test", "bl");
        Assert.Contains("Listed as 127.0.0.2 (spam), which matches the rule.", output, StringComparison.Ordinal);
        Assert.Contains("Answer text: a test", output, StringComparison.Ordinal);
        Assert.Contains("Not listed, as required.", output, StringComparison.Ordinal);
        Assert.Contains("Asked: 1.0.0.127.bl.test", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_addresses_of_IPv6_keep_their_nibbles()
    {
        _server.Zone("bl.test").Lists("127.0.0.2", "127.0.0.2").Lists("::FFFF:7F00:2", "127.0.0.2");
        using var cli = Asking("\"ipv6\": true");
        var points = await cli.JsonAsync("provider", "test", "bl");
        Assert.Equal(["127.0.0.2", "127.0.0.1", "::FFFF:7F00:2", "::FFFF:7F00:1"], points.Select(point => (string)point["address"]!));
        Assert.All(points, point => Assert.Equal("passed", (string)point["result"]!));
        Assert.StartsWith("2.0.0.0.0.0.f.7.f.f.f.f.0.", (string)points[2]!["question"]!, StringComparison.Ordinal);
        Assert.StartsWith("1.0.0.0.0.0.f.7.f.f.f.f.0.", (string)points[3]!["question"]!, StringComparison.Ordinal);
        Assert.All(points, point => Assert.Equal(1, _server.Queries.Count(query => query.Name == (string)point["question"]! && query.Type == RecordType.A)));
    }

    [Fact]
    public async Task A_list_without_an_entry_of_IPv6_is_doubtful_but_no_failure()
    {
        _server.Zone("bl.test").Lists("127.0.0.2", "127.0.0.2");
        using var cli = Asking("\"ipv6\": true");
        var result = await cli.RunAsync("provider", "test", "bl", "--json");
        Assert.Equal((0, "unsure"), (result.Code, (string)result.Json[2]!["result"]!));
        Assert.Contains("set ipv6 to false", (string)result.Json[2]!["explanation"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_has_lost_its_entries_fails()
    {
        _server.Zone("bl.test");
        using var cli = Asking("\"ipv6\": false");
        var result = await cli.RunAsync("provider", "test", "bl");
        Assert.Equal(1, result.Code);
        Assert.Contains("every list must list this address", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_lists_the_world_fails()
    {
        _server.Zone("bl.test").ListsTheWorld("127.0.0.2");
        using var cli = Asking("\"ipv6\": false");
        var result = await cli.RunAsync("provider", "test", "bl");
        Assert.Equal(1, result.Code);
        Assert.Contains("it lists every address", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_refuses_to_answer_fails_with_the_next_step()
    {
        _server.Zone("bl.test").AnswersAlways("127.255.255.254");
        using var cli = Asking("\"ipv6\": false");
        var result = await cli.RunAsync("provider", "test", "bl", "192.0.2.1");
        Assert.Equal(1, result.Code);
        Assert.Contains("127.255.255.254, which is an error code and not a listing", result.Output, StringComparison.Ordinal);
        Assert.Contains("your own", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_list_is_exit_code_3()
    {
        _server.Zone("bl.test").Silent();
        using var cli = Asking("\"ipv6\": false");
        var result = await cli.RunAsync("provider", "test", "bl", "--json");
        Assert.Equal(3, result.Code);
        Assert.All(result.Json, point => Assert.Equal(("unanswered", "late"), ((string)point["result"]!, (string)point["outcome"]!)));
    }

    [Fact]
    public async Task Name_servers_that_refuse_are_exit_code_3_too()
    {
        using var cli = Asking("\"ipv6\": false"); // bl.test is none of the server's zones
        Assert.Equal(3, (await cli.RunAsync("provider", "test", "bl")).Code);
    }

    [Theory]
    [InlineData("192.0.2.1", 1, "which matches the rule")]
    [InlineData("2001:db8::1", 1, "which matches the rule")]
    [InlineData("192.0.2.2", 0, "Not listed.")]
    [InlineData("192.0.2.3", 0, "which does not match")]
    public async Task One_address_is_looked_up(string address, int code, string words)
    {
        _server.Zone("bl.test").Lists("192.0.2.1", "127.0.0.2").Lists("2001:db8::1", "127.0.0.2").Lists("192.0.2.3", "127.0.0.3");
        using var cli = Asking("\"ipv6\": false");
        var result = await cli.RunAsync("provider", "test", "bl", address);
        Assert.Equal(code, result.Code);
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_address_and_what_is_no_provider_is_an_error()
    {
        using var cli = Asking("\"ipv6\": false");
        Assert.Equal(2, (await cli.RunAsync("provider", "test", "bl", "192.0.2.256")).Code);
        Assert.Equal(2, (await cli.RunAsync("provider", "test", "other")).Code);
    }

    [Fact]
    public async Task An_allow_list_is_tested_by_its_kind()
    {
        _server.Zone("wl.test").Lists("127.0.0.2", "127.0.10.0");
        using var cli = Cli.Asking(_server, "\"allowProviders\": [ { \"name\": \"wl\", \"lookupDomain\": \"wl.test\", \"ipAddressesMatch\": [ \"127.0.[2..9].[2;3]\" ], \"ipv6\": false } ]");
        Assert.Contains("as required. The rule does not match it", await cli.DoAsync("provider", "test", "wl", "--kind", "allow"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Asking bl ...\r             \r")]
    [InlineData(false, "")]
    public async Task Who_waits_at_a_terminal_is_told_for_what(bool terminal, string told)
    {
        _server.Zone("bl.test").Delay(50).Lists("192.0.2.1", "127.0.0.2");
        using var cli = Cli.Asking(_server, """ "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "anyMatch": true } ] """, terminal);
        var result = await cli.RunAsync("provider", "test", "bl", "192.0.2.1");
        Assert.Equal((1, told), (result.Code, result.Error));
    }

    private Cli Asking(string more) => Cli.Asking(
        _server, $$"""  "lookupTimeout": "3s", "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "ipAddressesMatch": [ "127.0.0.2" ], {{more}} } ] """);

    [Fact]
    public async Task Without_a_name_every_provider_that_is_enabled_is_tested()
    {
        _server.Zone("a.test").Lists("127.0.0.2", "127.0.0.2");
        _server.Zone("b.test").ListsTheWorld("127.0.0.2");
        _server.Zone("w.test").Lists("127.0.0.2", "127.0.0.2");
        using var cli = Cli.Asking(_server, """
            "blockProviders": [
                { "name": "A", "lookupDomain": "a.test", "anyMatch": true, "ipv6": false }, { "name": "B", "lookupDomain": "b.test", "anyMatch": true, "ipv6": false },
                { "name": "off", "lookupDomain": "off.test", "anyMatch": true, "enabled": false } ],
            "allowProviders": [ { "name": "W", "lookupDomain": "w.test", "anyMatch": true, "ipv6": false } ]
            """);
        var result = await cli.RunAsync("provider", "test");
        Assert.Equal(1, result.Code);
        Assert.Equal(["Provider", "W", "A", "B"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')[0]));
        Assert.Matches("B +block +failed", result.Output);
        Assert.Equal(0, (await cli.RunAsync("provider", "test", "--kind", "allow")).Code);
        Assert.Equal(["W", "A", "B"], (await cli.JsonAsync("provider", "test")).Select(static one => (string)one["name"]!));
    }

    [Fact]
    public async Task Without_a_provider_there_is_nothing_to_test()
    {
        using var cli = new Cli("{}");
        var result = await cli.RunAsync("provider", "test");
        Assert.Equal(2, result.Code);
        Assert.Contains("no provider is enabled", result.Error, StringComparison.Ordinal);
    }
}
