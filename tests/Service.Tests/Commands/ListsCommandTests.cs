using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Feeds;
using IpBlock.Settings;
using IpBlock.Testing.Certificates;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ListsCommandTests : IAsyncDisposable
{
    private readonly Cli _cli = new("{}");
    private readonly Authority _authority = new();
    private FeedServer? _server;

    public async ValueTask DisposeAsync()
    {
        _cli.Dispose();
        _authority.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task Lists_are_added_changed_and_removed()
    {
        Assert.Contains("lists update 'drop'", await _cli.DoAsync("lists", "add", "drop", "--url", "https://lists.example/drop.txt", "--refresh", "12h"), StringComparison.Ordinal);
        _cli.Write("ours.txt", "192.0.2.1\n");
        await _cli.DoAsync("lists", "add", "ours", "--file", "ours.txt", "--kind", "allow", "--priority", "1");
        Assert.Equal(["ours", "drop"], _cli.Settings().Lists.Select(list => list.Name));
        await _cli.DoAsync("lists", "set", "drop", "--mode", "report", "--status-code", "554", "--unset", "refresh", "--priority", "1");
        Assert.Equal(("drop", FilterMode.Report, 554, TimeSpan.FromHours(4)), (_cli.Settings().Lists[0].Name, _cli.Settings().Lists[0].Mode, _cli.Settings().Lists[0].StatusCode, _cli.Settings().Lists[0].Refresh));
        await _cli.DoAsync("lists", "remove", "OURS");
        Assert.Single(_cli.Settings().Lists);
    }

    [Theory]
    [InlineData("lists add x --url http://a.test/", "https://")]
    [InlineData("lists add x", "--file or --url, not both")]
    [InlineData("lists set nobody --mode report", "there is no list 'nobody'")]
    [InlineData("lists set x", "no changes specified; to see the options, run")]
    [InlineData("lists set x --unset nonsense", "a list has no property 'nonsense'")]
    [InlineData("lists show nobody", "none exists yet")]
    [InlineData("lists export nobody", "none exists yet")]
    [InlineData("lists update nobody", "none exists yet")]
    [InlineData("lists update --accept", "--accept requires the name")]
    [InlineData("lists test nobody", "not an IP address")]
    public async Task What_cannot_be_is_said(string line, string why)
    {
        var result = await _cli.RunAsync(line.Split(' '));
        Assert.Equal(2, result.Code);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_says_how_each_list_is()
    {
        _cli.Write("good.txt", "203.0.113.0/24\n203.0.114.1\n");
        _cli.Write("bad.txt", "no list at all\n");
        _cli.Write("ipblock.json", """
            { "lists": [ { "name": "good", "file": "good.txt" }, { "name": "bad", "file": "bad.txt", "kind": "allow" }, { "name": "gone", "file": "gone.txt" },
              { "name": "off", "file": "off.txt", "enabled": false }, { "name": "watched", "file": "good.txt", "mode": "report" }, { "name": "old", "file": "good.txt", "expiresAfter": "1m" },
              { "name": "later", "url": "https://lists.example/a?key=secret" } ] }
            """);
        File.SetLastWriteTimeUtc(Path.Combine(_cli.Folder, "good.txt"), DateTime.UtcNow.AddHours(-1));
        var json = await _cli.JsonAsync("lists", "show");
        Assert.Equal(["active", "unusable", "file missing", "disabled", "reports only", "expired", "not fetched yet"], json.Select(list => (string)list["state"]!));
        Assert.Equal(2, (int)json[0]!["entries"]!);
        Assert.Contains("line 1", (string)json[1]!["trouble"]!, StringComparison.Ordinal);
        var text = await _cli.DoAsync("lists", "show");
        Assert.Contains("https://lists.example/a?...", text, StringComparison.Ordinal);
        Assert.Contains("bad: ", text, StringComparison.Ordinal);
        Assert.Contains("active", await _cli.DoAsync("lists", "show", "GOOD"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_says_which_entries_hold_an_address_and_check_agrees()
    {
        _cli.Write("drop.txt", "203.0.113.0/24\n198.51.100.0/24\n");
        _cli.Write("good.txt", "198.51.100.7\n");
        _cli.Write("ipblock.json", """
            { "blockList": [ { "address": "203.0.113.9", "comment": "ours" }, { "address": "203.0.114.1", "expires": "2020-01-01" } ],
              "lists": [ { "name": "drop", "file": "drop.txt" }, { "name": "good", "file": "good.txt", "kind": "allow" } ] }
            """);
        var both = await _cli.RunAsync("lists", "test", "203.0.113.9", "--json");
        Assert.Equal((1, 2), (both.Code, both.Json.Count()));
        Assert.Equal(["203.0.113.9", "203.0.113.0/24"], both.Json.Select(hit => (string)hit["range"]!));
        Assert.Equal(0, (await _cli.RunAsync("lists", "test", "198.51.100.7")).Code);
        Assert.Equal(1, (await _cli.RunAsync("lists", "test", "198.51.100.8")).Code);
        Assert.Equal(0, (await _cli.RunAsync("lists", "test", "203.0.114.1")).Code);
        Assert.Contains("No list or entry contains 192.0.2.1.", await _cli.DoAsync("lists", "test", "192.0.2.1"), StringComparison.Ordinal);

        var check = await _cli.RunAsync("check", "198.51.100.8");
        Assert.Equal(1, check.Code);
        Assert.Contains("list drop (drop.txt): 198.51.100.0/24", check.Output, StringComparison.Ordinal);
        Assert.Contains("the block list drop contains the client", check.Output, StringComparison.Ordinal);
        var allowed = (await _cli.RunAsync("check", "198.51.100.7", "--json")).Json;
        Assert.Equal(("allowList", "good"), ((string)allowed["verdict"]!["rule"]!, (string)allowed["verdict"]!["list"]!));
    }

    [Fact]
    public async Task Export_prints_what_has_been_understood()
    {
        _cli.Write("a.txt", "203.0.113.128/25 ; b\n203.0.113.0/25\n2001:db8::/32\n198.51.100.1-198.51.100.3\n");
        _cli.Write("ipblock.json", """{ "lists": [ { "name": "a", "file": "a.txt" }, { "name": "gone", "file": "b.txt" } ] }""");
        Assert.Equal("198.51.100.1-198.51.100.3\n203.0.113.0/24\n2001:db8::/32\n", await _cli.DoAsync("lists", "export", "a"));
        Assert.Equal(3, (await _cli.JsonAsync("lists", "export", "a"))["ranges"]!.Count());
        Assert.Contains("not exist", (await _cli.RunAsync("lists", "export", "gone")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_fetches_tells_and_takes_what_was_held_back()
    {
        _server = await FeedServer.StartAsync(_authority.Good());
        _authority.WriteTo(Path.Combine(_cli.Folder, "ca.pem"));
        _cli.Write("ipblock.json", $$"""{ "feeds": { "caFile": "ca.pem" }, "lists": [ { "name": "drop", "url": "{{_server.Url}}" }, { "name": "ours", "file": "a" } ] }""");
        Assert.Contains("new version", await _cli.DoAsync("lists", "update"), StringComparison.Ordinal);
        Assert.Contains("unchanged", await _cli.DoAsync("lists", "update", "drop"), StringComparison.Ordinal);
        Assert.Contains("be fetched", (await _cli.RunAsync("lists", "update", "ours")).Error, StringComparison.Ordinal);

        _server.Answer = FeedServer.Text("10.0.0.0/8\n");
        var held = await _cli.RunAsync("lists", "update", "--json");
        Assert.Equal((1, "held"), (held.Code, (string)held.Json[0]!["result"]!));
        Assert.Contains("a new version is held back: it lists 10.0.0.0/8", await _cli.DoAsync("lists", "show", "drop"), StringComparison.Ordinal);
        Assert.Contains("new version", await _cli.DoAsync("lists", "update", "drop", "--accept"), StringComparison.Ordinal);
        Assert.Equal("10.0.0.0/8\n", await _cli.DoAsync("lists", "export", "drop"));

        _server.Answer = FeedServer.Status(500);
        var failed = await _cli.RunAsync("lists", "update");
        Assert.Equal(3, failed.Code);
        Assert.Contains("500", failed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_of_the_command()
    {
        _cli.Write("ipblock.json", """{ "feeds": { "directory": "/proc/nowhere" }, "lists": [ { "name": "drop", "url": "https://127.0.0.1/" } ] }""");
        Assert.Equal(2, (await _cli.RunAsync("lists", "update")).Code);
    }
}
