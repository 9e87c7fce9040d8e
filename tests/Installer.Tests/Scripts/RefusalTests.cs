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

        Assert.Contains("Exchange 2013 requires cumulative update 23 (15.0.1497) or later", await server.FailAsync("Install-Agent"));
        Assert.Empty(server.Journal);
    }

    [Fact]
    public async Task Management_tools_alone()
    {
        using var server = ExchangeServer.WithRoles("AdminTools");
        Assert.Contains("not the Edge Transport or Mailbox role", await server.FailAsync("Install-Agent"));
    }

    [Fact]
    public async Task A_setup_of_Exchange_that_has_not_finished()
    {
        using var server = ExchangeServer.Mailbox();
        server.Change(static state => state["registry"]![@"HKLM:\SOFTWARE\Microsoft\ExchangeServer\v15\FrontendTransportRole"]!["Watermark"] = "x");
        Assert.Contains("The setup of Exchange has not finished", await server.FailAsync("Install-Agent"));
    }

    [Fact]
    public async Task A_transport_service_that_the_server_has_not()
    {
        using var server = ExchangeServer.Edge();
        Assert.Contains("The transport service FrontEnd does not exist on this server. Available transport services: Edge.", await server.FailAsync("Install-Agent", "-TransportService FrontEnd"));
    }

    [Fact]
    public async Task An_agent_folder_that_lacks_a_file()
    {
        using var server = ExchangeServer.Mailbox();
        File.Delete(Path.Combine(server.Payload, "Newtonsoft.Json.dll"));
        Assert.Contains("does not contain Newtonsoft.Json.dll", await server.FailAsync("Install-Agent"));
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
