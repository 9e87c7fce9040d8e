using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

public sealed class InstallTests
{
    [Fact]
    public async Task On_a_Mailbox_server_the_agent_goes_to_the_front_end()
    {
        using var server = ExchangeServer.Mailbox();
        var (succeeded, output) = await server.RunAloneAsync("Install-Agent", "-Restart");

        Assert.True(succeeded, output);
        Assert.Equal(["1 IpBlock Agent True", "2 Connection Guard True", "3 Recipient Guard True"], server.AgentsOf("FrontEnd"));
        Assert.Equal(["1 Connection Guard True", "2 Recipient Guard True"], server.AgentsOf("Hub"));
        Assert.Contains("Restart-Service MSExchangeFrontEndTransport", server.Journal);
        Assert.DoesNotContain("Restart-Service MSExchangeTransport", server.Journal);
        Assert.Contains("IpBlock Agent", server.State["services"]!["MSExchangeFrontEndTransport"]!["agents"]!.AsArray().Select(static name => (string)name!));
        Assert.Equal("IpBlock.Agent.IpBlockAgentFactory", (string)server.State["agents"]!["FrontEnd"]![0]!["TransportAgentFactory"]!);
    }

    [Fact]
    public async Task On_an_Edge_server_the_transport_service_is_not_named()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Agent", "-Restart -Priority 2");

