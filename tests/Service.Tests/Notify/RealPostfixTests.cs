using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using MimeKit;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>A real Postfix with TLS and log-in takes a notification, and Python's mail library reads it as we do.</summary>
public sealed class RealPostfixTests : IDisposable
{
    private const string Reader = """
        import email, email.policy, email.utils, sys
        mail = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        assert not mail.defects and not any(value.defects for value in mail.values()), mail.defects
        assert email.utils.parsedate_to_datetime(mail['Date']).tzinfo
        print(mail['Subject'], mail['From'], mail['To'], mail['Auto-Submitted'], mail['Message-ID'].count('@'), mail.get_content_charset(), mail.get_content().count('This is a test'), sep='|')
        """;

    private readonly Channels _channels = new();
    private readonly ScratchFolder _mail = new();

    public void Dispose()
    {
        _channels.Dispose();
        _mail.Dispose();
    }

    [Fact]
    public async Task Postfix_takes_it_from_who_has_logged_in_over_tls()
    {
        await using var postfix = await StartAsync();
        var port = postfix.Proxied.Port;
        var result = await _channels.MailAsync(port, ", \"user\": \"user\", \"password\": \"secret\"");
        Assert.True(result == SendResult.Sent, result.Problem + "\n" + postfix.Log);
        var path = await ArrivedAsync(postfix);
        using var mail = await MimeMessage.LoadAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("[IpBlock mx1] Test notification", mail.Subject);
        Assert.Contains("using TLSv1", mail.Headers["Received"], StringComparison.Ordinal);

        var script = _channels.Write("read.py", Reader);
        var (code, output) = await RealProcess.RunAsync("python3", [script, path]);
        Assert.Equal(
            (0, "[IpBlock mx1] Test notification|IpBlock on mx1 <ipblock@site.example>|postmaster@site.example|auto-generated|1|utf-8|1\n"),
            (code, output.Replace("\"", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Postfix_refuses_a_wrong_password_and_a_stranger_with_its_own_words()
    {
        await using var postfix = await StartAsync();
        var port = postfix.Proxied.Port;
        var wrong = await _channels.MailAsync(port, ", \"user\": \"user\", \"password\": \"guessed1\"");
        Assert.Contains("rejected the authentication: 535 5.7.8 Error: authentication failed", wrong.Problem, StringComparison.Ordinal);
        var stranger = await _channels.MailAsync(port);
        Assert.Contains("rejected the message: ", stranger.Problem, StringComparison.Ordinal);
        Assert.Contains("5.7.1", stranger.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_mail.Path, "*.eml"));
    }

    private async Task<Postfix> StartAsync()
    {
        using var certificate = _channels.Authority.Good();
        var pem = _channels.Write("server.pem", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n");
        return await Postfix.StartAsync(
            _mail.Path, "smtpd_upstream_proxy_protocol =", "smtpd_tls_security_level = may", "smtpd_tls_auth_only = yes", "smtpd_tls_received_header = yes",
            $"smtpd_tls_chain_files = {pem}", "smtpd_recipient_restrictions = permit_sasl_authenticated, reject");
    }

    private async Task<string> ArrivedAsync(Postfix postfix)
    {
        string? path = null;
        await Waiting.UntilAsync(() => (path = Directory.GetFiles(_mail.Path, "*.eml").SingleOrDefault()) is not null, () => postfix.Log);
        // In front of the mail stands the envelope.
        var text = await File.ReadAllTextAsync(path!);
        return _channels.Write("mail.eml", text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }
}
