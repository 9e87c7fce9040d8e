using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>The commands, one after the other as an administrator types them, each as a process of its own.</summary>
public sealed class CommandTests(Cluster cluster)
{
    [Fact]
    public async Task A_fleet_is_made_used_and_left_with_the_commands()
    {
        using var admin = new Machine("""{ "lookup": "parallel" }""");
        using var server = new Machine("""{ "mode": "report" }""");
        var database = await cluster.Server.CreateDatabaseAsync();

        Assert.Contains("This server is now the administrator of the fleet", await DoAsync(admin, "fleet", "init", database, "--name", "adm"));
        Assert.Contains("The tables are up to date", await DoAsync(admin, "fleet", "init", database));
        Assert.Contains("The fleet has no settings yet", await DoAsync(admin, "fleet", "history"));
        Assert.Equal("Version 1:\n  lookup: set to parallel\n", await DoAsync(admin, "fleet", "push", "-m", "first"));
        Assert.Equal("No changes: version 1 already contains these settings.\n", await DoAsync(admin, "fleet", "push"));
        var ticket = (await DoAsync(admin, "fleet", "invite", "--group", "canary")).Trim();
        Assert.StartsWith("ipblock fleet join ipblock-ticket-", ticket);

        var joined = await DoAsync(server, "fleet", "join", ticket.Split(' ')[^1], "--name", "mx1");
        Assert.Contains("mx1 is now a member of the fleet.\nIt now uses the settings of version 1. To restore the previous settings, run ipblock fleet leave, and ipblock config undo 1\n", joined);
        Assert.Equal(FilterMode.Enforce, server.Loaded.Mode);
        Assert.Contains("root", (await DoAsync(server, "config", "history")).Replace(Environment.UserName, "root", StringComparison.Ordinal));

        await DoAsync(admin, "config", "set", "lookup", "sequential");
        Assert.Equal("Different on this server:\n  lookup: parallel -> sequential\n", await DoAsync(admin, "fleet", "diff"));
        Assert.StartsWith("Version 2 for group canary:", await DoAsync(admin, "fleet", "push", "--to", "canary"));
        Assert.Contains("The settings are now those of version 2.", await DoAsync(server, "fleet", "pull"));
        Assert.StartsWith("Version 3 undoes version 2:", await DoAsync(admin, "fleet", "undo"));
        await DoAsync(server, "config", "set", "mode", "report");
        Assert.Contains("Changed on this server:\n  mode: set to report", await FailAsync(server, 2, "fleet", "pull"));
        await DoAsync(server, "fleet", "pull", "--merge");
        Assert.Equal((LookupOrder.Parallel, FilterMode.Report), (server.Loaded.Lookup, server.Loaded.Mode));
        Assert.Contains("this requires an administrator of the fleet", await FailAsync(server, 2, "fleet", "push"));

        var history = await DoAsync(admin, "fleet", "history");
        Assert.Contains("undoes 2: lookup: sequential -> parallel", history);
        Assert.Contains("canary", history);
        Assert.Contains("first: lookup: set to parallel", history);
        Assert.Equal("Versions 2 to 3: nothing.\n", await DoAsync(admin, "fleet", "diff", "2", "3"));
        var status = await FailAsync(admin, 1, "fleet", "status");
        Assert.Contains("mx1: no contact yet", status);

        Assert.Contains("This server has left the fleet", await DoAsync(server, "fleet", "leave"));
        Assert.False(File.Exists(server.FileOf("fleet.json")) || File.Exists(server.FileOf("fleet-version.json")));
        var second = (await DoAsync(admin, "fleet", "invite")).Trim();
        await DoAsync(server, "fleet", "join", second.Split(' ')[^1], "--name", "mx2");
        Assert.Contains("mx2 was removed from the fleet", await DoAsync(admin, "fleet", "revoke", "mx2"));
        Assert.Contains("rejected the login", await FailAsync(server, 2, "fleet", "status"));
        Assert.Contains("no member 'mx9'", await FailAsync(admin, 2, "fleet", "revoke", "mx9"));
    }

    private static async Task<string> DoAsync(Machine machine, params string[] words) => await FailAsync(machine, 0, words);

    private static async Task<string> FailAsync(Machine machine, int expected, params string[] words)
    {
        var (code, output) = await RealProcess.RunAsync("dotnet", [RunningServer.Program, .. words, "--settings", machine.SettingsPath]);
        Assert.True(code == expected, string.Join(' ', words) + "\n" + output);
        return output;
    }
}
