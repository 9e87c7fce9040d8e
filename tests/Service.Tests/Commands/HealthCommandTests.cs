using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

/// <summary>The commands show what the service or the agent has written down about the lists, and check decides as these do.</summary>
public sealed class HealthCommandTests : IAsyncLifetime
{
    private const string Lists = """
        "blockProviders": [
          { "name": "Dead", "lookupDomain": "dead.test", "anyMatch": true },
          { "name": "Mad", "lookupDomain": "mad.test", "anyMatch": true },
          { "name": "Well", "lookupDomain": "well.test", "anyMatch": true } ]
        """;

    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();

    public ValueTask InitializeAsync()
    {
        _dns.Zone("dead.test").ListsTheWorld("127.0.0.2");
        _dns.Zone("mad.test").ListsTheWorld("127.0.0.2");
        _dns.Zone("well.test");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _dns.DisposeAsync();

    [Fact]
    public async Task A_suspended_and_a_braked_list_are_shown_with_the_reason()
    {
        using var cli = Known();
        var lines = (await cli.DoAsync("provider", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(" silent ", lines[1], StringComparison.Ordinal);
        Assert.Contains(" braked ", lines[2], StringComparison.Ordinal);
        Assert.Contains(" not known ", lines[3], StringComparison.Ordinal);
        var shown = await cli.DoAsync("provider", "show", "dead");
        Assert.Contains("silent (no answer in time). Look there.", string.Join(' ', shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        var json = await cli.JsonAsync("provider", "show", "mad");
        Assert.Equal((true, "it lists everybody"), ((bool)json["health"]!["braked"]!, (string)json["health"]!["brakedWhy"]!));
    }

    [Fact]
    public async Task Check_leaves_out_the_one_lets_the_other_only_report_and_says_so()
    {
        using var cli = Known();
        var result = await cli.RunAsync("check", "198.51.100.1");
        Assert.Equal(0, result.Code);
        Assert.Equal(0, _dns.CountUnder("dead.test"));
        Assert.Contains("suspended since 2026-03-04", result.Output, StringComparison.Ordinal);
        Assert.Contains("braked since 2026-03-05", result.Output, StringComparison.Ordinal);
        Assert.Contains("would be rejected: 550 5.7.1 198.51.100.1 has been blocked by connection filter rule Mad", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_lists_that_are_not_suspended_give_no_answer_nothing_is_known()
    {
        _dns.Zone("mad.test").ServFail();
        _dns.Zone("well.test").ServFail();
        using var cli = Known("\"lookupTimeout\": \"3s\", ");
        Assert.Equal(3, (await cli.RunAsync("check", "198.51.100.1")).Code);
        Assert.StartsWith("198.51.100.1     unknown  no list has answered", (await cli.RunAsync("check", "198.51.100.1", "198.51.100.2")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_health_turned_off_nobody_is_left_out()
    {
        using var cli = Known("\"health\": { \"enabled\": false }, ");
        Assert.Equal(1, (await cli.RunAsync("check", "198.51.100.1")).Code);
        Assert.DoesNotContain("silent", await cli.DoAsync("provider", "list"), StringComparison.Ordinal);
    }

    private Cli Known(string more = "")
    {
        var cli = Cli.Asking(_dns, more + Lists);
        Directory.CreateDirectory(Path.Combine(cli.Folder, "log"));
        File.WriteAllText(Path.Combine(cli.Folder, "log", "health.json"), $$"""
            { "version": 1, "seed": "1", "regulars": "", "lists": [
              { "id": "{{Id("dead.test")}}", "state": "Silent", "since": "2026-03-04T12:00:00Z", "answered": "no answer in time", "nextStep": "Look there.", "testEntrySeen": true },
              { "id": "{{Id("mad.test")}}", "state": "Healthy", "testEntrySeen": true, "brakedSince": "2026-03-05T12:00:00Z", "brakedWhy": "it lists everybody" } ] }
            """);
        return cli;
    }

    private static string Id(string domain) => "block-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(domain)))[..16];
}
