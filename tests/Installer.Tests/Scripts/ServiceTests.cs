using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>The service and the scheduled task that it takes the place of.</summary>
public sealed class ServiceTests
{
    private const string Key = @"HKLM:\SYSTEM\CurrentControlSet\Services\IpBlock";
    private const string Task = @"\IpBlock\Update lists";

    [Fact]
    public async Task It_runs_as_its_own_account_late_and_again_after_a_failure()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Service", Program(server));
        var service = server.State["registry"]![Key]!;
        Assert.Equal("\"" + ProgramOf(server) + "\" serve", (string)service["ImagePath"]!);
        Assert.Equal(@"NT SERVICE\IpBlock", (string)service["obj"]!);
        Assert.Equal("delayed-auto", (string)service["start"]!);
        Assert.Equal("unrestricted", (string)service["sidtype"]!);
        Assert.Equal("SeChangeNotifyPrivilege", (string)service["privs"]!);
        Assert.Equal("reset= 86400 actions= restart/5000/restart/60000/restart/300000", (string)service["failure"]!);
        Assert.Equal("1", (string)service["failureflag"]!);
        Assert.Equal("Running", Status(server));
    }

    [Fact]
    public async Task It_reads_the_settings_and_writes_log_and_lists_and_the_others_keep_their_rights()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.SucceedAsync("Install-Service", Program(server));
        var account = "*" + Account();
        foreach (var (folder, right) in new[] { ("", "RX"), ("log", "M"), ("lists", "M") })
            Assert.Contains($"{account}:(OI)(CI){right}", Rights(server, folder).Split(' '));
        Assert.Contains("*S-1-5-20:(OI)(CI)RX", Rights(server, ""));
        Assert.Contains("*S-1-5-20:(OI)(CI)M", Rights(server, "log"));
        Assert.Equal(3, server.State["rights"]!.AsObject().Count(right => ((string)right.Value!).Contains(account, StringComparison.Ordinal)));

        var before = server.Snapshot();
        await server.SucceedAsync("Install-Service", Program(server));
        Assert.Equal(before, server.Snapshot());
    }

    [Fact]
    public async Task The_task_of_earlier_versions_goes_when_the_service_runs_and_comes_back_when_the_installer_rolls_back()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.SucceedAsync("Set-UpdateTask", Program(server));
        Directory.CreateDirectory(Path.Combine(server.SettingsFolder, "lists"));
        var before = server.Snapshot();
        var state = $"-StatePath '{Path.Combine(server.AgentRoot, "task.xml")}'";
        await server.SucceedAsync("Install-Service", $"{Program(server)} {state}");
        Assert.Empty(server.State["tasks"]!.AsObject());

        await server.SucceedAsync("Uninstall-Service", state);
        Assert.Null(server.State["registry"]![Key]);
        Assert.DoesNotContain(Account(), server.State["rights"]!.ToJsonString());
        Assert.NotNull(server.State["tasks"]![Task]);
        Assert.Equal(Tasks(before), Tasks(server.Snapshot()));
        Assert.False(File.Exists(Path.Combine(server.AgentRoot, "task.xml")));
    }

    [Fact]
    public async Task One_that_does_not_start_stays_for_the_next_start_of_Windows_and_the_task_with_it()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Set-UpdateTask", Program(server));
        server.Fail = "Start-Service:1";
        Assert.Contains("The service does not start: Start-Service was made to fail", await server.SucceedAsync("Install-Service", Program(server)));
        Assert.Equal("Stopped", Status(server));
        Assert.NotNull(server.State["tasks"]![Task]);
    }

    [Fact]
    public async Task Disabled_or_not_to_be_started_now_it_is_not_started()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Service", Program(server) + " -NoStart");
        Assert.Equal("Stopped", Status(server));
        Assert.Contains("is disabled", await server.SucceedAsync("Install-Service", Program(server) + " -LeaveDisabled"));
        Assert.Equal(("Stopped", "disabled"), (Status(server), (string)server.State["registry"]![Key]!["start"]!));
        Assert.DoesNotContain(server.Journal, static call => call.StartsWith("Start-Service", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-Service:1")]
    [InlineData("sc.exe:1")]
    [InlineData("sc.exe:2")]
    [InlineData("sc.exe:6")]
    [InlineData("icacls.exe:2")]
    [InlineData("icacls.exe:6")]
    [InlineData("icacls.exe:9")]
    [InlineData("New-EventLog:1")]
    public async Task A_set_up_that_fails_at_any_step_is_undone(string step)
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Set-UpdateTask", Program(server));
        server.Change(static state => state["journal"] = new JsonArray());
        var before = server.Snapshot();
        server.Fail = step;
        Assert.Contains("all changes were undone", await server.FailAsync("Install-Service", Program(server)));
        Assert.Equal(before, server.Snapshot());
    }

    [Fact]
    public async Task A_service_of_another_program_gets_this_one_and_its_own_back_when_the_set_up_fails()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Service", Program(server));
        server.Change(static state => state["registry"]![Key]!["ImagePath"] = @"C:\Elsewhere\ipblock.exe serve");
        var before = server.Snapshot();
        server.Fail = "sc.exe:6";
        await server.FailAsync("Install-Service", Program(server));
        Assert.Equal(before, server.Snapshot());

        server.Fail = "";
        await server.SucceedAsync("Install-Service", Program(server));
        Assert.Equal("\"" + ProgramOf(server) + "\" serve", (string)server.State["registry"]![Key]!["ImagePath"]!);
    }

    [Fact]
    public async Task Windows_Server_2012_R2_gets_no_service_and_keeps_the_task()
    {
        using var server = ExchangeServer.OfWindows2012();
        var before = server.Snapshot();
        Assert.Contains("requires Windows Server 2016 or later", await server.FailAsync("Install-Service", Program(server)));
        Assert.Equal(before, server.Snapshot());
        Assert.Contains("requires Windows Server 2016 or later", await server.SucceedAsync("Set-UpdateTask", Program(server)));
        Assert.NotNull(server.State["tasks"]![Task]);
        Assert.Contains("requires Windows Server 2016 or later", await server.SucceedAsync("Show-Agent"));
    }

    [Fact]
    public async Task It_is_shown_with_the_agent()
    {
        using var server = ExchangeServer.Edge();
        Assert.Contains("is not installed", await server.SucceedAsync("Show-Agent"));
        await server.SucceedAsync("Install-Service", Program(server));
        Assert.Contains("The service IpBlock, which fetches lists and sends notifications, has the status Running.", await server.SucceedAsync("Show-Agent"));
    }

    [Fact]
    public async Task It_keeps_its_event_source_when_the_agent_goes_and_goes_itself_without_a_trace_but_the_settings()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.SucceedAsync("Install-Service", Program(server));
        await server.SucceedAsync("Uninstall-Agent", "-NoRestart");
        Assert.Contains("Application\\\\IpBlock", server.State["registry"]!.ToJsonString());

        await server.SucceedAsync("Uninstall-Service", "-RightsOnly");
        Assert.NotNull(server.State["registry"]![Key]);
        Assert.DoesNotContain(Account(), server.State["rights"]!.ToJsonString());
        await server.SucceedAsync("Install-Service", Program(server));
        await server.SucceedAsync("Uninstall-Service", "-KeepRights");
        Assert.Contains(Account(), server.State["rights"]!.ToJsonString());
        await server.SucceedAsync("Uninstall-Service");
        await server.SucceedAsync("Uninstall-Service");
        Assert.Null(server.State["registry"]![Key]);
        Assert.DoesNotContain(Account(), server.State["rights"]!.ToJsonString());
        Assert.True(File.Exists(Path.Combine(server.SettingsFolder, "ipblock.json")));
    }

    [Fact]
    public async Task WhatIf_does_nothing()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Set-UpdateTask", Program(server));
        server.Change(static state => state["journal"] = new JsonArray());
        var before = server.Snapshot();
        var output = await server.SucceedAsync("Install-Service", Program(server) + " -WhatIf");
        foreach (var step in new[] { "Create the service", "Configure the service", "Set the rights", "Start the service", "Remove the scheduled task" })
            Assert.Contains($"Performing the operation \"{step}\"", output);
        Assert.Equal(before, server.Snapshot());
        Assert.Empty(server.Journal);
    }

    private static string Program(ExchangeServer server) => $"-Program '{ProgramOf(server)}'";

    private static string ProgramOf(ExchangeServer server) => Path.Combine(server.Payload, "IpBlock.Agent.dll");

    private static string Status(ExchangeServer server) => (string)server.State["services"]!["IpBlock"]!["status"]!;

    private static string Rights(ExchangeServer server, string folder) => (string)server.State["rights"]![Path.Combine(server.SettingsFolder, folder).TrimEnd('/')]!;

    private static string Tasks(string snapshot) => JsonNode.Parse(snapshot.Split('\n')[0])!["tasks"]!.ToJsonString();

    // As "sc showsid" computes it.
    private static string Account()
    {
        var hash = SHA1.HashData(Encoding.Unicode.GetBytes("IPBLOCK"));
        return "S-1-5-80-" + string.Join('-', Enumerable.Range(0, 5).Select(at => BitConverter.ToUInt32(hash, at * 4).ToString(CultureInfo.InvariantCulture)));
    }
}
