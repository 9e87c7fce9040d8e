using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class EntryCommandTests
{
    [Fact]
    public async Task Entries_are_added_to_either_list_with_comment_and_end()
    {
        using var cli = new Cli();
        await cli.DoAsync("entry", "add", "192.0.2.0/24", "--comment", "attack", "--expires", "2126-12-31");
        await cli.DoAsync("entry", "add", "2001:db8::1", "--list", "allow");
        var refused = Assert.Single(cli.Settings().BlockList);
        Assert.Equal(("192.0.2.0/24", "attack", new DateTimeOffset(2127, 1, 1, 0, 0, 0, TimeSpan.Zero)), (refused.Address.ToString(), refused.Comment, refused.Expires));
        Assert.Equal("2001:db8::1", Assert.Single(cli.Settings().AllowList).Address.ToString());
    }

    [Fact]
    public async Task A_duration_counts_from_now()
    {
        using var cli = new Cli();
        var before = DateTimeOffset.UtcNow.AddDays(7).AddSeconds(-1);
        await cli.DoAsync("entry", "add", "192.0.2.1", "--expires", "7d");
        Assert.InRange(cli.Settings().BlockList[0].Expires!.Value, before, DateTimeOffset.UtcNow.AddDays(7));
    }

    [Fact]
    public async Task Entries_are_listed_with_those_that_are_over_marked()
    {
        using var cli = new Cli("""{ "blockList": [ "192.0.2.1", { "address": "192.0.2.2", "comment": "old\u001b[31m", "expires": "2001-01-01T00:00:00Z" } ], "allowList": [ "192.0.2.3" ] }""");
        var lines = (await cli.DoAsync("entry", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^block +192.0.2.2 +2001-01-01T00:00:00Z \(expired\) +old\?\[31m$", lines[2]);
        Assert.Equal(["allow"], (await cli.JsonAsync("entry", "list", "--list", "allow")).Select(entry => (string)entry["list"]!));
        Assert.Equal([false, true, false], (await cli.JsonAsync("entry", "list")).Select(entry => (bool)entry["expired"]!));
    }

    [Fact]
    public async Task No_entries_are_said_to_be_none()
    {
        using var cli = new Cli("{}");
        Assert.Equal("No entries.\n", await cli.DoAsync("entry", "list"));
    }

    [Fact]
    public async Task An_entry_is_removed_from_its_list_alone()
    {
        using var cli = new Cli("""{ "blockList": [ "192.0.2.1" ], "allowList": [ "192.0.2.1" ] }""");
        await cli.DoAsync("entry", "remove", "192.0.2.1", "--list", "allow");
        Assert.Equal((1, 0), (cli.Settings().BlockList.Count, cli.Settings().AllowList.Count));
        await cli.DoAsync("entry", "remove", "192.0.2.1");
        Assert.Empty(cli.Settings().BlockList);
        Assert.Equal(2, (await cli.RunAsync("entry", "remove", "192.0.2.1")).Code);
    }

    [Theory]
    [InlineData("entry|add|0.0.0.0/0")]
    [InlineData("entry|add|::/0|--list|allow")]
    [InlineData("exception|add|0.0.0.0/0")]
    [InlineData("exception|add|::ffff:0.0.0.0/96")]
    [InlineData("entry|add|0.0.0.0-191.255.255.255")]
    public async Task All_addresses_take_a_force(string words)
    {
        using var cli = new Cli("{}");
        var line = words.Split('|');
        var result = await cli.RunAsync(line);
        Assert.Equal(2, result.Code);
        Assert.Matches("covers half of all (public )?IPv", result.Error);
        Assert.Equal("{}", cli.SettingsText);
        await cli.DoAsync([.. line, "--force"]);
        Assert.Contains("\"force\": true", cli.SettingsText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1|--expires|soon", "neither a duration nor a date")]
    [InlineData("192.0.2.1|--expires|2001-01-01", "is in the past")]
    [InlineData("192.0.2|", "192.0.2")]
    [InlineData("::ffff:192.0.2.0/24", "write 192.0.2.0/24")]
    [InlineData("192.0.2.1|--list|grey", "grey")]
    public async Task What_cannot_be_added_is_refused_with_the_reason(string words, string reason)
    {
        using var cli = new Cli("{}");
        var result = await cli.RunAsync(["entry", "add", .. words.Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(2, result.Code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Equal("{}", cli.SettingsText);
    }
}
