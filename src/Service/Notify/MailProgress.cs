using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using IpBlock.Service.Feeds;
using IpBlock.Settings;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace IpBlock.Service.Notify;

/// <summary>How far sending a mail has come, and in plain words why it came no further.</summary>
internal sealed class MailProgress(string server, TimeSpan timeout)
{
    /// <summary>The first step on the line.</summary>
    public const string Connecting = "the connection was being established";

    /// <summary>What was being done, as the end of a sentence.</summary>
    public string Step { get; set; } = "the message was being prepared";

    /// <summary>What is known of the server's certificate; null before there is one.</summary>
    public ServerCertificate? Certificate { get; set; }

    /// <summary>Why it failed, without a full stop. What the server said may stand in it.</summary>
    public string InWords(Exception failure) => failure switch
    {
        _ when IsOutOfTime(failure) => $"{server} did not answer within {Duration.Format(timeout)} (notify.timeout), while {Step}",
        _ when Certificate is { Problem.Length: > 0 } judged => judged.Problem,
        SslHandshakeException => $"{server} does not support TLS on this port: {Innermost(failure)}; check notify.email.port and notify.email.tls",
        AuthenticationException => $"{server} rejected the authentication: {LogIn(failure)}; check notify.email.user and the password",
        SmtpCommandException refused when IsConnecting => $"{server} refused the connection: {Reply(refused)}",
        SmtpCommandException refused => $"{server} rejected the message: {Reply(refused)}",
        RefusedMailException => $"{server} rejected the message: {Shown.Cut(failure.Message)}",
        SmtpProtocolException => $"{server} closed the connection, or is not a mail server: {Innermost(failure)}",
        NotSupportedException when IsConnecting =>
            $"{server} offers no encryption (STARTTLS), so nothing was sent; use port 465, or notify.email.tls",
        NotSupportedException => $"{server} does not support authentication: remove notify.email.user, or use the submission port (587 or 465)",
        SocketException or IOException { InnerException: SocketException } => $"{server} cannot be reached: {Innermost(failure)}",
        UnauthorizedAccessException => $"{Shown.Cut(failure.Message).TrimEnd('.')}; grant read access to the account of the service",
        _ => Innermost(failure),
    };

    // MailKit wraps it when its own timer is first.
    private static bool IsOutOfTime(Exception? failure) =>
        failure is OperationCanceledException or TimeoutException || (failure is not null && IsOutOfTime(failure.InnerException));

    private bool IsConnecting => string.Equals(Step, Connecting, StringComparison.Ordinal);

    private static string LogIn(Exception failure) => failure.InnerException is SmtpCommandException refused ? Reply(refused) : Innermost(failure);

    private static string Reply(SmtpCommandException refused) =>
        $"{((int)refused.StatusCode).ToString(CultureInfo.InvariantCulture)} {Shown.Cut(refused.Message)}".TrimEnd('.');

    private static string Innermost(Exception failure) => Shown.Cut(failure.GetBaseException().Message).TrimEnd('.');
}
