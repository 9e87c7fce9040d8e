using System.Collections.Generic;
using System.Globalization;
using IpBlock.Service.Feeds;
using MailKit.Net.Smtp;
using MimeKit;

namespace IpBlock.Service.Notify;

/// <summary>A connection to a mail server that gives the mail to those recipients that the server takes, and remembers the others.</summary>
internal sealed class Submission : SmtpClient
{
    /// <summary>Who was refused, and what the server said.</summary>
    public List<(string Recipient, string Reply)> Refused { get; } = [];

    /// <summary>The same in words.</summary>
    public string Refusals => string.Join("; ", Refused.ConvertAll(static one => $"{one.Recipient}: {one.Reply}"));

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Refused.Add((mailbox.Address, TextOf(response)));

    protected override void OnNoRecipientsAccepted(MimeMessage message) =>
        throw new RefusedMailException("the server rejected all recipients: " + Refusals);

    private static string TextOf(SmtpResponse response) =>
        ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture) + " " + Shown.Cut(response.Response);
}

/// <summary>All recipients were refused.</summary>
internal sealed class RefusedMailException(string message) : System.Exception(message);
