using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Installer.Tests.Scripts;

/// <summary>Servers on which the scripts refuse to do anything, with a sentence that says why.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task No_Exchange()
    {
        using var server = ExchangeServer.WithoutExchange();
        Assert.Contains("Exchange 2013, 2016, 2019 or SE is not installed", await server.FailAsync("Install-Agent"));
        Assert.Empty(server.Journal);
    }

    [Theory]
    [InlineData(0, 1395, true)]
    [InlineData(0, 1497, false)]
    [InlineData(1, 225, false)]
    public async Task An_Exchange_2013_before_CU23(int minor, int build, bool tooOld)
    {
        using var server = ExchangeServer.Mailbox();
        server.Change(state =>
        {
            var setup = state["registry"]![@"HKLM:\SOFTWARE\Microsoft\ExchangeServer\v15\Setup"]!;
            (setup["MsiProductMinor"], setup["MsiBuildMajor"]) = (minor, build);
        });
        if (!tooOld)
        {
            await server.SucceedAsync("Install-Agent", "-WhatIf");
            return;
        }

        Assert.Contains("Of Exchange 2013, cumulative update 23 (15.0.1497) is the oldest that is supported", await server.FailAsync("Install-Agent"));
        Assert.Empty(server.Journal);
    }

    [Fact]
    public async Task Management_tools_alone()
    {
        using var server = ExchangeServer.WithRoles("AdminTools");
        Assert.Contains("neither an Edge Transport nor a Mailbox server", await server.FailAsync("Install-Agent"));
    }

    [Fact]
    public async Task A_setup_of_Exchange_that_has_not_finished()
    {
        using var server = ExchangeServer.Mailbox();
        server.Change(static state => state["registry"]![@"HKLM:\SOFTWARE\Microsoft\ExchangeServer\v15\FrontendTransportRole"]!["Watermark"] = "x");
        Assert.Contains("The set-up of Exchange has not finished", await server.FailAsync("Install-Agent"));
    }

    [Fact]
    public async Task A_transport_service_that_the_server_has_not()
    {
        using var server = ExchangeServer.Edge();
        Assert.Contains("There is no transport service FrontEnd on this server. There is: Edge.", await server.FailAsync("Install-Agent", "-TransportService FrontEnd"));
    }

    [Fact]
    public async Task An_agent_folder_that_lacks_a_file()
    {
        using var server = ExchangeServer.Mailbox();
        File.Delete(Path.Combine(server.Payload, "Newtonsoft.Json.dll"));
        Assert.Contains("lacks Newtonsoft.Json.dll", await server.FailAsync("Install-Agent"));
        Assert.Empty(server.Journal);
    }

    [Fact]
    public async Task The_same_agent_under_another_name()
    {
        using var server = ExchangeServer.Mailbox();
        server.Change(static state => state["agents"]!["FrontEnd"]![1]!["TransportAgentFactory"] = "IpBlock.Agent.IpBlockAgentFactory");
        Assert.Contains("Uninstall-TransportAgent 'Recipient Guard'", await server.FailAsync("Install-Agent"));
        Assert.Empty(server.Journal);
    }
}
