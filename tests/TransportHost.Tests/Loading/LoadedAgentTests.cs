using System;
using System.Runtime.Loader;
using System.Threading.Tasks;
using IpBlock.TransportHost.Smtp;
using Xunit;

namespace IpBlock.TransportHost.Loading;

public sealed class LoadedAgentTests
{
    [Fact]
    public async Task The_shipped_dll_runs_in_a_context_of_its_own_with_the_hosts_SDK_and_JSON_library()
    {
        await using var host = await Host.Start();
        var context = AssemblyLoadContext.GetLoadContext(host.Server.Factory.GetType().Assembly);
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.Equal(Host.AgentPath, host.Server.Factory.GetType().Assembly.Location);
        Assert.Equal("yes", host.Json);
        Assert.DoesNotContain(context!.Assemblies, assembly => assembly.GetName().Name == "Newtonsoft.Json");
    }

    [Theory]
    [InlineData("IpBlock.SampleAgent.NoSuchFactory", "NoSuchFactory")]
    [InlineData("IpBlock.SampleAgent.BrokenFactory", "settings are missing")]
    [InlineData("IpBlock.SampleAgent.SampleAgent", "cannot be loaded")]
    public void A_factory_that_cannot_be_made_is_told_with_its_reason(string factory, string reason)
    {
        var thrown = Assert.Throws<AgentLoadException>(() => LoadedAgent.Load(Host.AgentPath, factory));
        Assert.Contains(reason, thrown.Message);
        Assert.Contains(Host.AgentPath, thrown.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Contains("no-such.dll", Assert.Throws<AgentLoadException>(() => LoadedAgent.Load("no-such.dll", "X")).Message);

    [Fact]
    public async Task A_factory_that_makes_no_agent_costs_the_connection_not_the_server()
    {
        await using var host = await Host.Start(new SmtpSettings(), "BarrenFactory");
        for (var i = 0; i < 2; i++)
        {
            await using var client = await SmtpClient.Open(host.Plain);
            Assert.StartsWith("421 ", await client.ToEnd());
        }

        Assert.All(host.Log, line => Assert.Contains("the factory threw: System.InvalidOperationException: no agent", line, StringComparison.Ordinal));
    }
}
