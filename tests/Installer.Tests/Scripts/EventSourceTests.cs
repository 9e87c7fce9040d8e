using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>The source in the event log, which agent, service and page share: the last of them takes it along.</summary>
public sealed class EventSourceTests
{
    private const string Source = @"HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\IpBlock";

    [Fact]
    public async Task The_service_takes_it_along_when_the_agent_has_gone_before()
    {
        using var server = await WithBothAsync();
        await server.SucceedAsync("Uninstall-Agent", "-NoRestart");
        Assert.NotNull(server.State["registry"]![Source]);
        await server.SucceedAsync("Uninstall-Service");
        Assert.Null(server.State["registry"]![Source]);
    }

    [Fact]
    public async Task The_service_leaves_it_to_the_agent_that_stays()
    {
        using var server = await WithBothAsync();
        await server.SucceedAsync("Uninstall-Service");
        Assert.NotNull(server.State["registry"]![Source]);
        await server.SucceedAsync("Uninstall-Agent", "-NoRestart");
        Assert.Null(server.State["registry"]![Source]);
    }

    [Theory]
    [InlineData("-RightsOnly")]
    [InlineData("-KeepRights")]
    public async Task It_stays_for_a_service_that_the_installer_puts_back_or_removes_itself(string argument)
    {
        using var server = await WithBothAsync();
        await server.SucceedAsync("Uninstall-Agent", "-NoRestart");
        await server.SucceedAsync("Uninstall-Service", argument);
        Assert.NotNull(server.State["registry"]![Source]);
    }

    [Fact]
    public async Task It_stays_for_the_page_which_takes_it_along_as_the_last()
    {
        using var server = await WithPageAsync();
        await server.SucceedAsync("Uninstall-Agent", "-NoRestart");
        await server.SucceedAsync("Uninstall-Service");
        Assert.NotNull(server.State["registry"]![Source]);
        await server.SucceedAsync("Uninstall-Page", "-RightsOnly");
        Assert.NotNull(server.State["registry"]![Source]);
        await server.SucceedAsync("Uninstall-Page");
        Assert.Null(server.State["registry"]![Source]);
    }

    [Fact]
    public async Task The_page_leaves_it_to_the_agent_and_the_service_that_stay()
    {
        using var server = await WithPageAsync();
        await server.SucceedAsync("Uninstall-Page");
        await server.SucceedAsync("Uninstall-Agent", "-NoRestart");
        Assert.NotNull(server.State["registry"]![Source]);
        await server.SucceedAsync("Uninstall-Service");
        Assert.Null(server.State["registry"]![Source]);
    }

    private static async Task<ExchangeServer> WithPageAsync()
    {
        var server = await WithBothAsync();
        await server.SucceedAsync("Install-Page", $"-Program '{System.IO.Path.Combine(server.Payload, "IpBlock.Agent.dll")}'");
        return server;
    }

    private static async Task<ExchangeServer> WithBothAsync()
    {
        var server = ExchangeServer.Edge();
        await server.SucceedAsync("Install-Agent", "-NoRestart");
        await server.SucceedAsync("Install-Service", $"-Program '{System.IO.Path.Combine(server.Payload, "IpBlock.Agent.dll")}'");
        return server;
    }
}
