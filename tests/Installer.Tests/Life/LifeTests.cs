using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Installer.Tests.Package;
using Xunit;

namespace IpBlock.Installer.Tests.Life;

[Collection(PackageTests.Name)]
public sealed class LifeTests(BuiltPackages packages, WineFixture wine)
{
    private const string Run = "-NoProfile -NonInteractive -ExecutionPolicy Bypass -File \"C:\\Program Files\\IpBlock\\Setup\\";
    private const string Kept = "-AgentRoot \"C:\\Program Files\\IpBlock\\Agent\" -StatePath \"C:\\Program Files\\IpBlock\\Agent\\before.json\" -LogPath \"C:\\ProgramData\\IpBlock\\setup.log\"";
    private const string Restore = Run + "Restore-Agent.ps1\" -StatePath \"C:\\Program Files\\IpBlock\\Agent\\before.json\" -LogPath \"C:\\ProgramData\\IpBlock\\setup.log\"";
    private const string SetUpService = Run + "Install-Service.ps1\" -Program \"C:\\Program Files\\IpBlock\\Tools\\ipblock-service.exe\" "
        + "-StatePath \"C:\\Program Files\\IpBlock\\Tools\\task.xml\" -LogPath \"C:\\ProgramData\\IpBlock\\setup.log\"";
    private const string TakeServiceRights = Run + "Uninstall-Service.ps1\" -RightsOnly -LogPath \"C:\\ProgramData\\IpBlock\\setup.log\"";
    private const string TakePageRights = Run + "Uninstall-Page.ps1\" -RightsOnly -LogPath \"C:\\ProgramData\\IpBlock\\setup.log\"";
    private const string RemoveTask = Run + "Set-UpdateTask.ps1\" -Remove";
    private const int Refused = 67;
    private const int RolledBack = 91;

