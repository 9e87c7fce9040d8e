using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>The program on a disk that is really full: a file system of 128 KB that it alone sees, in a mount namespace of its own.</summary>
public sealed class DiskFullTests : IDisposable
{
    // "fill" leaves not one page; what is in pages that exist already can still be written.
    private const string Mount = "set -e; mount -t tmpfs -o size=128k none \"$1\"; cp \"$2\" \"$1/ipblock.json\"; cd \"$1\"; fill() { cat /dev/zero >fill 2>/dev/null || true; }; ";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
    private readonly ScratchFolder _folder = new();

    private string Disk => Path.Combine(_folder.Path, "disk");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_of_the_settings_fails_in_plain_words_and_leaves_them_whole()
    {
        const string Add = "dotnet \"$3\" provider add bl --lookup-domain bl.test --any-match 2>&1 && echo added || echo refused; ";
        var (code, output) = await RealProcess.RunAsync(
            "unshare", Arguments(Mount + "fill; " + Add + "cmp ipblock.json \"$2\" && echo whole; echo left: *; rm fill; " + Add, "{ }"), TimeSpan.FromMinutes(2), environment: Environment("ipblock.json"));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(code == 0, output);
        Assert.Contains("there is no free space on the disk of " + Disk + "; free disk space and try again; the settings were not changed", output, StringComparison.Ordinal);
        Assert.Equal(["refused", "whole"], lines.Where(static line => line is "refused" or "whole"));
        Assert.Equal(["fill", "ipblock.json"], lines.Single(static line => line.StartsWith("left: ", StringComparison.Ordinal))[6..].Split(' ').Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith(".history", StringComparison.Ordinal)));
        Assert.Equal("added", lines[^1]);
    }

    [Fact]
    public async Task The_service_filters_on_says_once_what_it_cannot_write_and_logs_again_when_there_is_room()
    {
        await using var dns = ScriptedDnsServer.Start();
        dns.Zone("bl.test").Lists("203.0.113.9", "127.0.0.2").Lists("127.0.0.2", "127.0.0.2");
        dns.Zone("liar.test").ListsTheWorld("127.0.0.2");
        var socket = Path.Combine(_folder.Path, "policy.sock");
        var settings = $$"""
            { "dns": { "servers": [ "{{dns.EndPoint}}" ] }, "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "anyMatch": true }, { "name": "liar", "lookupDomain": "liar.test", "anyMatch": true } ],
              "service": { "policyListen": [ "unix:{{socket}}" ], "milterListen": [], "metricsListen": [] } }
            """;
        await using var service = await RealProcess.StartAsync(
            "unshare", Arguments(Mount + "mkdir log; fill; exec dotnet \"$3\" serve", settings), _ => Probe.AcceptsAsync(socket), environment: Environment("ipblock.json"));
        using var client = await PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await AskUntilAsync(client, service, " 200 ");
        await AskUntilAsync(client, service, " 321 "); // the liar's state
        var disk = "/proc/" + service.Id.ToString(CultureInfo.InvariantCulture) + "/root" + Disk;
        Assert.DoesNotContain(Directory.GetFiles(disk + "/log"), static file => new FileInfo(file).Length > 0);
        File.Delete(disk + "/fill");
        await AskUntilAsync(client, service, " 201 ");
        for (var tries = 0; !File.Exists(disk + "/log/health.json"); tries++)
        {
            Assert.True(tries < 600, service.Output);
            await Task.Delay(100);
        }

        Assert.NotEmpty(File.ReadAllLines(Assert.Single(Directory.GetFiles(disk + "/log", "*.log"))));
        Assert.Equal((2, 2), (service.Output.Split(" 200 ").Length, service.Output.Split(" 321 ").Length));
    }

    // A try every few seconds, and mail is filtered all the while.
    private static async Task AskUntilAsync(PolicyClient client, RealProcess service, string notice)
    {
        for (var tries = 0; !service.Output.Contains(notice, StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 600, service.Output);
            await client.SendAsync(PolicyClient.Request("203.0.113.9"));
            Assert.StartsWith("550 ", await client.AnswerAsync(), StringComparison.Ordinal);
            await Task.Delay(100);
        }
    }

    // Root has a mount namespace for the asking; anybody else becomes root in a namespace of users first.
    private string[] Arguments(string script, string settings)
    {
        Directory.CreateDirectory(Disk);
        return [System.Environment.IsPrivilegedProcess ? "-m" : "-rm", "sh", "-c", script, "sh", Disk, _folder.Write("original.json", settings), Program];
    }

    private Dictionary<string, string> Environment(string file) => new(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = Path.Combine(Disk, file) };
}
