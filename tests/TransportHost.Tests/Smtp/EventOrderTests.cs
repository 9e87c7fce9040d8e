using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class EventOrderTests
{
    [Fact]
    public async Task A_session_raises_its_events_in_the_order_of_Exchange()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Open(host.Plain);
        await client.Line();
        await client.Expect("250", "HELO client.example");
        await client.Expect("250", "NOOP");
        await client.Mail("a@example.org", "Subject: x\r\n\r\nbody", "b@example.com", "c@example.com");
        await client.Expect("250", "RSET");
        await client.Expect("214", "HELP me");
        await client.Expect("221", "QUIT");
        Assert.Equal(
            [
                "OnConnect loopback", "OnHeloCommand client.example", "OnNoopCommand", "OnMailCommand a@example.org 0 NotSpecified",
                "OnRcptCommand", "OnRcptCommand", "OnDataCommand 2", "OnEndOfHeaders external=True last=loopback bypass=False",
                "OnEndOfData 20", "OnRsetCommand", "OnHelpCommand me", "OnDisconnect QuitVerb",
            ],
            await host.EventsUpTo("OnDisconnect"));
    }

    [Fact]
    public async Task A_message_without_a_body_has_its_end_of_headers_before_its_end_of_data()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Mail("a@example.org", "Subject: x", "b@example.com");
        var events = await host.EventsUpTo("OnEndOfData");
        Assert.StartsWith("OnEndOfHeaders", events[^2]);
        Assert.Equal("OnEndOfData 12", events[^1]);
    }

    [Fact]
    public async Task A_client_that_hangs_up_is_told_to_the_agent()
    {
        await using var host = await Host.Start();
        await (await SmtpClient.Greeted(host.Plain)).DisposeAsync();
        Assert.Matches("OnDisconnect (SenderDisconnected|Remote)", (await host.EventsUpTo("OnDisconnect"))[^1]);
    }

    [Fact]
    public async Task A_refused_command_raises_OnReject_before_its_reply()
    {
        await using var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("500", "NONSENSE");
        await client.Expect("503", "RCPT TO:<a@example.org>");
        await client.Expect("250", "MAIL FROM:<a@example.org>");
        await client.Expect("550", "RCPT TO:<reject@example.org>");
        var events = await host.EventsUpTo("OnReject RCPT 550");
        Assert.Equal(
            ["OnReject NONSENSE 500", "OnReject RCPT 503", "OnMailCommand a@example.org 0 NotSpecified", "OnRcptCommand", "OnReject RCPT 550"],
            events[2..]);
    }

    [Fact]
    public async Task A_stopped_server_ends_its_sessions_and_closes_the_factory()
    {
        var host = await Host.Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await host.DisposeAsync();
        Assert.StartsWith("421 4.3.2", await client.ToEnd());
        var events = await host.EventsUpTo("Close");
        Assert.Equal(["OnDisconnect Local", "Close"], events[^2..]);
    }
}
