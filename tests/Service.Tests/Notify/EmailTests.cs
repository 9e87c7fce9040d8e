using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using IpBlock.Testing.Certificates;
using MimeKit;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>Mail to servers that take it, do not, and show all kinds of certificates.</summary>
public sealed class EmailTests : IDisposable
{
    private const string LogIn = ", \"user\": \"me\", \"password\": \"hunter2hunter2\"";

    private readonly Channels _channels = new();

    public void Dispose() => _channels.Dispose();

    [Fact]
    public async Task A_mail_arrives_over_tls_with_all_that_a_mail_must_have()
    {
        await using var server = MailServer.Start(_channels.Authority.Good());
        var at = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
        var notification = new Notification
        {
            Id = Notification.NewId(),
            At = at,
            Server = "mx1",
            Items = [new Item(at, "running.suspended/Zürich", ItemState.Wrong, NotifySeverity.Critical, "Zürich is suspended: it doesn't answer. Test it.", "Test it.")],
        };
        Assert.Equal(SendResult.Sent, await _channels.MailAsync(server.Port, LogIn, notification));

        var mail = await MimeMessage.LoadAsync(new MemoryStream(Assert.Single(server.Mails)), TestContext.Current.CancellationToken);
        Assert.Equal(at, mail.Date);
        Assert.Equal(notification.Id + "@site.example", mail.MessageId);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("[IpBlock mx1] CRITICAL: Zürich is suspended: it doesn't answer", mail.Subject);
        Assert.Equal("\"IpBlock on mx1\" <ipblock@site.example>", mail.From.ToString());
        Assert.Equal("postmaster@site.example", mail.To.ToString());
        var body = Assert.IsType<TextPart>(mail.Body);
        Assert.Equal(("text/plain", "utf-8"), (body.ContentType.MimeType, body.ContentType.Charset));
        Assert.Contains("Zürich is suspended: it doesn't answer. Test it.", body.Text.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(Encoding.Latin1.GetString(server.Mails[0]).Split("\r\n"), static line => Assert.True(line.Length <= 78 && line.All(static c => c < 128), line));
        Assert.Equal(["MAIL FROM:<ipblock@site.example>", "RCPT TO:<postmaster@site.example>"], server.Commands.Where(static line => line.Contains('@')).Select(static line => line.Split(" SIZE")[0].Split(" BODY")[0]["tls ".Length..]));
        Assert.Contains(server.Commands, static line => line.StartsWith("tls AUTH PLAIN ", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Commands, static line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_port_465_tls_begins_with_the_first_byte()
    {
        // An address that nobody else has: the port is fixed.
        var address = new IPAddress([127, 4, 65, (byte)Random.Shared.Next(1, 250)]);
        await using var server = MailServer.Start(_channels.Authority.For(address), new IPEndPoint(address, 465), isImplicit: true);
        Assert.Equal(SendResult.Sent, await _channels.MailAsync(465, host: address.ToString()));
        Assert.All(server.Commands, static line => Assert.True(line.StartsWith("tls ", StringComparison.Ordinal) || line == "(mail)", line));
    }

    [Fact]
    public async Task Without_tls_nothing_is_sent_unless_it_is_allowed_and_never_a_password()
    {
        await using var server = MailServer.Start();
        var result = await _channels.MailAsync(server.Port);
        Assert.False(result.IsSent);
        Assert.Contains("offers no encryption (STARTTLS), so nothing was sent", result.Problem, StringComparison.Ordinal);
        Assert.Equal(SendResult.Sent, await _channels.MailAsync(server.Port, ", \"tls\": \"whenOffered\""));
        Assert.Equal(SendResult.Sent, await _channels.MailAsync(server.Port, ", \"tls\": \"none\""));

        // This machine by a name that is not known to be its own.
        var host = System.Net.Dns.GetHostName();
        await using var named = MailServer.Start(at: new IPEndPoint(IPAddress.Any, 0));
        result = await _channels.MailAsync(named.Port, ", \"tls\": \"whenOffered\"" + LogIn, host: host);
        Assert.Contains("offers no encryption (STARTTLS), so the password was not sent", result.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(named.Commands, static line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_password_may_stand_in_a_file_of_its_own()
    {
        await using var server = MailServer.Start(_channels.Authority.Good());
        _channels.Write("password", "hunter2hunter2\n");
        Assert.Equal(SendResult.Sent, await _channels.MailAsync(server.Port, ", \"user\": \"me\", \"passwordFile\": \"password\""));
        var expected = Convert.ToBase64String(Encoding.ASCII.GetBytes("\0me\0hunter2hunter2"));
        Assert.Contains("tls AUTH PLAIN " + expected, server.Commands);
        var gone = await _channels.MailAsync(server.Port, ", \"user\": \"me\", \"passwordFile\": \"nowhere\"");
        Assert.Contains("nowhere", gone.Problem, StringComparison.Ordinal);
        _channels.Write("empty", "\n");
        var empty = await _channels.MailAsync(server.Port, ", \"user\": \"me\", \"passwordFile\": \"empty\"");
        Assert.Contains("(notify.email.passwordFile) contains no password", empty.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired", "the certificate of 127.0.0.1 expired on ")]
    [InlineData("other", "the certificate is for other.test and not for 127.0.0.1")]
    [InlineData("stranger", "issued by an authority that is not trusted (CN=Test authority)")]
    [InlineData("self", "the certificate of 127.0.0.1 is self-signed; save it to a file and enter the file in notify.email.trustedCertificate")]
    public async Task A_certificate_that_is_not_right_is_refused_and_said_to_be_what_it_is(string kind, string words)
    {
        using var certificate = _channels.Wrong(kind);
        await using var server = MailServer.Start(certificate);
        foreach (var ca in kind == "self" ? ["", "ca.pem"] : new[] { "ca.pem" })
        {
            var result = await _channels.MailAsync(server.Port, LogIn, ca: ca);
            Assert.False(result.IsSent);
            Assert.Contains(words, result.Problem, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(server.Commands, static line => line.Contains("AUTH", StringComparison.Ordinal) || line.Contains("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_self_signed_certificate_is_trusted_when_it_is_named()
    {
        using var certificate = SelfSigned.For("127.0.0.1");
        _channels.Trust(certificate);
        await using var server = MailServer.Start(certificate);
        Assert.Equal(SendResult.Sent, await _channels.MailAsync(server.Port, ca: "own.pem"));
        await using var another = MailServer.Start(SelfSigned.For("127.0.0.1"));
        Assert.Contains("is self-signed", (await _channels.MailAsync(another.Port, ca: "own.pem")).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTH", "535 5.7.8 no, not hunter2hunter2", "rejected the authentication: 535 5.7.8 no, not (not shown); check notify.email.user and the password")]
    [InlineData("MAIL", "550 5.7.1 go away", "rejected the message: 550 5.7.1 go away")]
    [InlineData("RCPT", "550 5.1.1 nobody of that name", "rejected the message: the server rejected all recipients: postmaster@site.example: 550 5.1.1 nobody of that name")]
    [InlineData("(mail)", "554 5.6.0 spam", "rejected the message: 554 5.6.0 spam")]
    [InlineData("CONNECT", "554 5.3.2 not now", "refused the connection: 554 5.3.2 not now")]
    [InlineData("STARTTLS", "454 4.7.0 TLS not available", "refused the connection: 454 4.7.0 TLS not available")]
    [InlineData("CONNECT", "HTTP/1.1 400 Bad Request", "is not a mail server")]
    public async Task What_the_server_says_no_to_is_told_with_its_words(string to, string reply, string words)
    {
        await using var server = MailServer.Start(_channels.Authority.Good(), reply: line => line.StartsWith(to, StringComparison.Ordinal) ? reply : null);
        var result = await _channels.MailAsync(server.Port, LogIn);
        Assert.False(result.IsSent);
        Assert.Contains(words, result.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Problem, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task One_recipient_that_is_refused_does_not_cost_the_other_his_mail()
    {
        await using var server = MailServer.Start(
            _channels.Authority.Good(), reply: static line => line.Contains("<nobody@", StringComparison.Ordinal) ? "550 5.1.1 nobody" : null);
        var result = await _channels.SendAsync($$"""
            "email": { "server": "127.0.0.1", "port": {{server.Port}}, "from": "ipblock@site.example", "to": [ "nobody@site.example", "me@site.example" ],
                "trustedCertificate": "ca.pem" }
            """);
        Assert.True(result.IsSent);
        Assert.EndsWith("does not accept mail for nobody@site.example: 550 5.1.1 nobody", result.Problem, StringComparison.Ordinal);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_log_in_that_the_server_does_not_have_is_told()
    {
        await using var server = MailServer.Start(_channels.Authority.Good(), offersLogIn: false);
        Assert.Contains("does not support authentication", (await _channels.MailAsync(server.Port, LogIn)).Problem, StringComparison.Ordinal);
        Assert.Contains("no password", (await _channels.MailAsync(server.Port, ", \"user\": \"me\"")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_or_has_no_address_is_told()
    {
        var port = Testing.Servers.Free.Port();
        Assert.StartsWith($"127.0.0.1:{port} cannot be reached: ", (await _channels.MailAsync(port)).Problem, StringComparison.Ordinal);
        Assert.StartsWith("mail.invalid:25 cannot be reached: ", (await _channels.MailAsync(25, host: "mail.invalid")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_says_a_word_is_given_up()
    {
        await using var server = MailServer.Start(isSilent: true);
        var result = await _channels.SendAsync($$"""
            "timeout": "3s", "email": { "server": "127.0.0.1", "port": {{server.Port}}, "from": "a@site.example", "to": [ "b@site.example" ] }
            """);
        Assert.StartsWith($"127.0.0.1:{server.Port} did not answer within 3s (notify.timeout), while ", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_file_that_cannot_be_used_is_told()
    {
        await using var server = MailServer.Start(_channels.Authority.Good());
        _channels.Write("bad.pem", "nonsense");
        Assert.Contains("bad.pem (notify.email.trustedCertificate) contains no certificate", (await _channels.MailAsync(server.Port, ca: "bad.pem")).Problem, StringComparison.Ordinal);
        Assert.Contains("gone.pem", (await _channels.MailAsync(server.Port, ca: "gone.pem")).Problem, StringComparison.Ordinal);
    }
}
