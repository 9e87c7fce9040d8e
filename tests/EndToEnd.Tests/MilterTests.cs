using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>What the milter does with Postfix and with Sendmail beyond single sessions.</summary>
public sealed class MilterTests(Doors doors) : IClassFixture<Doors>
{
    private const string AtConnect = ", \"milterRejectAt\": \"connect\"";
    private const string Text = "192.0.2.2 refused by any code (any.example), 100%";

    private static readonly string[] Envelope = ["EHLO mail.sender.example", "MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>"];

    [Fact]
    public async Task At_connect_Postfix_greets_with_words_of_its_own_and_says_the_text_to_the_commands_after_it()
    {
        await using var door = await PostfixMilterDoor.StartAsync("connect", doors.Lists.EndPoint, AtConnect);
        using var listed = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2");
        Assert.Equal("554 mx.site.example ESMTP not accepting connections", await listed.SayAsync());
        Assert.StartsWith("250 ", await listed.SayAsync(Envelope[0]), StringComparison.Ordinal);
        Assert.Equal("550 5.7.1 " + Text, await listed.SayAsync(Envelope[1]));

        using var served = await Smtp.ConnectAsync(door.Proxied, "198.51.100.1");
        Assert.StartsWith("220 ", await served.SayAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await served.SayAllAsync(Envelope), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_connect_Sendmail_loses_the_text()
    {
        await using var door = await SendmailDoor.StartAsync("connect", doors.Lists.EndPoint, AtConnect);
        using var listed = Smtp.Over(await door.ConnectAsync(IPAddress.Parse("192.0.2.2"), CancellationToken.None));
        Assert.Equal("554 mx.site.example ESMTP not accepting messages", await listed.SayAsync());
        Assert.StartsWith("250 ", await listed.SayAsync(Envelope[0]), StringComparison.Ordinal);
        Assert.Equal("550 5.0.0 Command rejected", await listed.SayAsync(Envelope[1]));
    }

    [Theory]
    [InlineData("postfix-milter")]
    [InlineData("sendmail")]
    public async Task At_connect_a_bad_name_is_refused_with_our_text_from_MAIL_on_and_for_the_whole_session(string server)
    {
        await using MilterDoor door = server == "sendmail"
            ? await SendmailDoor.StartAsync("names-connect", doors.Lists.EndPoint, AtConnect)
            : await PostfixMilterDoor.StartAsync("names-connect", doors.Lists.EndPoint, AtConnect);
        const string Refusal = "550 5.7.1 192.0.2.61 has been blocked by connection filter rule HELO: the HELO name mail.site.example is a name of this server";

        using var thief = await ConnectAsync(door, "192.0.2.61");
        Assert.StartsWith("250 ", await thief.SayAsync("HELO mail.site.example"), StringComparison.Ordinal);
        Assert.Equal(Refusal, await thief.SayAsync(Envelope[1]));
        Assert.StartsWith("250 ", await thief.SayAsync("HELO mail.sender.example"), StringComparison.Ordinal);
        Assert.Equal(Refusal, await thief.SayAsync(Envelope[1]));

        using var served = await ConnectAsync(door, "192.0.2.61");
        Assert.StartsWith("250 ", await served.SayAllAsync(Envelope), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sendmail_by_itself_says_where_a_client_comes_from()
    {
        await using var door = await SendmailDoor.StartAsync("connect", doors.Lists.EndPoint);
        await ExemptNobodyAsync(door);

        var refused = await Swaks.RunAsync(door.EndPoint, "127.0.0.2", "--to", "user@site.example");
        var delivered = await Swaks.RunAsync(door.EndPoint, "127.0.0.3", "--to", "user@site.example");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("550 5.7.1 <user@site.example>... 127.0.0.2 refused by any code (any.example), 100%", refused.Transcript, StringComparison.Ordinal);
        Assert.Equal(0, delivered.ExitCode);
        Assert.Single(Directory.GetFiles(door.Mail, "*.eml"));
        var logged = door.Decisions().First(decision => decision["Action"] == "RejectCommand");
        Assert.NotEqual("", logged["SessionId"]);
        Assert.Equal("127.0.0.1:" + door.EndPoint.Port.ToString(CultureInfo.InvariantCulture), logged["LocalEndpoint"]);
    }

    [Theory]
    [InlineData("postfix-milter", "550 5.7.1 ")]
    [InlineData("sendmail", "550 5.7.1 <user@site.example>... ")]
    public async Task Mail_flows_while_the_service_is_dead_and_is_filtered_after_its_return(string server, string before)
    {
        await using MilterDoor door = server == "sendmail"
            ? await SendmailDoor.StartAsync("connect", doors.Lists.EndPoint)
            : await PostfixMilterDoor.StartAsync("connect", doors.Lists.EndPoint);
        using var open = await ConnectAsync(door);
        Assert.Equal(before + Text, await open.SayAllAsync(Envelope));

        await door.KillServiceAsync();
        Assert.StartsWith("250 ", await open.SayAsync("RCPT TO:<user@site.example>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await open.SayAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await open.SayAsync("Subject: hello\r\n\r\nHello.\r\n."), StringComparison.Ordinal);
        using (var other = await ConnectAsync(door))
            Assert.StartsWith("250 ", await other.SayAllAsync(Envelope), StringComparison.Ordinal);

        await door.StartServiceAsync();
        using var again = await ConnectAsync(door);
        Assert.Equal(before + Text, await again.SayAllAsync(Envelope));
        Assert.StartsWith("250 ", await open.SayAllAsync("MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postfix-milter")]
    [InlineData("sendmail")]
    public async Task Fifty_sessions_at_a_time_are_all_judged_rightly(string server)
    {
        var door = (MilterDoor)await doors.OpenAsync(server, "connect");
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var smtp = await ConnectAsync(door, i % 2 == 0 ? "192.0.2.2" : $"198.51.100.{i}");
            return (i, await smtp.SayAllAsync(Envelope));
        }));

        Assert.All(replies, one => Assert.StartsWith(one.i % 2 == 0 ? "550 5.7.1 " : "250 ", one.Item2, StringComparison.Ordinal));
    }

    private static async Task<Smtp> ConnectAsync(MilterDoor door, string client = "192.0.2.2")
    {
        var smtp = door is SendmailDoor sendmail
            ? Smtp.Over(await sendmail.ConnectAsync(IPAddress.Parse(client), CancellationToken.None))
            : await Smtp.ConnectAsync(((PostfixMilterDoor)door).Proxied, client);
        Assert.StartsWith("220 ", await smtp.SayAsync(), StringComparison.Ordinal);
        return smtp;
    }

    private static async Task ExemptNobodyAsync(MilterDoor door)
    {
        await door.KillServiceAsync();
        var text = await File.ReadAllTextAsync(door.SettingsPath);
        await File.WriteAllTextAsync(door.SettingsPath, text.Replace("\"exceptions\": {", "\"exceptions\": { \"exemptPrivateNetworks\": false,", StringComparison.Ordinal));
        await door.StartServiceAsync();
    }
}
