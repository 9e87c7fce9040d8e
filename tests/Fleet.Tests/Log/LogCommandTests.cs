using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Fleet.Tests.Serving;
using IpBlock.Fleet.Versions;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Fleet.Tests.Log;

/// <summary>The log of a fleet by the commands, from processes of <c>ipblock serve</c> that decide and upload.</summary>
public sealed class LogCommandTests(Cluster cluster)
{
    [Fact]
    public async Task What_servers_decide_is_read_at_the_administrators_with_the_server_beside_it()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server, """{ "blockList": [ "192.0.2.77" ], "log": { "fleet": "full" } }""");
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await using var one = await RunningServer.StartAsync(fleet, "mx1");
        await using var other = await RunningServer.StartAsync(fleet, "mx2");
        Assert.StartsWith("550 5.7.1", await one.AskAsync("192.0.2.77"));
        await one.AskAsync("192.0.2.1");
        await other.AskAsync("192.0.2.2");
        foreach (var server in new[] { one, other })
        {
            await Waiting.UntilAsync(() => LogOf(server).Contains("192.0.2.", StringComparison.Ordinal), () => "Nothing is logged.", TestFleet.Stop);

            // What starts uploads at once.
            await server.StopAsync();
            await server.ServeAsync();
        }

        await Waiting.UntilAsync(async () => await fleet.AsSuperuserAsync("select count(*) from ipblock.decision") is 3L, () => one.Output + other.Output, stop: TestFleet.Stop);
        var all = (await DoAsync(fleet.Administrator, "log", "--fleet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["mx1", "mx1", "mx2"], all.Select(static line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Contains("mx1", Assert.Single(all, static line => line.Contains("192.0.2.77", StringComparison.Ordinal)));
        Assert.Single((await DoAsync(fleet.Administrator, "log", "--server", "MX1", "--refused")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var json = JObject.Parse((await DoAsync(fleet.Administrator, "log", "--fleet", "--json", "--address", "192.0.2.2", "-n", "5")).Trim());
        Assert.Equal(("mx2", "192.0.2.2"), ((string)json["server"]!, (string)json["client"]!));
        Assert.Contains("--follow reads the log of this server", await DoAsync(fleet.Administrator, 2, "log", "--fleet", "--follow"));
        var stats = JObject.Parse(await DoAsync(fleet.Administrator, "stats", "--fleet", "--since", "1d", "--json"));
        Assert.Equal((3, 1, 2), ((int)stats["decisions"]!, (int)stats["refused"]!, (int)stats["servers"]![0]!["count"]!));
        Assert.Contains("server mx1", await DoAsync(fleet.Administrator, "stats", "--fleet"));
        Assert.StartsWith("3 decisions", await DoAsync(fleet.Administrator, "report", "--fleet"));
        Assert.Equal(3, (int)JObject.Parse(await DoAsync(fleet.Administrator, "replay", "--fleet", "--since", "1d", "--json"))["decisions"]!);
        Assert.Equal(2, (int)JObject.Parse(await DoAsync(fleet.Administrator, "replay", "--server", "mx1", "--since", "1d", "--json"))["decisions"]!);
        Assert.StartsWith("1 decisions", await DoAsync(fleet.Administrator, "report", "--server", "mx2"));
        Assert.Contains("only an administrator of the fleet can read its log", await DoAsync(one.Machine, 2, "log", "--fleet"));
        Assert.Contains("is uploaded to the database of the fleet", one.Output);
    }

    private static string LogOf(RunningServer server)
    {
        var folder = server.Machine.FileOf("log");
        return !Directory.Exists(folder) ? "" : string.Concat(Directory.GetFiles(folder, "IPBLOCK*.log").Select(static path =>
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }));
    }

    private static Task<string> DoAsync(Machine machine, params string[] words) => DoAsync(machine, 0, words);

    private static async Task<string> DoAsync(Machine machine, int expected, params string[] words)
    {
        var (code, output) = await RealProcess.RunAsync("dotnet", [RunningServer.Program, .. words, "--settings", machine.SettingsPath]);
        Assert.True(code == expected, string.Join(' ', words) + "\n" + output);
        return output;
    }
}
