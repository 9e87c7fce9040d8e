using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class CommandTests
{
    [Fact]
    public async Task EHLO_tells_the_extensions()
    {
        await using var host = await Host.Start(new SmtpSettings { ServerName = "mail.example", MaxMessageSize = 1000, UserName = "u" });
        await using var client = await SmtpClient.Open(host.Plain);
        Assert.Equal("220 mail.example ESMTP IpBlock evaluation host", await client.Line());
        Assert.Equal(
            "250-mail.example\n250-SIZE 1000\n250-8BITMIME\n250-PIPELINING\n250-ENHANCEDSTATUSCODES\n250 AUTH PLAIN",
            await client.Ask("EHLO client.example"));
    }

    [Theory]
    [InlineData("MAIL FROM:<a@example.org>", "503 ")]
    [InlineData("RCPT TO:<a@example.org>", "503 ")]
    [InlineData("DATA", "503 ")]
    [InlineData("HELO", "501 ")]
    [InlineData("EHLO", "501 ")]
    [InlineData("VRFY", "501 ")]
    [InlineData("VRFY a", "252 ")]
    [InlineData("STARTTLS", "502 ")]
    [InlineData("AUTH PLAIN", "502 ")]
    [InlineData("", "500 ")]
    [InlineData("FOO", "500 ")]
    [InlineData("NO\0OP", "500 ")]
    [InlineData("HELO gr\u00fc\u00df", "500 ")]
    [InlineData("quit", "221 ")]
    public async Task Before_a_greeting(string command, string reply)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Open(host.Plain);
        await client.Line();
        await client.Expect(reply, command);
    }

    [Theory]
    [InlineData("MAIL FROM:<>", "250 ")]
    [InlineData("mail from: <a@example.org>", "250 ")]
    [InlineData("MAIL FROM:<@relay.example:a@example.org>", "250 ")]
    [InlineData("MAIL FROM:<\"a>b\"@example.org> SIZE=10 BODY=8BITMIME", "250 ")]
    [InlineData("MAIL FROM:<a@example.org> BODY=BINARYMIME", "555 ")]
    [InlineData("MAIL FROM:<a@example.org> SIZE=x", "555 ")]
    [InlineData("MAIL FROM:<a@example.org>SIZE=10", "501 ")]
    [InlineData("MAIL FROM:a@example.org", "501 ")]
    [InlineData("MAIL FROM:<a>", "501 ")]
    [InlineData("MAIL TO:<a@example.org>", "501 ")]
    [InlineData("MAIL FROM:<a@example.org> SIZE=1001", "552 ")]
    public async Task The_sender(string command, string reply)
    {
        await using var host = await Host.Start(new SmtpSettings { MaxMessageSize = 1000 });
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect(reply, command);
    }

    [Theory]
    [InlineData("RCPT TO:<a@example.org>", "250 ")]
    [InlineData("RCPT TO:<Postmaster>", "250 ")]
    [InlineData("RCPT TO:<a>", "501 ")]
    [InlineData("RCPT TO:<>", "501 ")]
    [InlineData("RCPT TO:<a@example.org> NOTIFY=NEVER", "555 ")]
    [InlineData("MAIL FROM:<b@example.org>", "503 ")]
    [InlineData("DATA", "503 ")]
    public async Task After_a_sender(string command, string reply)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        await client.Expect(reply, command);
    }

    [Theory]
    [InlineData("RSET")]
    [InlineData("HELO again.example")]
    public async Task What_was_begun_is_forgotten(string command)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        await client.Expect("250", command);
        await client.Expect("503", "RCPT TO:<a@example.org>");
        await client.Expect("250", "MAIL FROM:<a@example.org>");
    }

    [Fact]
    public async Task Size_and_body_type_reach_the_agent()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org> SIZE=77 BODY=8BITMIME");
        Assert.Contains("OnMailCommand a@example.org 77 EightBitMime", host.Events);
    }

    [Fact]
    public async Task Pipelined_commands_are_answered_in_order_and_in_one_piece()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Send(
            "MAIL FROM:<a@example.org>\r\nRCPT TO:<reject-async@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"
            + "Subject: x\r\n\r\nbody\r\n.\r\nNOOP\r\nQUIT\r\n");
        var replies = (await client.ToEnd()).Split("\r\n");
        Assert.Equal(["250", "550", "250", "354", "250", "250", "221", ""], replies.Select(line => line.Length < 3 ? line : line[..3]));
    }

    [Fact]
    public async Task A_command_may_come_in_pieces()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        foreach (var octet in "NOOP\r\n")
            await client.Send(octet.ToString());
        Assert.StartsWith("250 ", await client.Reply());
    }
}
