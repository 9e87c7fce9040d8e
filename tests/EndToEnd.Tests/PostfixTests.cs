using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>What Postfix and the policy service do together beyond single sessions.</summary>
public sealed class PostfixTests(Doors doors) : IClassFixture<Doors>
{
    private const string Refusal = "550 5.7.1 <user@site.example>: Recipient address rejected: 192.0.2.2 refused by any code (any.example), 100%";

    private static readonly string[] Sender = ["EHLO mail.sender.example", "MAIL FROM:<a@sender.example>"];
    private static readonly string[] Envelope = [.. Sender, "RCPT TO:<user@site.example>"];

    [Fact]
    public async Task Mail_flows_while_the_service_is_dead_and_is_filtered_within_a_second_of_its_return()
    {
        await using var door = await PostfixDoor.StartAsync("connect", doors.Lists.EndPoint);
        using var open = await ConnectAsync(door, "192.0.2.2");
        Assert.Equal(Refusal, await open.SayAllAsync(Envelope));

        await door.KillServiceAsync();
        Assert.StartsWith("250 ", await open.SayAsync("RCPT TO:<user@site.example>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await open.SayAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await open.SayAsync("Subject: hello\r\n\r\nHello.\r\n."), StringComparison.Ordinal);
        using (var other = await ConnectAsync(door, "192.0.2.2"))
            Assert.StartsWith("250 ", await other.SayAllAsync(Envelope), StringComparison.Ordinal);

        await door.StartServiceAsync();
        using var again = await ConnectAsync(door, "192.0.2.2");
        Assert.Equal(Refusal, await again.SayAllAsync(Envelope));
        Assert.Equal(Refusal, await open.SayAllAsync("MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>"));
        await SeenAsync(() => Directory.GetFiles(door.Mail, "*.eml").Length == 1, "the message that came while the service was dead");
    }

    [Fact]
    public async Task Without_delay_reject_the_client_is_refused_by_the_greeting_and_Postfix_calls_it_a_host()
    {
        await using var door = await PostfixDoor.StartAsync("connect", doors.Lists.EndPoint, "smtpd_client_restrictions", "smtpd_delay_reject = no");
        using var listed = await ConnectAsync(door, "192.0.2.2", greeting: "550 5.7.1 <unknown[192.0.2.2]>: Client host rejected: 192.0.2.2 refused by any code (any.example), 100%");
        using var served = await ConnectAsync(door, "198.51.100.1");
        Assert.StartsWith("250 ", await served.SayAllAsync(Envelope), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_list_for_clients_recipients_are_exempt_too_because_Postfix_waits_for_them()
    {
        await using var door = await PostfixDoor.StartAsync("exempt-recipients", doors.Lists.EndPoint, "smtpd_client_restrictions");
        using var listed = await ConnectAsync(door, "192.0.2.2");
        Assert.Equal(
            "550 5.7.1 <unknown[192.0.2.2]>: Client host rejected: 192.0.2.2 refused by any code (any.example), 100%",
            await listed.SayAllAsync(Envelope));
        Assert.StartsWith("250 ", await listed.SayAsync("RCPT TO:<exempt@site.example>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_data_with_one_recipient_that_one_counts_and_with_several_nobody_is_refused_where_some_may_be_exempt()
    {
        await using var door = await PostfixDoor.StartAsync("exempt-recipients", doors.Lists.EndPoint, "smtpd_data_restrictions");
        using var smtp = await ConnectAsync(door, "192.0.2.2");
        Assert.Equal("550 5.7.1 <DATA>: Data command rejected: 192.0.2.2 refused by any code (any.example), 100%", await smtp.SayAllAsync([.. Envelope, "DATA"]));
        await smtp.SayAsync("RSET");
        Assert.StartsWith("354 ", await smtp.SayAllAsync("MAIL FROM:<a@sender.example>", "RCPT TO:<exempt@site.example>", "RCPT TO:<user@site.example>", "DATA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_sessions_at_a_time_are_all_judged_rightly()
    {
        var door = (PostfixDoor)await doors.OpenAsync("postfix", "connect");
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var smtp = await ConnectAsync(door, i % 2 == 0 ? "192.0.2.2" : $"198.51.100.{i}");
            return (i, await smtp.SayAllAsync(Envelope));
        }));

        Assert.All(replies, one => Assert.StartsWith(one.i % 2 == 0 ? "550 5.7.1 " : "250 ", one.Item2, StringComparison.Ordinal));
    }

    private static async Task<Smtp> ConnectAsync(PostfixDoor door, string client, string greeting = "220 ")
    {
        var smtp = await Smtp.ConnectAsync(door.Proxied, client);
        Assert.StartsWith(greeting, await smtp.SayAsync(), StringComparison.Ordinal);
        return smtp;
    }

    private static async Task SeenAsync(Func<bool> isSo, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!isSo() && waited.Elapsed < TimeSpan.FromSeconds(30))
            await Task.Delay(20);
        Assert.True(isSo(), what);
    }
}