        Assert.Equal(["1 Connection Guard True", "2 IpBlock Agent True", "3 Recipient Guard True"], server.AgentsOf("Edge"));
        Assert.Contains("Install-TransportAgent IpBlock Agent", server.Journal);
        Assert.Contains("Restart-Service MSExchangeTransport", server.Journal);
    }

    [Fact]
    public async Task The_hub_is_taken_on_request()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-TransportService Hub -Restart");

        Assert.Equal("1 IpBlock Agent True", server.AgentsOf("Hub").First());
        Assert.DoesNotContain("1 IpBlock Agent True", server.AgentsOf("FrontEnd"));
        Assert.Contains("Restart-Service MSExchangeTransport", server.Journal);
    }

    [Fact]
    public async Task The_folder_of_the_version_holds_our_files_and_nothing_of_Microsoft()
    {
        using var server = ExchangeServer.Mailbox();
        File.WriteAllText(Path.Combine(server.Payload, "Microsoft.Exchange.Data.Transport.dll"), "not ours");
        await server.SucceedAsync("Install-Agent", "-NoRestart");

        var folder = Directory.GetDirectories(server.AgentRoot).Single();
        Assert.Matches(@"^\d+\.\d+\.\d+$", Path.GetFileName(folder));
        var files = new DirectoryInfo(folder).GetFiles().OrderBy(static file => file.Name).ToList();
        foreach (var file in files)
            TestContext.Current.TestOutputHelper!.WriteLine($"{file.Name} {file.Length}");
        Assert.Equal(["IpBlock.Agent.dll", "IpBlock.Common.dll", "Newtonsoft.Json.dll"], files.Select(static file => file.Name));
        Assert.Equal(Path.Combine(folder, "IpBlock.Agent.dll"), (string)server.State["agents"]!["FrontEnd"]![0]!["AssemblyPath"]!);
        Assert.Equal(3, server.Journal.Count(static call => call.StartsWith("Unblock-File")));
    }

    [Fact]
    public async Task Both_service_accounts_can_read_the_agent_and_write_the_log_and_nobody_else_reads_the_settings()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");

        string Rights(string folder) => (string)server.State["rights"]![folder]!;
        Assert.Equal("/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-20:(OI)(CI)RX *S-1-5-32-545:(OI)(CI)RX /Q", Rights(server.AgentRoot));
        Assert.Equal("/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-20:(OI)(CI)RX /Q", Rights(server.SettingsFolder));
        Assert.Equal("/grant:r *S-1-5-20:(OI)(CI)M /Q", Rights(Path.Combine(server.SettingsFolder, "log")));
        Assert.True(File.Exists(Path.Combine(server.SettingsFolder, "ipblock.json")));
    }

    [Fact]
    public async Task Installing_again_changes_nothing()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Restart");
        await File.WriteAllTextAsync(Path.Combine(server.SettingsFolder, "ipblock.json"), """{ "enabled": false }""");
        var before = server.Snapshot();
        server.Change(static state => state["journal"]!.AsArray().Clear());

        await server.SucceedAsync("Install-Agent", "-NoRestart");
        Assert.Equal(before, server.Snapshot());
        Assert.DoesNotContain(server.Journal, static call => call.Contains("TransportAgent"));
        Assert.DoesNotContain(server.Journal, static call => call.StartsWith("Copy-Item"));
    }

    [Fact]
    public async Task Another_build_gets_a_folder_of_its_own_and_the_place_that_the_agent_had()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Priority 2 -Restart");
        var first = Directory.GetDirectories(server.AgentRoot).Single();
        await File.AppendAllTextAsync(Path.Combine(server.Payload, "IpBlock.Common.dll"), "another build");
        await server.SucceedAsync("Install-Agent", "-Restart");

        Assert.Equal(["1 Connection Guard True", "2 IpBlock Agent True", "3 Recipient Guard True"], server.AgentsOf("FrontEnd"));
        Assert.Equal(first + "-2", Directory.GetDirectories(server.AgentRoot).Single());
    }

    [Fact]
    public async Task A_folder_that_a_service_holds_is_left_and_named()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Restart");
        var first = Directory.GetDirectories(server.AgentRoot).Single();
        await File.AppendAllTextAsync(Path.Combine(server.Payload, "IpBlock.Common.dll"), "another build");
        server.Locked = Path.Combine(first, "IpBlock.Agent.dll");

        Assert.Contains($"Not deleted: {first} is in use", await server.SucceedAsync("Install-Agent", "-NoRestart"));
        Assert.Equal(2, Directory.GetDirectories(server.AgentRoot).Length);
    }

    [Fact]
    public async Task A_disabled_agent_stays_so_when_asked()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        server.Change(static state => state["agents"]!["FrontEnd"]![0]!["Enabled"] = false);
        await File.AppendAllTextAsync(Path.Combine(server.Payload, "IpBlock.Common.dll"), "another build");

        await server.SucceedAsync("Install-Agent", "-NoRestart -LeaveDisabled");
        Assert.Equal("1 IpBlock Agent False", server.AgentsOf("FrontEnd").First());
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        Assert.Equal("1 IpBlock Agent True", server.AgentsOf("FrontEnd").First());
    }

    [Fact]
    public async Task WhatIf_tells_every_step_and_does_none()
    {
        using var server = ExchangeServer.Mailbox();
        var before = server.Snapshot();
        var output = await server.SucceedAsync("Install-Agent", "-WhatIf");

        Assert.Equal(before, server.Snapshot());
        Assert.Empty(server.Journal);
        foreach (var step in new[] { "Copy the agent", "Unblock the files", "Set the rights", "Register the agent", "Enable the agent", "Set the priority to 1", "Write the first settings" })
            Assert.Contains($"Performing the operation \"{step}\"", output);
    }

    [Fact]
    public async Task Without_a_restart_it_is_said_that_one_is_needed()
    {
        using var server = ExchangeServer.Mailbox();
        Assert.Contains("Restart-Service MSExchangeFrontEndTransport", await server.SucceedAsync("Install-Agent"));
        Assert.DoesNotContain(server.Journal, static call => call.StartsWith("Restart-Service"));
    }

    [Fact]
    public async Task The_steps_are_kept_in_a_log()
    {
        using var server = ExchangeServer.Mailbox();
        var log = Path.Combine(Path.GetDirectoryName(server.Payload)!, "setup.log");
        await server.SucceedAsync("Install-Agent", $"-NoRestart -LogPath '{log}'");
        Assert.Contains("Register the agent: IpBlock Agent in FrontEnd", await File.ReadAllTextAsync(log));
    }
}
