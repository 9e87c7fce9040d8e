using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

public sealed class UninstallTests
{
    [Fact]
    public async Task Nothing_is_left_but_the_settings()
    {
        using var server = ExchangeServer.Mailbox();
        var registry = server.State["registry"]!.ToJsonString();
        await server.SucceedAsync("Install-Agent", "-Restart");
        await server.SucceedAsync("Uninstall-Agent", "-Restart");

        Assert.Equal(["1 Connection Guard True", "2 Recipient Guard True"], server.AgentsOf("FrontEnd"));
        Assert.False(Directory.Exists(Path.GetDirectoryName(server.AgentRoot)));
        Assert.Equal(registry, server.State["registry"]!.ToJsonString());
        Assert.True(File.Exists(Path.Combine(server.SettingsFolder, "ipblock.json")));
        Assert.DoesNotContain("IpBlock Agent", server.State["services"]!["MSExchangeFrontEndTransport"]!["agents"]!.ToJsonString());
    }

    [Fact]
    public async Task The_settings_go_when_asked()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Agent", "-Restart");
        await server.SucceedAsync("Uninstall-Agent", "-Restart -RemoveSettings");
        Assert.False(Directory.Exists(server.SettingsFolder));
    }

    [Fact]
    public async Task It_goes_from_every_transport_service()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.SucceedAsync("Install-Agent", "-TransportService Hub -NoRestart");
        await server.SucceedAsync("Uninstall-Agent", "-Restart");
        Assert.DoesNotContain(server.AgentsOf("Hub").Concat(server.AgentsOf("FrontEnd")), static agent => agent.Contains("IpBlock"));
        Assert.Equal(["Restart-Service MSExchangeFrontEndTransport", "Restart-Service MSExchangeTransport"], server.Journal.Where(static call => call.StartsWith("Restart")));
    }

    [Fact]
    public async Task From_one_of_two_transport_services_the_files_stay()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.SucceedAsync("Install-Agent", "-TransportService Hub -NoRestart");
        await server.SucceedAsync("Uninstall-Agent", "-TransportService Hub -NoRestart");
        Assert.Equal("1 IpBlock Agent True", server.AgentsOf("FrontEnd").First());
        Assert.Equal(2, server.AgentsOf("Hub").Count());
        Assert.Single(Directory.GetDirectories(server.AgentRoot));
        await server.SucceedAsync("Repair-Agent", "-NoRestart");
        Assert.Equal(2, server.AgentsOf("Hub").Count());
    }

    [Fact]
    public async Task A_second_time_does_no_harm()
    {
        using var server = ExchangeServer.Mailbox();
        Assert.Contains("is not registered", await server.SucceedAsync("Uninstall-Agent"));
        Assert.Empty(server.Journal);
    }

    [Fact]
    public async Task Where_Exchange_is_gone_the_files_go()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        server.Change(static state => state["registry"] = new System.Text.Json.Nodes.JsonObject());
        await server.SucceedAsync("Uninstall-Agent");
        Assert.False(Directory.Exists(server.AgentRoot));
    }

    [Fact]
    public async Task Files_that_a_service_holds_are_named()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Restart");
        var folder = Directory.GetDirectories(server.AgentRoot).Single();
        server.Locked = Path.Combine(folder, "IpBlock.Agent.dll");
        Assert.Contains($"Not deleted: {folder} is in use", await server.SucceedAsync("Uninstall-Agent", "-NoRestart"));
        server.Locked = "";
        await server.SucceedAsync("Uninstall-Agent");
        Assert.False(Directory.Exists(server.AgentRoot));
    }

    [Fact]
    public async Task WhatIf_removes_nothing()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        var before = server.Snapshot();
        Assert.Contains("Performing the operation \"Unregister the agent\"", await server.SucceedAsync("Uninstall-Agent", "-RemoveSettings -WhatIf"));
        Assert.Equal(before, server.Snapshot());
    }
}
