using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.TransportHost.Smtp;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;
using Xunit;

namespace IpBlock.Agent.Tests;

/// <summary>A client that a front end hands on: at connect Exchange sees the front end.</summary>
public sealed class ProxiedClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_last_name_it_gives_counts_as_it_does_for_any_other()
    {
        await using var test = new AgentUnderTest("""{ "helo": { "enabled": true, "own": [ "mail.site.example" ] } }""", fromGateway: true);
        Assert.Null(await AskAsync(source => test.Agent.Raise(new ConnectSource(source), new ConnectEventArgs(test.Session))));
        test.Session.RemoteEndPoint = new IPEndPoint(AgentUnderTest.Client, 4000);

        foreach (var (name, reply) in new[] { ("mail.site.example", "550"), ("laptop.example", null), ("mail.site.example", "550") })
        {
            test.Session.HelloDomain = name;
            Assert.Equal(reply, await NameRecipientAsync(test));
            Assert.Equal(reply, await NameRecipientAsync(test));
        }

        Assert.Equal(
            [
                "OnConnect AcceptConnection", "OnRcptCommand RejectCommand", "OnRcptCommand RejectCommand",
                "OnRcptCommand AcceptConnection", "OnRcptCommand RejectCommand", "OnRcptCommand RejectCommand",
            ],
            test.Decided.Select(static decision => $"{decision.Event} {decision.Action}"));
        Assert.Empty(test.Told);
    }

    private static Task<string?> NameRecipientAsync(AgentUnderTest test) =>
        AskAsync(outcome => test.Agent.Raise(new CommandSource(outcome), new RcptCommandEventArgs(test.Session) { RecipientAddress = new RoutingAddress("b@site.example") }));

    private static async Task<string?> AskAsync(Func<Outcome, Task> raise)
    {
        var outcome = new Outcome();
        await raise(outcome).WaitAsync(Patience);
        return outcome.Refusal?.StatusCode;
    }
}
