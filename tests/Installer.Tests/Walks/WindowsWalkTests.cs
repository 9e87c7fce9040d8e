using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Installer.Tests.Life;
using IpBlock.Installer.Tests.Package;
using IpBlock.Testing;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Manual;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Walks;

/// <summary>
/// The installation of the README on an Exchange server: its lines under wine, and then the agent that was installed, with the settings that the lines have
/// made, in a host that loads it as Exchange does.
/// </summary>
[Collection(PackageTests.Name)]
public sealed partial class WindowsWalkTests(BuiltPackages packages, WineFixture wine)
{
    [Fact]
    public async Task Exchange()
    {
        await using var lists = ScriptedDnsServer.Start();
        lists.Zone("bl.spamcop.net").Lists("203.0.113.9", "127.0.0.2");
        await using var windows = await Windows.MailboxAsync(wine);
        var blocks = Documents.Below("README.md", "## Install on Exchange");
        var said = "";
        foreach (var words in blocks.Where(static block => block.Language == "powershell").SelectMany(static block => block.Lines).SelectMany(ShellLine.Programs))
        {
            if (words[0] == "msiexec")
            {
                Assert.Equal(0, await windows.MsiexecAsync([.. words.Skip(1).Select(word => word == Path.GetFileName(packages.First) ? packages.First : word)]));
                Assert.Contains(windows.TakeRecorded(), static line => line.Contains("Install-Agent.ps1", StringComparison.Ordinal) && line.EndsWith(" -Restart", StringComparison.Ordinal));
                // The name servers of this machine know no lists.
                await RunAsync(windows, ["config", "set", "dns.servers", lists.EndPoint.ToString()]);
            }
            else
            {
                Assert.Equal("ipblock", words[0]);
                said += await RunAsync(windows, [.. words.Skip(1)]);
            }
        }

        var printed = said.Split('\n').Select(Blanks).ToList();
        Assert.All(blocks.Single(static block => block.Language == "text").Lines, line => Assert.Contains(Blanks(line), printed));
        Assert.Contains("Verdict accept", printed);

        await using var host = await StartAsync(windows);
        Assert.Contains("<** 550 5.7.1 198.51.100.1 has been blocked by connection filter rule IP Block list", await SayAsync(host, "198.51.100.1"));
        await Waiting.UntilAsync(async () => (await SayAsync(host, "203.0.113.9")).Contains("<** 550 5.7.1 203.0.113.9 ", StringComparison.Ordinal), () => host.Output);
        Assert.Contains("<-  250 2.1.5", await SayAsync(host, "198.51.100.2"));
    }

    // 1: rejected; 3: accepted, and no list has answered in time, because the machine is busy.
    private static async Task<string> RunAsync(Windows windows, string[] words)
    {
        var (code, output) = await windows.RunAsync(@"C:\Program Files\IpBlock\Tools\ipblock.exe", words);
        Assert.True(code == 0 || (words[0] == "check" && code is 1 or 3), $"{string.Join(' ', words)}: {code}\n{output}");
        return output;
    }

    private static Task<RealProcess> StartAsync(Windows windows) => RealProcess.StartAsync(
        "dotnet",
        [
            Repository.TransportHost, "--agent", Path.Combine(windows.ProgramFiles, "IpBlock", "Setup", "Agent", "IpBlock.Agent.dll"), "--factory", "IpBlock.Agent.IpBlockAgentFactory",
            "--listen", "127.0.0.1:0", "--proxy", "127.0.0.1:0",
        ],
        static host => Task.FromResult(Proxied().IsMatch(host.Output)),
        environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = windows.Settings });

    private static async Task<string> SayAsync(RealProcess host, string client) => (await RealProcess.RunAsync("swaks",
        [
            "--config", "--server", Proxied().Match(host.Output).Groups["address"].Value, "--proxy-version", "1", "--proxy-family", "TCP4", "--proxy-source", client, "--proxy-source-port", "4321",
            "--proxy-dest", "192.0.2.25", "--proxy-dest-port", "25", "--from", "<>", "--to", "user@site.example", "--quit-after", "RCPT",
        ])).Output;

    private static string Blanks(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"SMTP behind a proxy on (?<address>\S+)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Proxied();
}
