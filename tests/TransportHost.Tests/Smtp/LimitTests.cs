using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class LimitTests
{
    [Theory]
    [InlineData(510, "250")]
    [InlineData(511, "500")]
    [InlineData(100_000, "500")]
    public async Task A_command_line_has_512_octets_with_its_CRLF(int length, string reply)
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect(reply, "NOOP ".PadRight(length, 'x'));
        await client.Expect("250", "NOOP");
    }

    [Fact]
    public async Task A_command_that_ends_with_a_lone_line_feed_is_refused()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Send("NOOP\n");
        Assert.Equal("500 5.5.2 A line ends with CRLF", await client.Reply());
        await client.Expect("250", "NOOP");
    }

    [Theory]
    [InlineData(100, "250")]
    [InlineData(101, "552")]
    public async Task A_message_that_is_too_large_is_refused_at_its_end(int size, string reply)
    {
        await using var host = await Host.Start(new SmtpSettings { MaxMessageSize = 100 });
        await using var client = await SmtpClient.Greeted(host.Plain);
        Assert.StartsWith(reply, await client.Mail("a@example.org", "\r\n".PadRight(size - 2, 'x'), "b@example.org"));
        Assert.Equal(reply == "250" ? 1 : 0, Directory.GetFiles(host.Folder).Length);
        await client.Expect("250", "NOOP");
    }

    [Fact]
    public async Task The_recipient_beyond_the_limit_is_to_be_sent_again()
    {
        await using var host = await Host.Start(new SmtpSettings { MaxRecipients = 100 });
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        for (var i = 0; i < 100; i++)
            await client.Expect("250", "RCPT TO:<b@example.org>");
        await client.Expect("452 4.5.3", "RCPT TO:<b@example.org>");
        await client.Expect("354", "DATA");
    }

    [Fact]
    public async Task A_client_with_too_many_errors_is_sent_away()
    {
        await using var host = await Host.Start(new SmtpSettings { MaxErrors = 3 });
        await using var client = await SmtpClient.Greeted(host.Plain);
        for (var i = 0; i < 3; i++)
            await client.Expect("500", "FOO");
        await client.Expect("421 4.7.0", "FOO");
        Assert.Equal("closed", await client.Line());
        Assert.Contains("OnDisconnect TooManyErrors", await host.EventsUpTo("OnDisconnect"));
    }

    [Fact]
    public async Task Refused_recipients_are_no_errors()
    {
        await using var host = await Host.Start(new SmtpSettings { MaxErrors = 1 });
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        for (var i = 0; i < 5; i++)
            await client.Expect("550", "RCPT TO:<reject@example.org>");
    }

    [Fact]
    public async Task A_silent_client_is_sent_away()
    {
        await using var host = await Host.Start(new SmtpSettings(), idle: TimeSpan.FromMilliseconds(200));
        await using var client = await SmtpClient.Open(host.Plain);
        Assert.StartsWith("220 ", await client.Line());
        Assert.StartsWith("421 4.4.2", await client.Line());
        Assert.Equal("closed", await client.Line());
        Assert.Contains("OnDisconnect Timeout", await host.EventsUpTo("OnDisconnect"));
    }

    [Fact]
    public async Task One_connection_too_many_is_sent_away_and_the_next_is_served()
    {
        await using var host = await Host.Start(new SmtpSettings(), connections: 1);
        await using (var first = await SmtpClient.Greeted(host.Plain))
        {
            await using var second = await SmtpClient.Open(host.Plain);
            Assert.StartsWith("421 4.7.0", await second.ToEnd());
            await first.Expect("221", "QUIT");
        }

        await host.EventsUpTo("OnDisconnect");
        // The agent hears of the end a moment before the place is free.
        var line = "421";
        for (var tries = 0; tries < 3000 && line.StartsWith("421"); tries++)
        {
            await using var third = await SmtpClient.Open(host.Plain);
            line = await third.Line();
        }

        Assert.StartsWith("220 ", line);
    }
}
