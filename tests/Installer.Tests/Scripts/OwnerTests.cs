using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>Folders that were there before, and to whom they belong: who owns one can change what is in it whatever rights are set.</summary>
public sealed class OwnerTests
{
    private const string Stranger = "S-1-5-21-1-2-3-1001";

    [Theory]
    [InlineData("settings", "Install-Agent")]
    [InlineData("settings/ipblock.json", "Install-Agent")]
    [InlineData("settings/lists", "Install-Service")]
    [InlineData("settings/manager", "Install-Page")]
    [InlineData("agent", "Install-Agent")]
    [InlineData("agent/0.1.0", "Install-Agent")]
    [InlineData("program", "Install-Service")]
    public async Task What_belongs_to_somebody_else_stops_the_installation_with_a_sentence_and_is_left_alone(string place, string script)
    {
        using var server = ExchangeServer.Edge();
        var path = place.Replace("settings", server.SettingsFolder, StringComparison.Ordinal).Replace("agent", server.AgentRoot, StringComparison.Ordinal)
            .Replace("program", server.Payload, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (path.EndsWith(".json", StringComparison.Ordinal))
            await File.WriteAllTextAsync(path, "{ }");
        else
            Directory.CreateDirectory(path);
        if (place == "agent/0.1.0")
            Array.ForEach(Directory.GetFiles(server.Payload), file => File.Copy(file, Path.Combine(path, Path.GetFileName(file))));
        server.Change(state => state["owners"] = new JsonObject { [path] = Stranger });
        var before = server.Snapshot();

        var log = place.StartsWith("settings", StringComparison.Ordinal) ? $" -LogPath '{Path.Combine(path, "setup.log")}'" : "";
        var said = await server.FailAsync(script, (script == "Install-Agent" ? "-NoRestart" : Program(server)) + log);
        Assert.Contains($"{path} is owned by SERVER\\{Stranger}, who can change it at any time.", said);
        Assert.Contains($"takeown /F \"{path}\" /A /R /D Y; icacls \"{path}\" /reset /T", said);
        Assert.Equal(before, server.Snapshot());
    }

    [Fact]
    public async Task A_folder_of_the_administrators_is_closed_and_used()
    {
        using var server = ExchangeServer.Edge();
        Directory.CreateDirectory(Path.Combine(server.SettingsFolder, "log"));
        server.Change(state => state["owners"] = new JsonObject
        {
            [server.SettingsFolder] = "S-1-5-18",
            [Path.Combine(server.SettingsFolder, "log")] = "S-1-5-80-3010469799-2980871230-3209821942-638557367-93998900",
        });
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        Assert.StartsWith("/inheritance:r ", (string)server.State["rights"]![server.SettingsFolder]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_leads_elsewhere_is_not_followed()
    {
        using var server = ExchangeServer.Edge();
        Directory.CreateDirectory(server.SettingsFolder);
        var elsewhere = Directory.CreateDirectory(Path.Combine(server.Payload, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(server.SettingsFolder, "log"), elsewhere.FullName);
        Assert.Contains("log is a link to another location. Delete the link and try again.", await server.FailAsync("Install-Agent", "-NoRestart"));
        var changed = server.State["rights"]!.AsObject().Select(static right => right.Key);
        Assert.DoesNotContain(changed, static path => path.EndsWith("log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_folder_of_the_service_s_program_is_closed_to_other_users()
    {
        using var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Service", Program(server));
        Assert.Equal("/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-20:(OI)(CI)RX *S-1-5-32-545:(OI)(CI)RX /Q",
            (string)server.State["rights"]![server.Payload]!);
    }

    private static string Program(ExchangeServer server) => $"-Program '{Path.Combine(server.Payload, "IpBlock.Agent.dll")}'";
}
