using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

public sealed class ShowTests
{
    [Fact]
    public async Task An_installed_agent_is_shown_with_its_state_and_how_to_restart()
    {
        using var server = ExchangeServer.Mailbox();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        var output = await server.SucceedAsync("Show-Agent");
        Assert.Contains("IpBlock Agent is registered in FrontEnd, enabled, priority 1", output);
        Assert.Contains("Restart-Service MSExchangeFrontEndTransport", output);
    }

    [Fact]
    public async Task An_agent_that_is_not_there_is_missed()
    {
        using var server = ExchangeServer.Edge();
        Assert.Contains("is not registered on this server", await server.SucceedAsync("Show-Agent"));
    }

    [Fact]
    public async Task Who_has_not_the_rights_is_asked_for_them()
    {
        using var server = ExchangeServer.Mailbox(hasRights: false);
        await server.SucceedAsync("Show-Agent");
        var call = Assert.Single(server.Journal);
        Assert.StartsWith("Start-Process powershell.exe RunAs -NoProfile -ExecutionPolicy Bypass -NoExit -File \"", call);
        Assert.EndsWith("Show-Agent.ps1\"", call);
    }
}
