using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Commands;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>The program as a shell runs it.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Exit_codes_reach_the_shell()
    {
        await using var server = ScriptedDnsServer.Start();
        server.Zone("bl.test").Lists("203.0.113.9", "127.0.0.2");
        var settings = Settings($$"""{ "dns": { "servers": [ "{{server.EndPoint}}" ] }, "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "anyMatch": true } ] }""");
        Assert.Equal(0, (await RunAsync("check", "203.0.113.8", "--settings", settings)).ExitCode);
        Assert.Equal(1, (await RunAsync("check", "203.0.113.9", "--settings", settings)).ExitCode);
        Assert.Equal(2, (await RunAsync("check", "nobody", "--settings", settings)).ExitCode);
        server.Zone("bl.test").ServFail();
        Assert.Equal(3, (await RunAsync("check", "203.0.113.7", "--settings", settings)).ExitCode);
    }

    [Fact]
    public async Task Piped_output_has_no_colours_and_long_lines()
    {
        var (_, output) = await RunAsync("catalog", "list");
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        Assert.Contains("Spamhaus ZEN through the Data Query Service, which knows its customers by a key and so works over any resolver.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_file_is_the_one_of_the_environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = Settings("{}"), ["NO_COLOR"] = "1" };
        var (code, output) = await RealProcess.RunAsync("dotnet", [Program, "config", "get", "lookup"], environment: environment);
        Assert.Equal((0, "parallel\n"), (code, output));
    }

    [Fact]
    public async Task A_log_is_followed_while_it_is_written()
    {
        var settings = Settings("{}");
        var log = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "log")).FullName, "IPBLOCK20260101-0001.log");
        await File.WriteAllTextAsync(log, LogCommandTests.Head + Line("first"));
        await using var process = await RealProcess.StartAsync(
            "dotnet", [Program, "log", "--follow", "--json", "--settings", settings], static process => Task.FromResult(process.Output.Contains("first", StringComparison.Ordinal)));
        await File.AppendAllTextAsync(log, Line("second")[..20]);
        await File.AppendAllTextAsync(log, Line("second")[20..]);
        await File.WriteAllTextAsync(log.Replace("0101", "0102", StringComparison.Ordinal), LogCommandTests.Head + Line("third"));
        for (var tries = 0; !process.Output.Contains("third", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 3000 && !process.HasExited, process.Output);
            await Task.Delay(10);
        }

        var sessions = Array.ConvertAll(process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => (string)JObject.Parse(line)["sessionId"]!);
        Assert.Equal(["first", "second", "third"], sessions);
    }

    private static string Line(string session) => $"2026-01-01T10:00:00.000Z,{session},,203.0.113.1:4000,OnConnect,AcceptConnection,,,,,,,,1,\n";

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] args) => RealProcess.RunAsync("dotnet", [Program, .. args]);

    private string Settings(string json) => _folder.Write("ipblock.json", json);
}
