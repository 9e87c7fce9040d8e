using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>What the installer's rollback does after a script has ended well and something behind it has failed.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task After_a_first_installation_nothing_is_registered()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", $"-NoRestart -StatePath '{State(server)}'");
        await server.SucceedAsync("Restore-Agent", $"-StatePath '{State(server)}'");
        Assert.Equal(2, server.AgentsOf("FrontEnd").Count());
        Assert.False(Directory.Exists(server.AgentRoot));
        Assert.False(File.Exists(State(server)));
    }

    [Fact]
    public async Task After_an_upgrade_the_version_before_is_registered_again()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Priority 2 -NoRestart");
        var before = server.Snapshot();
        var payload = Path.Combine(server.Payload, "IpBlock.Common.dll");
        var bytes = await File.ReadAllBytesAsync(payload);
        await File.AppendAllTextAsync(payload, "another build");
        await server.SucceedAsync("Install-Agent", $"-Priority 1 -NoRestart -StatePath '{State(server)}'");
        Assert.Equal("1 IpBlock Agent True", server.AgentsOf("FrontEnd").First());

        await server.SucceedAsync("Restore-Agent", $"-StatePath '{State(server)}'");
        await File.WriteAllBytesAsync(payload, bytes);
        Assert.Equal(before, server.Snapshot());
    }

    [Fact]
    public async Task After_a_removal_the_files_and_the_registration_come_back()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-Priority 2 -NoRestart");
        await server.SucceedAsync("Uninstall-Agent", $"-NoRestart -StatePath '{State(server)}'");
        await server.SucceedAsync("Restore-Agent", $"-StatePath '{State(server)}'");
        Assert.Equal("2 IpBlock Agent True", server.AgentsOf("FrontEnd").ElementAt(1));
        Assert.Equal(3, Directory.GetFiles(Directory.GetDirectories(server.AgentRoot).Single()).Length);
        Assert.True(File.Exists(Path.Combine(server.AgentRoot, "registration.json")));
    }

    [Fact]
    public async Task A_script_that_never_began_needs_no_restoring()
    {
        using var server = ExchangeServer.Mailbox();
        var before = server.Snapshot();
        await server.SucceedAsync("Restore-Agent", $"-StatePath '{State(server)}'");
        Assert.Equal(before, server.Snapshot());
    }

    private static string State(ExchangeServer server) => Path.Combine(server.AgentRoot, "before.json");
}
