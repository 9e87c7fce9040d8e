using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>The agent writes what it does as the service does, and hears what it is asked for.</summary>
public sealed class StatusTests(Doors doors) : IClassFixture<Doors>
{
    [Theory]
    [InlineData("agent")]
    [InlineData("mono")]
    public async Task The_agent_is_seen_and_probes_a_provider_when_it_is_asked_to(string name)
    {
        await using Door door = name == "mono" ? await MonoDoor.StartAsync("connect", doors.Lists.EndPoint)
            : await AgentDoor.StartAsync("connect", doors.Lists.EndPoint);
        var process = await UntilSeenAsync(door);
        Assert.Equal(("agent", true), ((string?)process["role"], (bool)process["running"]!));
        Assert.Equal(door.SettingsPath, (string?)process["settings"]!["path"]);
        Assert.Contains(process["notices"]!, static notice => (int)notice["id"]! == 400);

        var provider = (string)process["providers"]!.First(static one => (string?)one["kind"] == "block")["name"]!;
        var (code, output) = await RunAsync(door, "provider", "retry", provider, "--json");
        Assert.True(code == 0, output);
        Assert.True((bool)JArray.Parse(output)[0]["probed"]!, output);
    }

    private static async Task<JToken> UntilSeenAsync(Door door)
    {
        for (var tries = 0; ; tries++)
        {
            var (_, output) = await RunAsync(door, "status", "--json");
            if (JObject.Parse(output)["processes"]!.FirstOrDefault() is { } process)
                return process;
            Assert.True(tries < 100, output);
            await Task.Delay(100);
        }
    }

    private static Task<(int ExitCode, string Output)> RunAsync(Door door, params string[] words) =>
        RealProcess.RunAsync("dotnet", [Door.ServicePath, .. words, "--settings", door.SettingsPath]);
}
