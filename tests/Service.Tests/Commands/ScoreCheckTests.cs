using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

/// <summary>What <c>ipblock check</c> says of scores and of recipient policies.</summary>
public sealed class ScoreCheckTests : IAsyncDisposable
{
    private const string Lists = """
        "lookupTimeout": "3s", "verdict": "score", "thresholds": { "reject": 3, "defer": 2, "mark": 1, "allow": -1 },
        "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true, "score": -2 } ],
        "blockProviders": [
            { "name": "first", "lookupDomain": "first.test", "anyMatch": true, "score": 2, "scores": { "127.0.0.9": 4 } },
            { "name": "second", "lookupDomain": "second.test", "anyMatch": true },
            { "name": "hard", "lookupDomain": "hard.test", "anyMatch": true, "score": 5, "onlyInPolicies": true } ],
        "recipientPolicies": [
            { "name": "Sales", "recipients": [ "sales@example.com" ], "thresholds": { "reject": 9, "mark": 3 }, "addProviders": [ "hard" ] },
            { "name": "Trial", "recipients": [ "trial@example.com" ], "mode": "report" },
            { "name": "First match", "recipients": [ "old@example.com" ], "verdict": "firstMatch", "rejectionResponse": "old times" } ]
        """;

    private readonly ScriptedDnsServer _server = ScriptedDnsServer.Start();

    public ScoreCheckTests()
    {
        foreach (var zone in new[] { "good.test", "first.test", "second.test", "hard.test" })
            _server.Zone(zone);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Each_list_shows_what_it_added_and_the_sum_stands_against_the_thresholds()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        _server.Zone("second.test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9");
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Matches("block provider first +added 2 +listed: 127.0.0.2", result.Output);
        Assert.Matches("block provider second +added 1 +listed: 127.0.0.2", result.Output);
        Assert.Matches("block provider hard +not queried +onlyInPolicies is true: hard is used only in a policy that adds it", result.Output);
        Assert.Matches("score +decided +sum 3: first 2, second 1\n +reject from 3, defer from 2, mark from 1, allow down from -1\n", result.Output);
        Assert.Matches("Because +the scores add up to 3, which reaches the threshold reject \\(3\\)\n", result.Output);
        Assert.Matches("Sent at +each recipient\n", result.Output);
        Assert.Matches("But +for recipients of the policy Sales: mark \\(--recipient\\)\n", result.Output);
        Assert.Matches("But +for recipients of the policy Trial: accept, and report 550 5.7.1 203.0.113.9 has been blocked by connection filter rule first \\(--recipient\\)\n", result.Output);
        Assert.DoesNotContain("policy First match", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "accept", "none", 0, "sum 0: nothing was added")]
    [InlineData("", "second", "mark", "score", 1, "sum 1: second 1")]
    [InlineData("", "first", "defer", "score", 2, "sum 2: first 2")]
    [InlineData("good", "first", "accept", "none", 0, "sum 0: good -2, first 2")]
    [InlineData("good", "", "accept", "score", -2, "sum -2: good -2")]
    public async Task In_JSON_it_is_the_same(string allow, string block, string action, string rule, double sum, string detail)
    {
        foreach (var zone in new[] { allow, block }.Where(zone => zone.Length > 0))
            _server.Zone(zone + ".test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists);
        var result = await cli.RunAsync("check", "203.0.113.9", "--json");
        var verdict = result.Json["verdict"]!;
        Assert.Equal((action, rule, sum), ((string)verdict["action"]!, (string)verdict["rule"]!, (double)verdict["score"]!));
        var score = result.Json["rules"]!.Single(step => (string)step["rule"]! == "score");
        Assert.StartsWith(detail + "\n", (string)score["detail"]!, StringComparison.Ordinal);
        Assert.Equal(3, (double)result.Json["thresholds"]!["reject"]!);
        Assert.Equal(action is "defer" ? 1 : 0, result.Code);
    }

    [Fact]
    public async Task A_recipient_is_judged_by_its_policy_from_the_same_answers()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        _server.Zone("hard.test").Lists("203.0.113.9", "127.0.0.2");
        using var cli = Cli.Asking(_server, Lists);
        var sales = await cli.JsonAsync("check", "203.0.113.9", "--recipient", "sales@example.com");
        Assert.Equal(("Sales", "mark", 7.0), ((string)sales["policy"]!, (string)sales["outcome"]!, (double)sales["verdict"]!["score"]!));
        Assert.Empty(sales["otherwiseFor"]!);
        var old = await cli.JsonAsync("check", "203.0.113.9", "--recipient", "old@example.com");
        Assert.Equal(("First match", "reject", "550 5.7.1 old times"), ((string)old["policy"]!, (string)old["outcome"]!, (string)old["verdict"]!["reply"]!));
        Assert.DoesNotContain(old["rules"]!, step => (string)step["rule"]! == "score");
        Assert.Equal("it is not used in the policy First match", (string)old["providers"]!.Single(step => (string)step["name"]! == "hard")["detail"]!);
        Assert.Matches("Policy +Sales\n", (await cli.RunAsync("check", "203.0.113.9", "--recipient", "sales@example.com")).Output);
    }

    [Fact]
    public async Task No_policy_counts_for_a_client_that_is_exempt()
    {
        using var cli = Cli.Asking(_server, "\"allowList\": [ \"203.0.113.9\" ], " + Lists);
        var output = (await cli.RunAsync("check", "203.0.113.9", "--recipient", "sales@example.com")).Output;
        Assert.Matches("Policy +Sales contains the recipient, but policies do not apply to this client\n", output);
    }

    [Fact]
    public async Task Where_every_policy_rejects_the_client_is_rejected_at_connect()
    {
        _server.Zone("first.test").Lists("203.0.113.9", "127.0.0.2");
        const string Strict = """
            "lookupTimeout": "3s", "blockProviders": [ { "name": "first", "lookupDomain": "first.test", "anyMatch": true } ],
            "recipientPolicies": [ { "name": "Stricter", "recipients": [ "a@example.com" ], "rejectionResponse": "no" } ]
            """;
        using var cli = Cli.Asking(_server, Strict);
        Assert.Equal("connect", (string)(await cli.JsonAsync("check", "203.0.113.9"))["verdict"]!["saidAt"]!);
    }
}