    [Fact]
    public async Task A_silent_installation_puts_everything_in_its_place_and_registers_the_agent()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.First);

        Assert.Equal([$"{Run}Install-Agent.ps1\" {Kept} -NoRestart", SetUpService], windows.TakeRecorded());
        Assert.Equal(["IpBlock.Agent.dll", "IpBlock.Common.dll", "Newtonsoft.Json.dll"], Names(Path.Combine(windows.ProgramFiles, "IpBlock", "Setup", "Agent")));
        Assert.Contains("IpBlock.psd1", Names(Path.Combine(windows.ProgramFiles, "WindowsPowerShell", "Modules", "IpBlock")));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(packages.Payload, "scripts", "ipblock.json")), await File.ReadAllBytesAsync(windows.Settings));
        Assert.True(Directory.Exists(windows.PathOf("ProgramData", "IpBlock", "log")));
        var registry = windows.Registry;
        Assert.Contains("[System\\\\CurrentControlSet\\\\Services\\\\Eventlog\\\\Application\\\\IpBlock]", registry);
        Assert.Contains("\"DisplayVersion\"=\"1.0.0\"", registry);
        Assert.Contains(";C:\\\\Program Files\\\\IpBlock\\\\Tools\\\\\"", registry);
        Assert.Equal(5, windows.Traces().Count(static trace => trace.EndsWith(".lnk", StringComparison.Ordinal)));
        foreach (var folder in new[] { "Setup/Agent", "Tools" })
            TestContext.Current.TestOutputHelper!.WriteLine($"{folder}: {new DirectoryInfo(Path.Combine(windows.ProgramFiles, "IpBlock", folder)).EnumerateFiles().Sum(static file => file.Length)} bytes");
    }

    [Fact]
    public async Task What_is_said_on_the_command_line_reaches_the_script()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small, "RESTARTTRANSPORT=1", "TRANSPORTSERVICE=Hub", "PRIORITY=3", "ADDLOCAL=Agent");
        Assert.Equal([$"{Run}Install-Agent.ps1\" {Kept} -Restart -TransportService Hub -Priority 3"], windows.TakeRecorded());
        Assert.False(Directory.Exists(Path.Combine(windows.ProgramFiles, "IpBlock", "Tools")));
        Assert.DoesNotContain(windows.Traces(), static trace => trace.Contains("WindowsPowerShell", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_installed_tools_run()
    {
        await using var windows = await Windows.WithoutExchangeAsync(wine);
        await windows.InstallAsync(packages.First, "ALLOWWITHOUTEXCHANGE=1", "ADDLOCAL=Tools");
        const string Program = @"C:\Program Files\IpBlock\Tools\ipblock.exe";

        Assert.Contains("ipblock 1.0.0", (await windows.RunAsync(Program, "version")).Output);
        var validated = await windows.RunAsync(Program, "config", "validate");
        Assert.True(validated.ExitCode == 0 && validated.Output.Contains(@"C:\ProgramData\IpBlock\ipblock.json is valid", StringComparison.Ordinal), validated.Output);
        await File.WriteAllTextAsync(windows.Settings, """{ "blockList": [ "192.0.2.0/24" ] }""");
        var check = await windows.RunAsync(Program, "check", "192.0.2.7");
        Assert.True(check.Output.Contains("reject", StringComparison.Ordinal) && check.Output.Contains("IP Block list", StringComparison.Ordinal), $"{check.ExitCode}: {check.Output}");
    }

    [Fact]
    public async Task A_server_without_Exchange_is_refused_and_left_as_it_was()
    {
        await using var windows = await Windows.WithoutExchangeAsync(wine);
        Assert.Equal(Refused, await windows.MsiexecAsync("/i", packages.Small, "/qn"));
        Assert.Empty(windows.TakeRecorded());
        Assert.Empty(windows.Traces());
        Assert.False(File.Exists(windows.Settings));
    }

    [Fact]
    public async Task Without_Exchange_on_request_nothing_is_registered()
    {
        await using var windows = await Windows.WithoutExchangeAsync(wine);
        await windows.InstallAsync(packages.Small, "ALLOWWITHOUTEXCHANGE=1");
        Assert.Equal([SetUpService], windows.TakeRecorded());
    }

    [Fact]
    public async Task An_upgrade_keeps_edited_settings_and_the_chosen_folder_and_a_downgrade_is_refused()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small, @"INSTALLDIR=C:\Mail\IpBlock");
        await File.WriteAllTextAsync(windows.Settings, """{ "enabled": false }""");
        windows.TakeRecorded();

        await windows.InstallAsync(packages.Second);
        Assert.Equal("""{ "enabled": false }""", await File.ReadAllTextAsync(windows.Settings));
        Assert.Contains(windows.TakeRecorded(), static line => line.Contains(@"C:\Mail\IpBlock\Setup\Install-Agent.ps1", StringComparison.Ordinal) && line.EndsWith("-NoRestart -LeaveDisabled", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(windows.ProgramFiles, "IpBlock")));
        Assert.Contains("\"DisplayVersion\"=\"1.1.0\"", windows.Registry);
        Assert.DoesNotContain("\"DisplayVersion\"=\"1.0.0\"", windows.Registry);

        Assert.Equal(Refused, await windows.MsiexecAsync("/i", packages.Small, "/qn"));
        Assert.Contains("\"DisplayVersion\"=\"1.1.0\"", windows.Registry);
        Assert.Empty(windows.TakeRecorded());
    }

    [Fact]
    public async Task A_repair_brings_back_files_and_registration_and_leaves_the_settings()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small);
        await File.WriteAllTextAsync(windows.Settings, """{ "enabled": false }""");
        var lost = Path.Combine(windows.ProgramFiles, "IpBlock", "Setup", "Agent", "IpBlock.Agent.dll");
        File.Delete(lost);
        windows.TakeRecorded();

        await windows.InstallAsync(packages.Small, "REINSTALL=ALL", "REINSTALLMODE=omus");
        Assert.True(File.Exists(lost));
        Assert.Equal("""{ "enabled": false }""", await File.ReadAllTextAsync(windows.Settings));
        Assert.Equal([$"{Run}Repair-Agent.ps1\" {Kept} -NoRestart", SetUpService], windows.TakeRecorded());
    }

    [Fact]
    public async Task A_script_that_fails_takes_everything_back()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        windows.FailScripts("Install-Agent.ps1");
        Assert.Equal(RolledBack, await windows.MsiexecAsync("/i", packages.Small, "/qn"));
        var recorded = windows.TakeRecorded();
        Assert.Equal($"{Run}Install-Agent.ps1\" {Kept} -NoRestart", recorded[0]);
        Assert.Contains(Restore, recorded);
        Assert.Empty(windows.Traces());
    }

    [Fact]
    public async Task Removal_leaves_the_settings_and_nothing_else()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small);
        await File.WriteAllTextAsync(windows.Settings, """{ "enabled": false }""");
        windows.TakeRecorded();

        await windows.RemoveAsync(packages.Small, "RESTARTTRANSPORT=1");
        Assert.Equal([RemoveTask, $"{Run}Uninstall-Agent.ps1\" {Kept} -Restart", TakeServiceRights, TakePageRights], windows.TakeRecorded());
        Assert.Empty(windows.Traces());
        Assert.Equal("""{ "enabled": false }""", await File.ReadAllTextAsync(windows.Settings));
    }

    [Fact]
    public async Task A_removal_whose_script_fails_removes_nothing()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small, "ADDLOCAL=Agent,PowerShellModule");
        var before = windows.Traces();
        windows.TakeRecorded();
        windows.FailScripts("Uninstall-Agent.ps1");
        Assert.Equal(RolledBack, await windows.MsiexecAsync("/x", packages.Small, "/qn"));
        Assert.Contains(Restore, windows.TakeRecorded());
        Assert.Equal(before.Where(IsFile), windows.Traces().Where(IsFile));
    }

    [Fact]
    public async Task The_removal_of_an_old_version_in_an_upgrade_leaves_the_agent_to_the_new_one()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        await windows.InstallAsync(packages.Small);
        windows.TakeRecorded();
        // wine's RemoveExistingProducts does not say that it upgrades; Windows Installer does.
        await windows.RemoveAsync(packages.Small, "UPGRADINGPRODUCTCODE={0FFED86C-4048-4AAC-8D87-33CD1E88D952}");
        Assert.Empty(windows.TakeRecorded());
    }

    [Fact]
    public async Task Who_double_clicks_is_shown_the_agent_and_asked_about_the_restart()
    {
        await using var windows = await Windows.MailboxAsync(wine);
        Assert.Equal(0, await windows.MsiexecAsync("/i", packages.Small));
        Assert.Equal("-NoProfile -ExecutionPolicy Bypass -NoExit -File \"C:\\Program Files\\IpBlock\\Setup\\Show-Agent.ps1\"", windows.TakeRecorded()[^1]);
    }

    private static string[] Names(string folder) => [.. new DirectoryInfo(folder).EnumerateFiles().Select(static file => file.Name).Order(StringComparer.Ordinal)];

    private static bool IsFile(string trace) => trace[0] == '/';
}
