using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.TransportHost.Smtp;
using Microsoft.Exchange.Data.Mime;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;
using Xunit;

namespace IpBlock.Agent.Tests;

/// <summary>What the agent does to the header of a message.</summary>
public sealed class MarkTests
{
    private const string Mark = "X-IpBlock: mark; client=198.51.100.10; rule=Score; score=1; lists=\"list\"; provider=\"list\"; code=127.0.0.2";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_marked_message_gets_our_field_and_loses_the_strangers()
    {
        await using var test = Start();
        await ConnectAsync(test);
        await NameAsync(test, "user@site.example");
        var header = Header("Subject: hello", "X-IpBlock: nobody lists me", "x-ipblock: nobody at all");
        await EndHeadersAsync(test, header);
        Assert.Equal(["Subject: hello", Mark], Lines(header));
        Assert.Equal("MarkMessage", test.Decided.Last().Action);
        Assert.Equal("a@sender.example", test.Decided.Last().Sender);
        Assert.Empty(test.Told);
    }

    [Fact]
    public async Task The_spam_confidence_level_is_set_if_the_settings_say_so()
    {
        await using var test = Start("\"mark\": { \"scl\": 6 },");
        await ConnectAsync(test);
        await NameAsync(test, "user@site.example");
        var header = Header("X-MS-Exchange-Organization-SCL: -1");
        await EndHeadersAsync(test, header);
        Assert.Equal([Mark, "X-MS-Exchange-Organization-SCL: 6"], Lines(header));
    }

    [Fact]
    public async Task A_message_is_marked_when_one_of_its_recipients_asks_for_it_and_the_next_message_is_not()
    {
        await using var test = Start("""
            "recipientPolicies": [ { "name": "lax", "recipients": [ "lax@site.example" ], "removeProviders": [ "list" ] } ],
            """);
        await ConnectAsync(test);
        await NameAsync(test, "lax@site.example");
        await NameAsync(test, "user@site.example");
        await NameAsync(test, "lax@site.example");
        var header = Header("Subject: both");
        await EndHeadersAsync(test, header);
        Assert.Equal(["Subject: both", Mark], Lines(header));

        await BeginMessageAsync(test);
        await NameAsync(test, "lax@site.example");
        header = Header("Subject: lax", "X-IpBlock: mine");
        await EndHeadersAsync(test, header);
        Assert.Equal(["Subject: lax"], Lines(header));
    }

    [Fact]
    public async Task The_field_of_an_exempt_client_stays()
    {
        await using var test = Start("\"exceptions\": { \"clients\": [ \"198.51.100.10\" ] },");
        await ConnectAsync(test);
        await NameAsync(test, "user@site.example");
        var header = Header("X-IpBlock: by our own relay");
        await EndHeadersAsync(test, header);
        Assert.Equal(["X-IpBlock: by our own relay"], Lines(header));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"rejectAt\": \"recipient\",")]
    public async Task Unless_the_settings_can_mark_the_header_is_not_touched(string more)
    {
        await using var test = new AgentUnderTest($$"""{ {{more}} {dns} }""");
        await ConnectAsync(test);
        await NameAsync(test, "user@site.example");
        await EndHeadersAsync(test, null!);
        Assert.Empty(test.Told);
    }

    [Fact]
    public async Task A_header_that_cannot_be_written_keeps_no_mail_away()
    {
        await using var test = Start();
        await ConnectAsync(test);
        await NameAsync(test, "user@site.example");
        Assert.Null(await EndHeadersAsync(test, null!));
        Assert.Equal(401, Assert.Single(test.Told).Id);
    }

    [Fact]
    public async Task What_an_internal_server_hands_on_is_marked_by_the_address_from_which_it_came()
    {
        await using var test = Start(fromGateway: true);
        await ConnectAsync(test);
        await NameAsync(test, "user@site.example");
        var header = Header("X-IpBlock: nobody lists me");
        Assert.Null(await EndHeadersAsync(test, header));
        Assert.Equal([Mark], Lines(header));
        Assert.Equal("OnEndOfHeaders MarkMessage", $"{test.Decided.Last().Event} {test.Decided.Last().Action}");
    }

    [Fact]
    public async Task A_mail_that_is_deferred_is_known_by_its_sender()
    {
        await using var test = Start("\"deferOnce\": { \"enabled\": true, \"after\": \"1s\" },", thresholds: "\"defer\": 1, \"reject\": 2");
        await ConnectAsync(test);
        Assert.Equal("451", await NameAsync(test, "user@site.example"));
        Assert.Equal("451", await NameAsync(test, "user@site.example", RoutingAddress.NullReversePath));
        Assert.Equal("451", await NameAsync(test, "USER@site.example", new RoutingAddress("A@sender.example")));
        Assert.Equal(2, test.Engine.Deferred!.Count);
        Assert.Equal(["a@sender.example", "", "A@sender.example"], test.Decided.Select(static decision => decision.Sender));
    }

    private static AgentUnderTest Start(string more = "", bool fromGateway = false, string thresholds = "\"mark\": 1, \"reject\": 2")
    {
        var test = new AgentUnderTest(
            $$"""{ "verdict": "score", "thresholds": { {{thresholds}} }, {{more}} "blockProviders": [ { "name": "list", "lookupDomain": "list.test", "anyMatch": true } ], {dns} }""", fromGateway);
        test.Dns.Zone("list.test").Lists(AgentUnderTest.Client.ToString(), "127.0.0.2");
        return test;
    }

    private static async Task ConnectAsync(AgentUnderTest test)
    {
        await AskAsync(source => test.Agent.Raise(new ConnectSource(source), new ConnectEventArgs(test.Session)));
        await BeginMessageAsync(test);
    }

    private static Task<string?> BeginMessageAsync(AgentUnderTest test) =>
        AskAsync(outcome => test.Agent.Raise(new CommandSource(outcome), new MailCommandEventArgs(test.Session) { FromAddress = new RoutingAddress("a@sender.example") }));

    private static Task<string?> NameAsync(AgentUnderTest test, string recipient, RoutingAddress? sender = null) =>
        AskAsync(outcome => test.Agent.Raise(new CommandSource(outcome), new RcptCommandEventArgs(test.Session)
        {
            RecipientAddress = new RoutingAddress(recipient),
            MailItem = Item(sender),
        }));

    private static Task<string?> EndHeadersAsync(AgentUnderTest test, HeaderList header) =>
        AskAsync(outcome => test.Agent.Raise(new MessageSource(outcome), new EndOfHeadersEventArgs(test.Session) { MailItem = Item(null, "user@site.example"), Headers = header }));

    private static HostMailItem Item(RoutingAddress? sender, params string[] recipients)
    {
        var item = new HostMailItem(sender ?? new RoutingAddress("a@sender.example"), new Dictionary<string, object>());
        foreach (var recipient in recipients)
            item.Recipients.Add(new RoutingAddress(recipient));
        return item;
    }

    private static HeaderList Header(params string[] lines)
    {
        var list = new HeaderList();
        foreach (var line in lines)
            list.AppendChild(new TextHeader(line.Split(": ")[0], line.Split(": ")[1]));
        return list;
    }

    private static IEnumerable<string> Lines(HeaderList header) => ((IEnumerable<Header>)header).Select(static one => $"{one.Name}: {one.Value}");

    private static async Task<string?> AskAsync(Func<Outcome, Task> raise)
    {
        var outcome = new Outcome();
        await raise(outcome).WaitAsync(Patience);
        return outcome.Refusal?.StatusCode;
    }
}
