using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class RefusalTests
{
    private const string No = "550 5.7.1 sample agent says no";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_refused_connection_gets_the_response_as_its_greeting_and_is_closed(int order)
    {
        await using var host = await Host.Start();
        await using var client = await Connect(host, order);
        Assert.Equal(No + "\r\n", await client.ToEnd());
        var events = await host.EventsUpTo("OnDisconnect");
        Assert.Equal(["OnReject  550", "OnDisconnect DroppedSession"], events[1..]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_agent_that_throws_at_connect_refuses_nobody(int order)
    {
        await using var host = await Host.Start();
        await using var client = await Connect(host, order);
        Assert.StartsWith("220 ", await client.Line());
        await client.Expect("250", "EHLO client.example");
        Assert.Contains("threw in OnConnect: System.InvalidOperationException: the sample agent was told to throw", Assert.Single(host.Log));
    }

    [Fact]
    public async Task A_connection_the_agent_drops_is_closed_with_421()
    {
        await using var host = await Host.Start();
        await using var client = await Connect(host, 5);
        Assert.StartsWith("421 ", await client.ToEnd());
    }

    [Fact]
    public async Task The_agent_may_choose_the_banner()
    {
        await using var host = await Host.Start();
        await using var client = await Connect(host, 6);
        Assert.Equal("220 another banner", await client.Line());
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("reject-async")]
    public async Task One_recipient_is_refused_and_the_other_gets_the_message(string order)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        Assert.Equal(No, await client.Ask($"RCPT TO:<{order}@example.org>"));
        await client.Expect("250", "RCPT TO:<good@example.org>");
        await client.Expect("354", "DATA");
        await client.Expect("250", "Subject: x\r\n\r\nbody\r\n.");
        Assert.Equal(
            "X-Envelope-From: a@example.org\r\nX-Envelope-To: good@example.org\r\nSubject: x\r\n\r\nbody\r\n",
            File.ReadAllText(Path.Combine(host.Folder, "1.eml")));
    }

    [Fact]
    public async Task Without_an_accepted_recipient_there_is_no_data()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        await client.Expect("550", "RCPT TO:<reject@example.org>");
        await client.Expect("503 5.5.1", "DATA");
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("throw-async")]
    public async Task An_agent_that_throws_at_a_recipient_lets_it_pass(string order)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        await client.Expect("250", $"RCPT TO:<{order}@example.org>");
        Assert.Contains("threw in OnRcptCommand", Assert.Single(host.Log));
    }

    [Fact]
    public async Task A_session_the_agent_drops_ends_there()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        await client.Expect("421", "RCPT TO:<drop@example.org>");
        Assert.Equal("closed", await client.Line());
    }

    [Theory]
    [InlineData("headers-reject")]
    [InlineData("headers-reject-async")]
    [InlineData("data-reject")]
    [InlineData("data-reject-async")]
    public async Task A_refused_message_is_read_to_its_end_and_the_session_goes_on(string order)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        Assert.Equal(No, await client.Mail(order + "@example.org", "Subject: x\r\n\r\nNOOP\r\nNOOP\r\n", "good@example.org"));
        await client.Mail("a@example.org", "Subject: y\r\n\r\nbody", "good@example.org");
        Assert.Equal("1.eml", Path.GetFileName(Assert.Single(Directory.GetFiles(host.Folder))));
        Assert.Contains("Subject: y", File.ReadAllText(Path.Combine(host.Folder, "1.eml")));
    }

    [Fact]
    public async Task A_discarded_message_is_accepted_and_not_kept()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        Assert.Equal("250 2.6.0 gone", await client.Mail("headers-discard@example.org", "Subject: x\r\n\r\nbody", "good@example.org"));
        Assert.Empty(Directory.GetFiles(host.Folder));
        Assert.DoesNotContain(host.Events, e => e.StartsWith("OnReject"));
    }

    [Fact]
    public async Task An_agent_that_throws_at_the_headers_lets_the_message_pass()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Mail("headers-throw@example.org", "Subject: x\r\n\r\nbody", "good@example.org");
        Assert.Single(Directory.GetFiles(host.Folder));
        Assert.Contains("threw in OnEndOfHeaders", host.Log.Single());
    }

    private static Task<SmtpClient> Connect(Host host, int order) =>
        SmtpClient.Open(host.Proxied, $"PROXY TCP4 198.51.100.{order} 203.0.113.1 4000 25\r\n");
}
