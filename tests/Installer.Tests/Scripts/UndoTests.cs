using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>Each command that a script runs is made to fail once, after it has done its work. Afterwards the server is what it was.</summary>
public sealed class UndoTests
{
    [Fact]
    public async Task An_installation_that_fails_at_any_step_is_undone()
    {
        List<string> steps;
        using (var rehearsal = ExchangeServer.Mailbox())
        {
            await rehearsal.SucceedAsync("Install-Agent", "-Restart");
            steps = Steps(rehearsal);
        }

        Assert.True(steps.Count > 12, string.Join('\n', steps));
        foreach (var step in steps)
        {
            using var server = ExchangeServer.Mailbox();
            await FailsWithoutTraceAsync(server, step, "Install-Agent", "-Restart");
        }
    }

    [Fact]
    public async Task An_upgrade_that_fails_at_any_step_leaves_the_version_before()
    {
        List<string> steps;
        using (var rehearsal = await InstalledAsync())
        {
            await rehearsal.SucceedAsync("Install-Agent", "-Restart -Priority 1");
            steps = Steps(rehearsal);
        }

        Assert.Contains("Uninstall-TransportAgent:1", steps);
        foreach (var step in steps)
        {
            using var server = await InstalledAsync();
            await FailsWithoutTraceAsync(server, step, "Install-Agent", "-Restart -Priority 1");
        }
    }

    [Fact]
    public async Task A_removal_that_fails_at_any_step_leaves_the_agent()
    {
        foreach (var step in new[] { "Uninstall-TransportAgent:1", "Restart-Service:1", "Remove-EventLog:1" })
        {
            using var server = await InstalledAsync();
            await FailsWithoutTraceAsync(server, step, "Uninstall-Agent", "-Restart");
        }
    }

    [Fact]
    public async Task A_repair_that_fails_is_undone()
    {
        using var server = await InstalledAsync();
        server.Change(static state =>
        {
            state["agents"]!["FrontEnd"]!.AsArray().RemoveAt(1);
            state["agents"]!["FrontEnd"]![1]!["Priority"] = 2;
        });
        await FailsWithoutTraceAsync(server, "Enable-TransportAgent:1", "Repair-Agent", "-Restart");
    }

    [Fact]
    public async Task A_service_that_does_not_come_up_gets_its_agents_back()
    {
        using var server = await InstalledAsync();
        server.Fail = "Restart-Service:1";
        var output = await server.FailAsync("Install-Agent", "-Restart");
        Assert.Contains("all changes were undone", output);
        Assert.Equal(2, server.Journal.Count(static call => call == "Restart-Service MSExchangeFrontEndTransport"));
        Assert.Equal("Restart-Service MSExchangeFrontEndTransport", server.Journal.Last());
        Assert.Equal("Running", (string)server.State["services"]!["MSExchangeFrontEndTransport"]!["status"]!);
    }

    [Fact]
    public async Task What_cannot_be_undone_is_named()
    {
        using var server = ExchangeServer.Mailbox();
        server.Fail = "Restart-Service:*";
        server.Locked = Path.Combine(server.AgentRoot, "0");
        var output = await server.FailAsync("Install-Agent", "-Restart");
        Assert.Contains("Not all changes could be undone", output);
        Assert.Contains("Restart the service: MSExchangeFrontEndTransport", output);
        Assert.DoesNotContain("Correct these manually:\n  Register", output);
        Assert.Equal(2, server.AgentsOf("FrontEnd").Count());
    }

    private static async Task FailsWithoutTraceAsync(ExchangeServer server, string step, string script, string arguments)
    {
        var before = server.Snapshot();
        server.Fail = step;
        var output = await server.FailAsync(script, arguments);
        Assert.True(output.Contains("all changes were undone", System.StringComparison.Ordinal), step + "\n" + output);
        Assert.True(before == server.Snapshot(), $"{step} left something:\n{before}\n\n{server.Snapshot()}\n\n{output}");
    }

    // An agent of another build at the second place, disabled, and rights that somebody has set: an installation has everything to change.
    private static async Task<ExchangeServer> InstalledAsync()
    {
        var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Priority 2 -Restart");
        var settings = server.SettingsFolder;
        server.Change(state =>
        {
            state["agents"]!["FrontEnd"]![1]!["Enabled"] = false;
            state["services"]!["MSExchangeFrontEndTransport"]!["agents"] = new System.Text.Json.Nodes.JsonArray("Connection Guard", "Recipient Guard");
            state["rights"]![settings] = "read for the help desk";
            state["journal"]!.AsArray().Clear();
        });
        await File.AppendAllTextAsync(Path.Combine(server.Payload, "IpBlock.Common.dll"), "another build");
        return server;
    }

    private static List<string> Steps(ExchangeServer server) =>
        [.. server.Journal.Select(static call => call.Split(' ')[0]).GroupBy(static command => command)
            .SelectMany(static calls => Enumerable.Range(1, calls.Count()).Select(number => $"{calls.Key}:{number}"))];
}
