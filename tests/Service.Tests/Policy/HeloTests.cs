using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

/// <summary>What clients call themselves, as Postfix tells it.</summary>
public sealed class HeloTests
{
    private const string Settings = """
        { "helo": { "enabled": true, "own": [ "mail.site.example" ], "rejectionResponse": "%2" }, "allowList": [ "198.51.100.9" ], "exceptions": { "recipients": [ "exempt@site.example" ] }, "service": { {service} } }
        """;

    [Theory]
    [InlineData("helo_name=198.51.100.7", "550 5.7.1 198.51.100.7")]
    [InlineData("helo_name=Mail.Site.Example", "550 5.7.1 Mail.Site.Example")]
    [InlineData("helo_name=[203.0.113.25]\nserver_address=203.0.113.25", "550 5.7.1 [203.0.113.25]")]
    [InlineData("helo_name=[198.51.100.7]", "DUNNO")]
    [InlineData("helo_name=mail.sender.example", "DUNNO")]
    [InlineData("helo_name=", "DUNNO")]
    [InlineData("helo_name=198.51.100.7\nsasl_username=user", "DUNNO")]
    public async Task The_name_is_judged_where_the_recipient_is_known(string attributes, string answer)
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using var client = await service.ConnectAsync();
        Assert.Equal(answer, await client.AskAsync(PolicyClient.Request("198.51.100.7", more: attributes + "\n")));
    }

    [Fact]
    public async Task A_name_that_comes_after_the_verdict_is_judged_too_and_once()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using var client = await service.ConnectAsync();
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.7", "", "CONNECT", "i1", "helo_name=\n")));
        Assert.Equal("550 5.7.1 198.51.100.7", await client.AskAsync(PolicyClient.Request("198.51.100.7", "user@site.example", "RCPT", "i1", "helo_name=198.51.100.7\n")));
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.7", "exempt@site.example", "RCPT", "i1", "helo_name=198.51.100.7\n")));
        Assert.Equal("550 5.7.1 198.51.100.7", await client.AskAsync(PolicyClient.Request("198.51.100.7", "other@site.example", "RCPT", "i1", "helo_name=198.51.100.7\n")));
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.9", "user@site.example", "RCPT", "i2", "helo_name=198.51.100.7\n")));
    }
}
