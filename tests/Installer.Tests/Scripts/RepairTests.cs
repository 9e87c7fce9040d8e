using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

public sealed class RepairTests
{
    [Fact]
    public async Task An_agent_that_an_update_dropped_is_registered_where_it_was()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-TransportService Hub -Priority 2 -Restart");
        server.Change(static state => state["agents"]!["Hub"] = new JsonArray([.. state["agents"]!["Hub"]!.AsArray()
            .Where(static agent => (string)agent!["Identity"]! != "IpBlock Agent").Select(static agent => agent!.DeepClone())]));

        await server.SucceedAsync("Repair-Agent", "-Restart");
        Assert.Equal(["1 Connection Guard True", "2 IpBlock Agent True", "3 Recipient Guard True"], server.AgentsOf("Hub"));
        Assert.Equal(2, server.AgentsOf("FrontEnd").Count());
        Assert.Equal(2, server.Journal.Count(static call => call == "Restart-Service MSExchangeTransport"));
    }

    [Fact]
    public async Task An_agent_that_an_update_disabled_and_moved_is_enabled_and_moved_back()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.RunTextAsync("Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn; Disable-TransportAgent 'IpBlock Agent' -TransportService FrontEnd -Confirm:$false; Set-TransportAgent 'IpBlock Agent' -Priority 3 -TransportService FrontEnd");
        Assert.Equal("3 IpBlock Agent False", server.AgentsOf("FrontEnd").Last());

        await server.SucceedAsync("Repair-Agent", "-NoRestart");
        Assert.Equal("1 IpBlock Agent True", server.AgentsOf("FrontEnd").First());
    }

    [Fact]
    public async Task A_place_that_is_no_more_becomes_the_last()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Priority 3 -NoRestart");
        server.Change(static state => state["agents"]!["FrontEnd"] = new JsonArray(state["agents"]!["FrontEnd"]![0]!.DeepClone()));
        await server.SucceedAsync("Repair-Agent", "-NoRestart");
        Assert.Equal(["1 Connection Guard True", "2 IpBlock Agent True"], server.AgentsOf("FrontEnd"));
    }

    [Fact]
    public async Task A_damaged_file_is_replaced_in_a_new_folder()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        var folder = Directory.GetDirectories(server.AgentRoot).Single();
        File.Delete(Path.Combine(folder, "Newtonsoft.Json.dll"));

        await server.SucceedAsync("Repair-Agent", "-NoRestart");
        Assert.Equal(folder + "-2", Directory.GetDirectories(server.AgentRoot).Single());
        Assert.Equal(Path.Combine(folder + "-2", "IpBlock.Agent.dll"), (string)server.State["agents"]!["FrontEnd"]![0]!["AssemblyPath"]!);
    }

    [Fact]
    public async Task An_agent_that_is_right_is_left_alone_and_no_service_restarted()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Restart");
        var before = server.Snapshot();
        await server.SucceedAsync("Repair-Agent", "-Restart");
        Assert.Equal(before, server.Snapshot());
        Assert.Single(server.Journal, static call => call.StartsWith("Restart-Service"));
    }

    [Fact]
    public async Task Without_an_installation_it_installs()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Repair-Agent", "-NoRestart");
        Assert.Equal("1 IpBlock Agent True", server.AgentsOf("Edge").First());
    }
}
