using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class LastExternalAddressTests
{
    [Theory]
    [InlineData("Received: from a (b [203.0.113.7]) by c", "203.0.113.7")]
    [InlineData("Received: from a ([10.1.2.3]) by b\r\nReceived: from c ([203.0.113.8]) by d\r\nReceived: from e ([203.0.113.9]) by f", "203.0.113.8")]
    [InlineData("Received: from a (b\r\n\t[203.0.113.7])\r\n by c", "203.0.113.7")]
    [InlineData("received: from a ([IPv6:2001:db8::25]) by b", "2001:db8::25")]
    [InlineData("Received: from a ([IPv6:::ffff:203.0.113.7]) by b", "203.0.113.7")]
    [InlineData("Received: from a ([1]) by b\r\nReceived: from c ([999.1.1.1] [203.0.113.7]) by d", "203.0.113.7")]
    [InlineData("Received: from a ([10.1.2.3]) by b", "none")]
    [InlineData("Subject: [203.0.113.7]", "none")]
    [InlineData("Subject: x\r\n\r\nReceived: from a ([203.0.113.7]) by b", "none")]
    public async Task Behind_an_internal_server_the_Received_fields_tell_the_client(string header, string last)
    {
        await using var host = await Host.Start(new SmtpSettings(), @internal: ["127.0.0.0/8", "10.0.0.0/8"]);
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Mail("a@example.org", header + "\r\n\r\nbody", "b@example.org");
        Assert.Contains($"OnEndOfHeaders external=False last={last} bypass=False", host.Events);
    }

    [Fact]
    public async Task What_an_external_client_writes_into_its_header_is_not_believed()
    {
        await using var host = await Host.Start(new SmtpSettings(), @internal: ["10.0.0.0/8"]);
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Mail("a@example.org", "Received: from a ([203.0.113.7]) by b\r\n\r\nbody", "b@example.org");
        Assert.Contains("OnEndOfHeaders external=True last=loopback bypass=False", host.Events);
    }
}
