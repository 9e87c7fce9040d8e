using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Settings;
using IpBlock.Time;
using MailKit.Security;
using MimeKit;

namespace IpBlock.Service.Notify;

/// <summary>Notifications by mail. MailKit is loaded with the first one that is sent, and not before.</summary>
internal sealed class EmailChannel(NotifyEmailSettings settings, string settingsPath, TimeSpan timeout, Clock clock) : INotifyChannel
{
    private const int ImplicitTlsPort = 465;
    private const string CertificateSetting = "notify.email.trustedCertificate";

    public string Name => "e-mail";

    public string Target => $"{string.Join(", ", settings.To)} by {Server}";

    private string Server => $"{settings.Server}:{settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private SecureSocketOptions Security => (settings.Tls, settings.Port) switch
    {
        (NotifyTls.None, _) => SecureSocketOptions.None,
        (_, ImplicitTlsPort) => SecureSocketOptions.SslOnConnect,
        (NotifyTls.WhenOffered, _) => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.StartTls,
    };

    public async Task<SendResult> SendAsync(Notification notification, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(timeout);
        Secret? password = null;
        var progress = new MailProgress(Server, timeout);
        try
        {
            password = Password();
            progress.Certificate = new ServerCertificate(settings.Server!, NotifyChannels.Beside(settingsPath, settings.TrustedCertificate), CertificateSetting, clock.UtcNow);
            var result = await SendAsync(NotifyMail.Of(notification, settings.From!, settings.To), password, progress, limit.Token).ConfigureAwait(false);
            return result with { Problem = Hide(result.Problem, password) };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        // A server can make MailKit and .NET throw more than their manuals say, and a notification that fails must end in words.
        catch (Exception failure)
        {
            return SendResult.Failed(Hide(progress.InWords(failure), password));
        }
    }

    private async Task<SendResult> SendAsync(MimeMessage mail, Secret? password, MailProgress progress, CancellationToken stop)
    {
        using var client = new Submission
        {
            // A company's own authority seldom has a list of revocations that a server can reach.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = progress.Certificate!.IsTrusted,
            Timeout = (int)timeout.TotalMilliseconds,
        };
        progress.Step = MailProgress.Connecting;
        await client.ConnectAsync(settings.Server!, settings.Port, Security, stop).ConfigureAwait(false);
        if (settings.User is { } user)
        {
            if (password is null)
                return SendResult.Failed($"there is a user name but no password; set notify.email.password or notify.email.passwordFile");
            if (!client.IsSecure && !settings.IsLocal)
                return SendResult.Failed($"{Server} offers no encryption (STARTTLS), so the password was not sent");
            progress.Step = $"{user} was authenticating";
            await client.AuthenticateAsync(user, password.Reveal(), stop).ConfigureAwait(false);
        }

        progress.Step = "the message was being sent";
        await client.SendAsync(mail, stop).ConfigureAwait(false);
        await LeaveAsync(client, stop).ConfigureAwait(false);
        return client.Refused.Count == 0 ? SendResult.Sent : new SendResult(true, $"{Server} does not accept mail for {client.Refusals}");
    }

    // The mail has been taken: what goes wrong now is no failure, and must not send it twice.
    private static async Task LeaveAsync(Submission client, CancellationToken stop)
    {
        try
        {
            await client.DisconnectAsync(quit: true, stop).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or MailKit.ProtocolException or MailKit.CommandException)
        {
            return;
        }
    }

    private Secret? Password()
    {
        if (settings.PasswordFile is not { } file)
            return settings.Password;
        using var text = new StreamReader(RegularFile.OpenRead(NotifyChannels.Beside(settingsPath, file)!));
        return Secret.TryParse(text.ReadLine()?.TrimEnd(), out var password, out var reason)
            ? password : throw new IOException($"{file} (notify.email.passwordFile) contains no password: {reason}.");
    }

    private static string Hide(string text, Secret? password) => password?.HideIn(text) ?? text;
}
