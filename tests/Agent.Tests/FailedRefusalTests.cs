using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.TransportHost.Smtp;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;
using Xunit;

namespace IpBlock.Agent.Tests;

/// <summary>Exchange throws when it is told to refuse: it hears nothing of that from the agent, the log has it, and nobody counts a refusal.</summary>
public sealed class FailedRefusalTests
{
    private const string ByHand = "\"blockList\": [ { \"address\": \"198.51.100.10\" } ]";
    private const string ByProvider = "{dns}, \"blockProviders\": [ { \"name\": \"one\", \"lookupDomain\": \"one.test\", \"anyMatch\": true } ]";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ByHand)]
    [InlineData(ByProvider)]
    public async Task Of_the_connection(string rule)
    {
        await using var test = Start("{ " + rule + " }");
        await test.Agent.Raise(new FailingSources.OfConnect(), new ConnectEventArgs(test.Session)).WaitAsync(Patience);
        Check(test, "OnConnect", "FailConnection");
    }

    [Theory]
    [InlineData(ByHand)]
    [InlineData(ByProvider)]
    public async Task Of_a_recipient(string rule)
    {
        await using var test = Start("{ \"rejectAt\": \"recipient\", " + rule + " }");
        await test.Agent.Raise(new FailingSources.OfConnect(), new ConnectEventArgs(test.Session)).WaitAsync(Patience);
        Assert.Empty(test.Told);
        await test.Agent.Raise(new FailingSources.OfCommand(), Recipient(test)).WaitAsync(Patience);
        Check(test, "OnRcptCommand", "FailCommand");
    }

    [Theory]
    [InlineData(ByHand)]
    [InlineData(ByProvider)]
    public async Task Of_a_recipient_of_a_client_that_is_seen_there_for_the_first_time(string rule)
    {
        await using var test = Start("{ " + rule + " }");
        await test.Agent.Raise(new FailingSources.OfCommand(), Recipient(test)).WaitAsync(Patience);
        Check(test, "OnRcptCommand", "FailCommand");
    }

    [Theory]
    [InlineData(ByHand)]
    [InlineData(ByProvider)]
    public async Task Of_a_message(string rule)
    {
        await using var test = Start("{ " + rule + " }", fromGateway: true);
        var mail = new HostMailItem(new RoutingAddress("a@site.example"), new Dictionary<string, object>(StringComparer.Ordinal));
        mail.Recipients.Add(new RoutingAddress("b@site.example"));
        await test.Agent.Raise(new FailingSources.OfMessage(), new EndOfHeadersEventArgs(test.Session) { MailItem = mail }).WaitAsync(Patience);
        Check(test, "OnEndOfHeaders", "FailMessage");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_what_a_client_calls_itself(bool isExtended)
    {
        await using var test = Start("{ \"helo\": { \"enabled\": true, \"own\": [ \"mail.site.example\" ] } }");
        await test.Agent.Raise(new FailingSources.OfConnect(), new ConnectEventArgs(test.Session)).WaitAsync(Patience);
        var source = new FailingSources.OfCommand();
        await (isExtended
            ? test.Agent.Raise(source, new EhloCommandEventArgs(test.Session) { Domain = "mail.site.example" })
            : test.Agent.Raise(source, new HeloCommandEventArgs(test.Session) { Domain = "mail.site.example" })).WaitAsync(Patience);
        Check(test, isExtended ? "OnEhloCommand" : "OnHeloCommand", "FailCommand", "AcceptConnection");
    }

    [Fact]
    public async Task A_handler_that_throws_before_there_is_a_verdict_is_told_and_the_client_is_served()
    {
        await using var test = Start("{ " + ByHand + " }");
        test.Session.RemoteEndPoint = null!;
        await test.Agent.Raise(new FailingSources.OfConnect(), new ConnectEventArgs(test.Session)).WaitAsync(Patience);
        await test.Agent.Raise(new FailingSources.OfCommand(), Recipient(test)).WaitAsync(Patience);
        Assert.Equal([401, 401], test.Told.Select(static notice => notice.Id));
        Assert.Empty(test.Decided);
    }

    private static RcptCommandEventArgs Recipient(AgentUnderTest test) => new(test.Session) { RecipientAddress = new RoutingAddress("b@site.example") };

    private static AgentUnderTest Start(string settings, bool fromGateway = false)
    {
        var test = new AgentUnderTest(settings, fromGateway);
        test.Dns.Zone("one.test").Lists(AgentUnderTest.Client.ToString(), "127.0.0.2");
        return test;
    }

    private static void Check(AgentUnderTest test, string where, string action, params string[] before)
    {
        var told = Assert.Single(test.Told);
        Assert.Equal(401, told.Id);
        Assert.StartsWith($"An error occurred in {where}, and a client was accepted without filtering: ", told.Text, StringComparison.Ordinal);
        Assert.Contains(FailingSources.Reason, told.Text, StringComparison.Ordinal);
        Assert.Equal(where, test.Decided.Last().Event);
        Assert.Equal([.. before, action], test.Decided.Select(static decision => decision.Action));
        Assert.Equal([.. before, action], test.Logged());
    }
}
