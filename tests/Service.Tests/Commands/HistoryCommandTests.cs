using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Manual;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class HistoryCommandTests
{
    [Fact]
    public async Task Changes_are_listed_the_newest_first_shown_and_undone()
    {
        using var cli = new Cli("{}\n");
        await cli.DoAsync("entry", "add", "192.0.2.1");
        await cli.DoAsync("config", "set", "lookup", "sequential");
        await File.AppendAllTextAsync(cli.SettingsPath, "// mine\n", TestContext.Current.CancellationToken);
        var lines = (await cli.DoAsync("config", "history")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Change", lines[0]);
        Assert.Equal(["3", "2", "1"], lines[1..].Select(static line => line.Split(' ')[0]));
        Assert.Contains("manually", lines[1]);
        Assert.Contains("only comments or the layout", lines[1]);
        Assert.Contains("ipblock 0.", lines[2]);
        Assert.Contains("lookup: set to sequential", lines[2]);
        Assert.Contains("blockList[192.0.2.1]: set to 192.0.2.1", await cli.DoAsync("config", "diff", "1"));
        Assert.Equal("Changes 1 to 2:\n  lookup: set to sequential\n  blockList[192.0.2.1]: set to 192.0.2.1\n", await cli.DoAsync("config", "diff", "1", "2"));
        Assert.Equal("Change 1 was undone. To restore it, run ipblock config undo 4\n", await cli.DoAsync("config", "undo", "1"));
        Assert.Empty(cli.Settings().BlockList);
        Assert.Contains("undoes 1: blockList[192.0.2.1]: removed, was 192.0.2.1", await cli.DoAsync("config", "history", "-n", "1"));
    }

    [Fact]
    public async Task Scripts_get_every_change_with_its_properties()
    {
        using var cli = new Cli("{}\n");
        Assert.Equal(1, (int?)(await cli.JsonAsync("config", "set", "lookup", "sequential"))["change"]);
        var change = Assert.Single(await cli.JsonAsync("config", "history"));
        Assert.Equal((1, false), ((int)change["change"]!, (bool)change["byHand"]!));
        var property = change["changes"]![0]!;
        Assert.Equal(("lookup", null, "sequential"), ((string?)property["path"], (string?)property["old"], (string?)property["new"]));
        Assert.Equal((1, 2), ((int?)(await cli.JsonAsync("config", "undo"))["undoes"], (int?)(await cli.JsonAsync("config", "history"))[0]!["change"]));
    }

    [Fact]
    public async Task What_cannot_be_shown_or_undone_is_refused_with_the_reason()
    {
        using var cli = new Cli("{}\n");
        Assert.Equal("There are no changes yet: the history starts with the next change.\n", await cli.DoAsync("config", "history"));
        foreach (var words in new[] { "config diff", "config diff 3", "config undo", "config undo 3", "config history -n 0" })
        {
            var result = await cli.RunAsync(words.Split(' '));
            Assert.Equal((2, ""), (result.Code, result.Output));
            Assert.NotEmpty(result.Error);
        }

        await cli.DoAsync("config", "set", "lookup", "sequential");
        await cli.DoAsync("config", "set", "lookup", "parallel");
        Assert.Contains("lookup was changed again by change 2", (await cli.RunAsync("config", "undo", "1")).Error);
        Assert.Contains("older number first", (await cli.RunAsync("config", "diff", "2", "1")).Error);
        await cli.DoAsync("config", "undo", "1", "--force");
        Assert.Equal(default, cli.Settings().Lookup);
    }

    [Fact]
    public void Every_command_that_changes_the_settings_has_a_dry_run() => Assert.Equal(
        [
            "ipblock catalog update", "ipblock config set", "ipblock config undo", "ipblock entry add", "ipblock entry remove", "ipblock exception add", "ipblock exception remove", "ipblock import", "ipblock lists add",
            "ipblock lists remove", "ipblock lists set", "ipblock log exempt", "ipblock policy add", "ipblock policy disable", "ipblock policy enable", "ipblock policy move", "ipblock policy remove", "ipblock policy set",
            "ipblock provider add", "ipblock provider disable", "ipblock provider enable", "ipblock provider move", "ipblock provider remove", "ipblock provider set",
        ],
        CommandManual.Commands.Where(static one => one.Command.Options.Any(static option => option.Name == "--dry-run")).Select(static one => one.Words).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("config set lookup sequential", "lookup: set to sequential")]
    [InlineData("config set dns.servers --default", "dns.servers: removed, was 192.0.2.53")]
    [InlineData("entry add 192.0.2.9 --comment why", "blockList[192.0.2.9]: set to { \"address\": \"192.0.2.9\", \"comment\": \"why\" }")]
    [InlineData("entry remove 192.0.2.1", "blockList[192.0.2.1]: removed, was 192.0.2.1")]
    [InlineData("exception add postmaster@*", "exceptions.recipients[postmaster@*]: set to postmaster@*")]
    [InlineData("exception remove 192.0.2.7", "exceptions.clients[192.0.2.7]: removed, was 192.0.2.7")]
    [InlineData("provider set A --status-code 551", "blockProviders[A].statusCode: set to 551")]
    [InlineData("provider disable A", "blockProviders[A].enabled: set to false")]
    [InlineData("provider enable B", "blockProviders[B].enabled: false -> true")]
    [InlineData("provider move B up", "blockProviders (order): A, B -> B, A")]
    [InlineData("provider remove B", "blockProviders[B]: removed, was")]
    [InlineData("provider add C --lookup-domain c.test --any-match true", "blockProviders[C]: set to")]
    [InlineData("lists add own --file own.txt", "lists[own]: set to")]
    [InlineData("lists set drop --status-code 551", "lists[drop].statusCode: set to 551")]
    [InlineData("lists remove drop", "lists[drop]: removed, was")]
    [InlineData("import FILE", "lookup: set to sequential")]
    public async Task A_dry_run_shows_the_properties_and_changes_nothing(string words, string shown)
    {
        using var cli = new Cli("""
            {
              "blockProviders": [ { "name": "A", "lookupDomain": "a.test", "anyMatch": true }, { "name": "B", "lookupDomain": "b.test", "anyMatch": true, "enabled": false } ],
              "blockList": [ "192.0.2.1" ], "exceptions": { "clients": [ "192.0.2.7" ] }, "dns": { "servers": [ "192.0.2.53" ] },
              "lists": [ { "name": "drop", "file": "drop.txt" } ]
            }
            """);
        var before = cli.SettingsText;
        var arguments = words.Replace("FILE", cli.Write("new.json", "{ \"lookup\": \"sequential\" }"), StringComparison.Ordinal).Split(' ');
        var said = await cli.DoAsync([.. arguments, "--dry-run"]);
        Assert.StartsWith("Would change:\n", said);
        Assert.Contains("  " + shown, said);
        var json = await cli.JsonAsync([.. arguments, "--dry-run"]);
        Assert.Equal((false, true), ((bool)json["changed"]!, (bool)json["dryRun"]!));
        Assert.NotEmpty((JArray)json["changes"]!);
        Assert.Equal(before, cli.SettingsText);
        Assert.Equal(["ipblock.json", "new.json"], Directory.GetFiles(cli.Folder).Select(Path.GetFileName).Append("new.json").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(0, (await cli.RunAsync(arguments)).Code);
        Assert.NotEqual(before, cli.SettingsText);
    }

    [Fact]
    public async Task A_dry_run_refuses_what_would_be_refused()
    {
        using var cli = new Cli("{}\n");
        var dry = await cli.RunAsync("entry", "remove", "192.0.2.1", "--dry-run");
        var wet = await cli.RunAsync("entry", "remove", "192.0.2.1");
        Assert.Equal(wet, dry);
        Assert.Equal(2, dry.Code);
        Assert.Equal("Would change: nothing.\n", await cli.DoAsync("config", "set", "lookup", "--default", "--dry-run"));
    }

    [Fact]
    public async Task A_history_that_cannot_be_written_is_said_and_the_change_is_made()
    {
        using var cli = new Cli("{}\n");
        cli.Write("ipblock.json.history", "in the way");
        var result = await cli.RunAsync("config", "set", "lookup", "sequential");
        Assert.Equal((0, "lookup is now sequential.\n"), (result.Code, result.Output));
        Assert.Contains("was not added to the history", result.Error);
    }
}
