using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using IpBlock.Installer.Tests.Package;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Life;

/// <summary>
/// The service from the installation to the removal, with wine's service control manager. Its PowerShell only writes down what it is told, so that nothing has started the service or given it rights: the scripts have tests of
/// their own.
/// </summary>
[Collection(PackageTests.Name)]
public sealed class ServiceTests(BuiltPackages packages, WineFixture wine)
{
    private const string Program = @"C:\Program Files\IpBlock\Tools\ipblock-service.exe";

    [Fact]
    public async Task It_is_there_with_its_account_and_its_program_depends_on_nothing_and_goes_without_a_trace()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small);
        var key = windows.ServiceKey();
        Assert.Equal(@"NT SERVICE\IpBlock", key["ObjectName"]);
        Assert.Equal(Program + " serve", key["ImagePath"]);
        Assert.Equal(("dword:00000003", "dword:00000010", "dword:00000001"), (key["Start"], key["Type"], key["ErrorControl"]));
        Assert.DoesNotContain("DependOnService", key.Keys);
        Assert.Contains("[System\\\\CurrentControlSet\\\\Services\\\\Eventlog\\\\Application\\\\IpBlock]", windows.Registry);

        await windows.RemoveAsync(packages.Small);
        Assert.Empty(windows.ServiceKey());
        Assert.Empty(windows.Traces());
    }

    [Fact]
    public async Task It_starts_without_a_door_for_mail_servers_answers_and_stops_as_it_should()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.First);
        var port = Free.Port();
        await File.WriteAllTextAsync(windows.Settings, Listening(port));
        // Windows closes what a process has open when the last one ends, and so does wine with its services.
        await using var somebody = await windows.StartAsync("cmd", "/c", "echo up & ping -n 600 127.0.0.1");

        await windows.NetAsync("start", "RUNNING");
        Assert.Equal("ok\n", await HealthAsync(port));
        await windows.NetAsync("stop", "STOPPED");
        Assert.Equal(["100", "410", "400", "412"], Notices(windows).Select(static line => line.Split(' ')[2]));
        Assert.Contains("The metrics service listens", Notices(windows)[1]);
        Assert.Equal(4, windows.Events().Count);
        Assert.DoesNotContain("\"stopped\": null", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(windows.PathOf("ProgramData", "IpBlock", "log"), "state-*.json"))));
    }

    [Fact]
    public async Task One_that_cannot_listen_has_failed_to_start_and_said_why()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.First);
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        await File.WriteAllTextAsync(windows.Settings, Listening(((System.Net.IPEndPoint)other.LocalEndpoint).Port));
        await using var somebody = await windows.StartAsync("cmd", "/c", "echo up & ping -n 600 127.0.0.1");

        await windows.NetAsync("start", "1064");
        Assert.Contains(" 411 ", Notices(windows)[^1]);
    }

    [Fact]
    public async Task As_a_console_it_serves_as_well()
    {
        await using var windows = await Windows.WithoutExchangeAsync(wine);
        await windows.InstallAsync(packages.First, "ALLOWWITHOUTEXCHANGE=1", "ADDLOCAL=Tools");
        Assert.Empty(windows.ServiceKey());
        var port = Free.Port();
        await File.WriteAllTextAsync(windows.Settings, Listening(port));
        await using var console = await windows.StartAsync(@"C:\Program Files\IpBlock\Tools\ipblock.exe", "serve");
        Assert.Equal("ok\n", await HealthAsync(port));
        Assert.False(File.Exists(windows.PathOf("ProgramData", "IpBlock", "log", "service-notices.log")));
    }

    [Fact]
    public async Task An_upgrade_of_a_version_with_the_scheduled_task_brings_the_service_in_its_place()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(await packages.WithoutServiceAsync());
        Assert.Empty(windows.ServiceKey());
        Assert.DoesNotContain(windows.TakeRecorded(), static line => line.Contains("Install-Service.ps1", StringComparison.Ordinal));

        await windows.InstallAsync(packages.Second);
        Assert.Equal(Program + " serve", windows.ServiceKey()["ImagePath"]);
        Assert.Contains(windows.TakeRecorded(), static line => line.Contains("Install-Service.ps1", StringComparison.Ordinal) && line.Contains("-StatePath", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upgrade_leaves_a_disabled_service_disabled()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small);
        windows.ChangeService("\"Start\"=dword:00000003", "\"Start\"=dword:00000004");
        windows.TakeRecorded();
        await windows.InstallAsync(packages.Second);
        Assert.EndsWith("setup.log\" -LeaveDisabled", Assert.Single(windows.TakeRecorded(), static line => line.Contains("Install-Service.ps1", StringComparison.Ordinal)));
        Assert.Equal(Program + " serve", windows.ServiceKey()["ImagePath"]);
    }

    [Fact]
    public async Task A_repair_brings_it_back()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small);
        var lost = windows.PathOf("Program Files", "IpBlock", "Tools", "ipblock-service.exe");
        File.Delete(lost);
        windows.TakeRecorded();
        await windows.InstallAsync(packages.Small, "REINSTALL=ALL", "REINSTALLMODE=omus");
        Assert.True(File.Exists(lost));
        Assert.Equal(@"NT SERVICE\IpBlock", windows.ServiceKey()["ObjectName"]);
        Assert.Contains(windows.TakeRecorded(), static line => line.Contains("Install-Service.ps1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_script_of_the_service_that_fails_fails_nothing_else()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        windows.FailScripts("Install-Service.ps1");
        await windows.InstallAsync(packages.Small);
        Assert.Contains(windows.TakeRecorded(), static line => line.Contains("Install-Agent.ps1", StringComparison.Ordinal));
        windows.FailScripts("Uninstall-Service.ps1");
        await windows.RemoveAsync(packages.Small);
        Assert.Empty(windows.Traces());
    }

    [Fact]
    public async Task Windows_Server_2012_R2_gets_the_agent_and_the_scheduled_task_and_no_service()
    {
        await using var windows = await Windows.OldMailboxAsync(wine);
        await windows.InstallAsync(packages.Small);
        var recorded = windows.TakeRecorded();
        Assert.Equal(2, recorded.Count);
        Assert.Contains("Install-Agent.ps1", recorded[0]);
        Assert.EndsWith("Set-UpdateTask.ps1\" -Program \"C:\\Program Files\\IpBlock\\Tools\\ipblock.exe\" -LogPath \"C:\\ProgramData\\IpBlock\\setup.log\"", recorded[1]);
        Assert.Empty(windows.ServiceKey());
        Assert.False(File.Exists(windows.PathOf("Program Files", "IpBlock", "Tools", "ipblock-service.exe")));
    }

    private static string Listening(int port) => $$"""{ "dns": { "servers": [ "127.0.0.1" ] }, "service": { "metricsListen": [ "127.0.0.1:{{port}}" ] } }""";

    private static string[] Notices(Windows windows) => File.ReadAllLines(windows.PathOf("ProgramData", "IpBlock", "log", "service-notices.log"));

    // A service is "running" when it listens; a console says so on its own.
    private static async Task<string> HealthAsync(int port)
    {
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/health"));
            }
            catch (HttpRequestException) when (tries < 600)
            {
                await Task.Delay(50);
            }
        }
    }
}
