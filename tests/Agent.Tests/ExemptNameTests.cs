using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.TransportHost.Smtp;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;
using Xunit;

namespace IpBlock.Agent.Tests;

/// <summary>A client that is exempt by its host name, and calls itself what it cannot be.</summary>
public sealed class ExemptNameTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_is_served_without_an_error()
    {
        await using var test = new AgentUnderTest("""
            { {dns}, "helo": { "enabled": true, "own": [ "mail.site.example" ] }, "exceptions": { "clients": [ "*.partner.test" ] } }
            """);
        test.Dns.Reverse(AgentUnderTest.Client.ToString(), "mx.partner.test");
        test.Dns.Name("mx.partner.test").Address(AgentUnderTest.Client.ToString());
        await test.Agent.Raise(new FailingSources.OfConnect(), new ConnectEventArgs(test.Session)).WaitAsync(Patience);
        await test.Agent.Raise(new FailingSources.OfCommand(), new EhloCommandEventArgs(test.Session) { Domain = "mail.site.example" }).WaitAsync(Patience);
        test.Session.HelloDomain = "mail.site.example";
        var recipient = new RcptCommandEventArgs(test.Session) { RecipientAddress = new RoutingAddress("b@site.example") };
        await test.Agent.Raise(new FailingSources.OfCommand(), recipient).WaitAsync(Patience);
        Assert.Empty(test.Told);
        Assert.Equal(["AcceptConnection"], test.Decided.Select(static decision => decision.Action));
    }
}
