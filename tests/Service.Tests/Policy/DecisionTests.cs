using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

/// <summary>What of a conversation stands in the decision log.</summary>
public sealed class DecisionTests
{
    private const string Settings = """
        { "blockList": [ { "address": "192.0.2.0/24", "comment": "ours" } ], "exceptions": { "recipients": [ "exempt@site.example" ] }, "service": { {service} } }
        """;

    [Fact]
    public async Task Each_refused_recipient_is_logged_and_the_exempt_one_too()
    {
        var log = await LogOfAsync(
            PolicyClient.Request("192.0.2.7", "", "CONNECT", "i1"),
            PolicyClient.Request("192.0.2.7", "", "MAIL", "i1"),
            PolicyClient.Request("192.0.2.7", "user@site.example", "RCPT", "i1"),
            PolicyClient.Request("192.0.2.7", "exempt@site.example", "RCPT", "i1"),
            PolicyClient.Request("192.0.2.7", "user@site.example", "END-OF-MESSAGE", "i1"));

        Assert.Equal(["OnRcptCommand RejectCommand user@site.example", "OnRcptCommand AcceptRecipient exempt@site.example", "OnEndOfData RejectMessage user@site.example"], log);
    }

    [Theory]
    [InlineData("exempt+ticket42@site.example", "AcceptRecipient")]
    [InlineData("EXEMPT@Site.Example.", "AcceptRecipient")]
    [InlineData("\"exempt\"@site.example", "AcceptRecipient")]
    [InlineData("@relay.example:exempt@site.example", "AcceptRecipient")]
    [InlineData("exempt-x@site.example", "RejectCommand")]
    public async Task A_recipient_is_exempt_however_it_is_spelled(string recipient, string decision) =>
        Assert.StartsWith($"OnRcptCommand {decision} ", Assert.Single(await LogOfAsync(PolicyClient.Request("192.0.2.7", recipient, "RCPT", "i1"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("::ffff:192.0.2.7")]
    [InlineData("64:ff9b::c000:207")]
    public async Task A_client_is_refused_in_whatever_notation_it_comes(string client) =>
        Assert.Equal(["OnRcptCommand RejectCommand user@site.example"], await LogOfAsync(PolicyClient.Request(client, "user@site.example", "RCPT", "i1")));

    [Fact]
    public async Task A_client_that_is_served_is_logged_once_for_each_message()
    {
        var log = await LogOfAsync(
            PolicyClient.Request("198.51.100.7", "", "EHLO", "i1"),
            PolicyClient.Request("198.51.100.7", "a@site.example", "RCPT", "i1"),
            PolicyClient.Request("198.51.100.7", "b@site.example", "RCPT", "i1"),
            PolicyClient.Request("198.51.100.7", "a@site.example", "RCPT", "i2"));

        Assert.Equal(["OnHeloCommand AcceptConnection ", "OnRcptCommand AcceptConnection "], log);
    }

    [Fact]
    public async Task The_line_says_who_spoke_to_whom_in_which_session()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using (var client = await service.ConnectAsync())
        {
            await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "1a2b.3c"));
            await client.AskAsync(PolicyClient.Request("2001:db8::7", instance: "1a2b.3d"));
        }

        await service.StopAsync();
        var lines = service.Decisions();
        Assert.Equal(("1a2b.3c", "192.0.2.1:25", "192.0.2.7:40000"), (lines[0]["SessionId"], lines[0]["LocalEndpoint"], lines[0]["RemoteEndpoint"]));
        Assert.Equal(("BlockList", "ours", "550 5.7.1 192.0.2.7 has been blocked by connection filter rule IP Block list"), (lines[0]["Rule"], lines[0]["Reason"], lines[0]["SmtpResponse"]));
        Assert.Equal(("1a2b.3d", "[2001:db8::7]:40000"), (lines[1]["SessionId"], lines[1]["RemoteEndpoint"]));
    }

    [Fact]
    public async Task Requests_that_are_none_of_our_business_are_not_logged()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using (var client = await service.ConnectAsync())
        {
            Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("unknown")));
            Assert.Equal("DUNNO", await client.AskAsync("request=other\nclient_address=192.0.2.7\n\n"));
            await client.AskAsync(PolicyClient.Request("198.51.100.7"));
        }

        await service.StopAsync();
        Assert.Single(service.Decisions());
    }

    [Fact]
    public async Task Lists_are_asked_once_for_a_message_and_once_more_for_whoever_logs_in_within_it()
    {
        await using var service = await ServiceUnderTest.StartAsync("""
            { "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true } ], "health": { "enabled": false }, "dns": { {dns}, "minimumTtl": "0s" }, "service": { {service} } }
            """);
        service.Dns.Zone("one.test").Lists("192.0.2.7", "127.0.0.2").Ttl(0);
        using var client = await service.ConnectAsync();

        for (var i = 0; i < 5; i++)
            Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i1")), StringComparison.Ordinal);

        // On a busy machine a query may be sent again before its answer is read.
        var asked = service.Dns.CountUnder("one.test");
        Assert.InRange(asked, 1, 4);

        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i1", more: "sasl_username=user\n")));
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i2")), StringComparison.Ordinal);
        Assert.InRange(service.Dns.CountUnder("one.test") - asked, 1, 2);
    }

    private static async Task<string[]> LogOfAsync(params string[] requests)
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using (var client = await service.ConnectAsync())
        {
            foreach (var request in requests)
                await client.AskAsync(request);
        }

        await service.StopAsync();
        return [.. service.Decisions().Select(line => $"{line["Event"]} {line["Action"]} {line["Recipient"]}")];
    }
}
