using System;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

/// <summary>Mail that Postfix is told to mark, and mail that is deferred once.</summary>
public sealed class MarkTests
{
    private const string Mark = "mark; client=192.0.2.7; rule=Score; score=1; lists=\"one\"; provider=\"one\"; code=127.0.0.2";

    [Theory]
    [InlineData("", "PREPEND X-IpBlock: " + Mark)]
    [InlineData(", \"tagToken\": \"7f3kq29d\"", "PREPEND X-IpBlock: token=7f3kq29d; " + Mark)]
    public async Task A_message_is_marked_once_whatever_its_other_recipients_want(string more, string answer)
    {
        await using var service = await StartAsync("\"mark\": 1, \"reject\": 2", more: more);
        using var client = await service.ConnectAsync();
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("192.0.2.7", "lax@site.example", instance: "i1")));
        Assert.Equal(answer, await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i1")));
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("192.0.2.7", "other@site.example", instance: "i1")));
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("192.0.2.7", "lax@site.example", instance: "i1")));
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("192.0.2.7", "lax@site.example", instance: "i2")));
    }

    [Fact]
    public async Task An_exempt_recipient_before_it_does_not_hide_the_mark()
    {
        await using var service = await StartAsync("\"mark\": 1, \"reject\": 2", more: ", \"tagMessages\": true");
        using var client = await service.ConnectAsync();
        Assert.StartsWith("PREPEND X-IpBlock: exempt;", await client.AskAsync(PolicyClient.Request("192.0.2.7", "exempt@site.example", instance: "i1")), StringComparison.Ordinal);
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("192.0.2.7", "exempt@site.example", instance: "i1")));
        Assert.Equal("PREPEND X-IpBlock: " + Mark, await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i1")));
    }

    [Fact]
    public async Task Deferred_mail_is_known_by_its_sender_which_the_log_has_with_the_names_of_the_client()
    {
        await using var service = await StartAsync("\"defer\": 1, \"reject\": 2");
        using (var client = await service.ConnectAsync())
        {
            Assert.StartsWith("DEFER_IF_PERMIT 4.7.1 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", more: "client_name=mx.sender.example\n")), StringComparison.Ordinal);
            Assert.StartsWith("DEFER_IF_PERMIT 4.7.1 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", more: "sender=\n")), StringComparison.Ordinal);
            Assert.StartsWith("DEFER_IF_PERMIT 4.7.1 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", "USER@site.example", more: "sender=A@sender.example\n")), StringComparison.Ordinal);
            Assert.Equal(2, service.Host.Engine.Deferred!.Count);
        }

        await service.StopAsync();
        var lines = service.Decisions();
        Assert.Equal(("a@sender.example", "mail.sender.example", "mx.sender.example"), (lines[0]["Sender"], lines[0]["Helo"], lines[0]["ClientName"]));
        Assert.Equal(("", ""), (lines[1]["Sender"], lines[1]["ClientName"]));
    }

    private static async Task<ServiceUnderTest> StartAsync(string thresholds, string more = "")
    {
        var service = await ServiceUnderTest.StartAsync($$"""
            {
              "verdict": "score", "thresholds": { {{thresholds}} }, "deferOnce": { "enabled": true },
              "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true }, { "name": "two", "lookupDomain": "two.test", "anyMatch": true, "onlyInPolicies": true } ],
              "recipientPolicies": [
                { "name": "lax", "recipients": [ "lax@site.example" ], "removeProviders": [ "one" ] },
                { "name": "strict", "recipients": [ "exempt@site.example" ], "thresholds": { "reject": 1 } }
              ],
              "exceptions": { "recipients": [ "exempt@site.example" ] }, "health": { "enabled": false }, "dns": { {dns} }, "service": { {service} {{more}} }
            }
            """);
        service.Dns.Zone("one.test").Lists("192.0.2.7", "127.0.0.2");
        return service;
    }
}
