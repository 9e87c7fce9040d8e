using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class DoctorCommandTests
{
    private const string Settings = """{ "blockList": [ { "address": "64.0.0.0/7" } ], "lists": [ { "name": "own", "file": "own.txt" } ] }""";

    [Fact]
    public async Task It_shows_areas_what_is_wrong_and_the_next_step_within_80_columns()
    {
        using var cli = new Cli(Settings);
        cli.Write("own.txt", "192.0.2.1\n");
        var result = await cli.RunAsync("doctor");
        Assert.Equal(2, result.Code);
        Assert.StartsWith("CRITICAL: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("""

            Settings: warning
               ! The IP Block list rejects 64.0.0.0/7, which is a large part of the
                 Internet. [settings.wideBlock]
                 > Block smaller networks. To remove this entry, run ipblock entry remove
                   64.0.0.0/7

            Processes: critical
              !! Process not running: 
            """.TrimEnd(), result.Output, StringComparison.Ordinal);
        Assert.Contains("\nLists: healthy\n", result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n').Where(static line => !line.Contains('/', StringComparison.Ordinal)), static line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task As_JSON_each_finding_has_an_id()
    {
        using var cli = new Cli(Settings);
        cli.Write("own.txt", "192.0.2.1\n");
        var result = await cli.RunAsync("doctor", "--json");
        var json = JObject.Parse(result.Output);
        Assert.Equal("critical", (string?)json["severity"]);
        var settings = json["areas"]!.Single(static area => (string?)area["area"] == "settings");
        Assert.Equal("settings.wideBlock", (string?)Assert.Single(settings["findings"]!)["id"]);
        Assert.Equal("64.0.0.0/7", (string?)settings["findings"]![0]!["subject"]);
    }

    // Neither the settings nor the list nor Postfix's files are said to be well or broken: this account cannot know.
    [Fact]
    public async Task What_an_unprivileged_account_cannot_read_is_said_and_not_guessed()
    {
        using var folder = new ScratchFolder();
        var settings = folder.Write("ipblock.json", Settings);
        var list = folder.Write("own.txt", "192.0.2.1\n");
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(list, Owner);
        Assert.Contains("list.hidden", await IdsAsNobodyAsync(settings));

        File.SetUnixFileMode(settings, Owner);
        var ids = await IdsAsNobodyAsync(settings);
        Assert.Equal(["doctor.skipped", "doctor.skipped", "doctor.skipped", "doctor.skipped", "running.hidden", "settings.unreadable"],
            ids.Where(static id => id is not "machine.clockUnkept" && !id.StartsWith("resolver.", StringComparison.Ordinal)));
    }

    private static async Task<string[]> IdsAsNobodyAsync(string settings)
    {
        var program = Path.Combine(Path.GetDirectoryName(typeof(Program).Assembly.Location)!, "ipblock.dll");
        var words = RealProcess.As("nobody", "nogroup", "env", "HOME=/tmp", "dotnet", program, "doctor", "--json", "--settings", settings);
        var (code, output) = await RealProcess.RunAsync(words[0], [.. words.Skip(1)]);
        Assert.True(code is 1 or 2, output);
        return [.. JObject.Parse(output)["areas"]!.SelectMany(static area => area["findings"]!).Select(static finding => (string)finding["id"]!).Order(StringComparer.Ordinal)];
    }
}
