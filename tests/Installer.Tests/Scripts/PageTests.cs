using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>The page's service, which is off until the script is run.</summary>
public sealed class PageTests
{
    private const string Key = @"HKLM:\SYSTEM\CurrentControlSet\Services\IpBlockManager";

    [Fact]
    public async Task It_runs_as_its_own_account_with_options_from_a_file_that_stays()
    {
        using var server = ExchangeServer.Edge();
        Assert.Contains("invite NAME --role administrator", await server.SucceedAsync("Install-Page", Program(server)));
        var service = server.State["registry"]![Key]!;
        var options = Path.Combine(server.SettingsFolder, "manager", "options.txt");
        Assert.Equal($"\"{ProgramOf(server)}\" serve \"@{options}\"", (string)service["ImagePath"]!);
        Assert.Equal(@"NT SERVICE\IpBlockManager", (string)service["obj"]!);
        Assert.Equal(("delayed-auto", "SeChangeNotifyPrivilege"), ((string)service["start"]!, (string)service["privs"]!));
        Assert.Equal("Running", (string)server.State["services"]!["IpBlockManager"]!["status"]!);
        Assert.All(await File.ReadAllLinesAsync(options, TestContext.Current.CancellationToken), static line => Assert.StartsWith("#", line, StringComparison.Ordinal));
        await File.WriteAllTextAsync(options, "--base-path /ipblock", TestContext.Current.CancellationToken);

        var before = server.Snapshot();
        await server.SucceedAsync("Install-Page", Program(server));
        Assert.Equal(before, server.Snapshot());
    }

    [Fact]
    public async Task It_replaces_the_settings_and_reads_the_log_and_the_others_keep_their_rights()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.SucceedAsync("Install-Service", Program(server));
        await server.SucceedAsync("Install-Page", Program(server));
        var account = "*" + Account();
        foreach (var (folder, right) in new[] { ("", "(OI)(NP)M"), ("log", "(OI)(CI)RX"), ("lists", "(OI)(CI)M"), ("ipblock.json.history", "(OI)(CI)M"), ("manager", "(OI)(CI)M") })
            Assert.Contains($"{account}:{right}", Rights(server, folder).Split(' '));
        Assert.Contains("*S-1-5-20:(OI)(CI)RX", Rights(server, ""));
        Assert.Contains("*S-1-5-20:(OI)(CI)M", Rights(server, "log"));
        Assert.DoesNotContain("*S-1-5-20", Rights(server, "manager"));
        Assert.Equal(5, server.State["rights"]!.AsObject().Count(right => ((string)right.Value!).Contains(account, StringComparison.Ordinal)));

        await server.SucceedAsync("Uninstall-Page");
        Assert.Null(server.State["registry"]![Key]);
        Assert.DoesNotContain(Account(), server.State["rights"]!.ToJsonString());
        Assert.Equal("Running", (string)server.State["services"]!["IpBlock"]!["status"]!);
        Assert.True(Directory.Exists(Path.Combine(server.SettingsFolder, "manager")));
    }

    [Fact]
    public async Task Windows_Installer_removes_the_service_itself()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Page", Program(server));
        await server.SucceedAsync("Uninstall-Page", "-RightsOnly");
        Assert.NotNull(server.State["registry"]![Key]);
        Assert.DoesNotContain(Account(), server.State["rights"]!.ToJsonString());
    }

    [Theory]
    [InlineData("sc.exe:3")]
    [InlineData("icacls.exe:4")]
    [InlineData("icacls.exe:12")]
    [InlineData("New-EventLog:1")]
    public async Task A_set_up_that_fails_at_any_step_is_undone(string step)
    {
        using var server = ExchangeServer.Edge();
        var before = server.Snapshot();
        server.Fail = step;
        Assert.Contains("all changes were undone", await server.FailAsync("Install-Page", Program(server)));
        Assert.Equal(before, server.Snapshot());
    }

    [Fact]
    public async Task Windows_Server_2012_R2_gets_no_page()
    {
        using var server = ExchangeServer.OfWindows2012();
        var before = server.Snapshot();
        Assert.Contains("requires Windows Server 2016 or later", await server.FailAsync("Install-Page", Program(server)));
        Assert.Equal(before, server.Snapshot());
    }

    private static string Program(ExchangeServer server) => $"-Program '{ProgramOf(server)}'";

    private static string ProgramOf(ExchangeServer server) => Path.Combine(server.Payload, "IpBlock.Agent.dll");

    private static string Rights(ExchangeServer server, string folder) => (string)server.State["rights"]![Path.Combine(server.SettingsFolder, folder).TrimEnd('/')]!;

    // As "sc showsid" computes it.
    private static string Account()
    {
        var hash = SHA1.HashData(Encoding.Unicode.GetBytes("IPBLOCKMANAGER"));
        return "S-1-5-80-" + string.Join('-', Enumerable.Range(0, 5).Select(at => BitConverter.ToUInt32(hash, at * 4).ToString(CultureInfo.InvariantCulture)));
    }
}
