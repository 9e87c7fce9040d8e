using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Proxy;

public sealed class ProxyTests
{
    private const string V2 = "\r\n\r\n\0\r\nQUIT\n";

    public static TheoryData<string, string> Headers => new()
    {
        { "PROXY TCP4 192.0.2.1 192.0.2.2 1000 25\r\n", "192.0.2.1:1000 to 192.0.2.2:25" },
        { "PROXY TCP6 2001:db8::1 2001:db8::2 1000 587\r\n", "[2001:db8::1]:1000 to [2001:db8::2]:587" },
        { "PROXY UNKNOWN\r\n", "loopback" },
        { "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", "loopback" },
        { V2 + "\u0021\u0011\0\u000c\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\u0003\u00e8\0\u0019", "192.0.2.1:1000 to 192.0.2.2:25" },
        { V2 + "\u0021\u0011\0\u0010\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\u0003\u00e8\0\u0019\u0004\0\u0001x", "192.0.2.1:1000 to 192.0.2.2:25" },
        { V2 + "\u0021\u0021\0\u0024" + Address(1) + Address(2) + "\u0003\u00e8\0\u0019", "[2001:db8::1]:1000 to [2001:db8::2]:25" },
        { V2 + "\u0020\0\0\0", "loopback" },
        { V2 + "\u0021\0\0\0", "loopback" },
    };

    public static TheoryData<string> Garbage => new()
    {
        "PROXY TCP4 192.0.2.1 192.0.2.2 1000\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1000 25 \r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1000 65536\r\n",
        "PROXY TCP4 2001:db8::1 2001:db8::2 1000 25\r\n",
        "PROXY TCP6 192.0.2.1 192.0.2.2 1000 25\r\n",
        "PROXY TCP4 1 2 1000 25\r\n",
        "PROXY TCP6 [2001:db8::1] [2001:db8::2] 1000 25\r\n",
        "PROXY UDP4 192.0.2.1 192.0.2.2 1000 25\r\n",
        "PROXY \r\n",
        "PROXY UNKNOWN " + new string('x', 100) + "\r\n",
        "PROXY " + new string('x', 200),
        V2 + "\u0011\u0011\0\u000c\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\u0003\u00e8\0\u0019",
        V2 + "\u0022\u0011\0\u000c\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\u0003\u00e8\0\u0019",
        V2 + "\u0021\u0012\0\u000c\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\u0003\u00e8\0\u0019",
        V2 + "\u0021\u0011\0\u000b\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\u0003\u00e8\0",
        V2 + "\u0021\u0011\u00ff\u00ff",
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task The_header_tells_both_ends(string header, string ends)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Proxied, header);
        Assert.Contains("OnConnect " + ends, host.Events);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task The_header_may_come_in_pieces_and_with_what_follows(string header, string ends)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Open(host.Proxied);
        foreach (var octet in header + "EHLO x\r\n")
            await client.Send(octet.ToString());
        Assert.StartsWith("220 ", await client.Line());
        Assert.StartsWith("250-", await client.Line());
        Assert.Contains("OnConnect " + ends, host.Events);

        await using var hasty = await SmtpClient.Open(host.Proxied, header + "NOOP\r\nQUIT\r\n");
        Assert.Matches("^220 .*\r\n250 .*\r\n221 .*\r\n$", await hasty.ToEnd());
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task A_malformed_header_closes_the_connection_without_a_word(string header)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Open(host.Proxied, header);
        Assert.Equal("closed", await client.Line());
        Assert.Empty(host.Events);
    }

    [Fact]
    public async Task Without_a_header_it_is_plain_SMTP_once_the_client_speaks()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Open(host.Proxied, "EHLO client.example\r\n");
        Assert.StartsWith("220 ", await client.Line());
        Assert.StartsWith("250-", await client.Line());
        Assert.Contains("OnConnect loopback", host.Events);
    }

    [Fact]
    public async Task The_plain_port_takes_a_header_for_an_unknown_command()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Open(host.Plain, "PROXY TCP4 192.0.2.1 192.0.2.2 1000 25\r\n");
        Assert.StartsWith("220 ", await client.Line());
        Assert.StartsWith("500 ", await client.Line());
        Assert.Contains("OnConnect loopback", host.Events);
    }

    [Fact]
    public async Task A_header_that_never_gets_complete_is_waited_for_no_longer_than_a_silent_client()
    {
        await using var host = await Host.Start(new Smtp.SmtpSettings(), idle: System.TimeSpan.FromMilliseconds(200));
        await using var client = await SmtpClient.Open(host.Proxied, "PROXY TCP4 192.");
        Assert.StartsWith("421 4.4.2", await client.ToEnd());
        Assert.Empty(host.Events);
    }

    private static string Address(int last) => "\u0020\u0001\u000d\u00b8" + new string('\0', 11) + (char)last;
}
