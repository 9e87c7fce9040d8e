using System;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Tests.Notices;
using Xunit;

namespace IpBlock.Tests.Reporting;

public sealed class PrivateClientsTests
{
    [Theory]
    [InlineData("172.17.0.1")]
    [InlineData("fd00::1")]
    [InlineData("100.64.0.1")]
    public async Task Once_200_connections_in_a_row_are_private_it_is_told_once(string proxy)
    {
        await using var test = new EngineUnderTest();
        test.Write("\"enabled\": true");
        for (var i = 0; i < PrivateClients.Enough - 1; i++)
            await test.EvaluateAsync(proxy);
        Assert.False(test.Engine.SeesOnlyPrivateClients);
        Assert.Empty(test.Notices.Of(420));
        for (var i = 0; i < 3 * PrivateClients.Enough; i++)
            await test.EvaluateAsync(proxy);
        Assert.True(test.Engine.SeesOnlyPrivateClients);
        Assert.Contains(proxy, Assert.Single(test.Notices.Of(420)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_from_outside_begins_the_count_anew()
    {
        await using var test = new EngineUnderTest();
        test.Write("\"enabled\": true");
        for (var i = 0; i < 3 * PrivateClients.Enough; i++)
            await test.EvaluateAsync(i % PrivateClients.Enough == PrivateClients.Enough - 1 ? EngineUnderTest.Client : "10.0.0.1");
        Assert.Empty(test.Notices.Of(420));
        Assert.False(test.Engine.SeesOnlyPrivateClients);
    }

    [Fact]
    public async Task It_is_over_with_the_first_client_from_outside()
    {
        await using var test = new EngineUnderTest();
        test.Write("\"enabled\": true");
        for (var i = 0; i < PrivateClients.Enough; i++)
            await test.EvaluateAsync("10.0.0.1");
        Assert.True(test.Engine.SeesOnlyPrivateClients);
        await test.EvaluateAsync();
        Assert.False(test.Engine.SeesOnlyPrivateClients);
    }

    [Fact]
    public async Task Users_who_have_logged_in_are_not_counted()
    {
        await using var test = new EngineUnderTest();
        test.Write("\"enabled\": true");
        for (var i = 0; i < 2 * PrivateClients.Enough; i++)
            await test.Engine.EvaluateAsync(new FilterRequest(Some.Client("10.0.0.1")) { IsAuthenticated = true });
        Assert.False(test.Engine.SeesOnlyPrivateClients);
    }
}
