using System;
using System.Collections.Generic;
using IpBlock.Settings;
using MimeKit;
using MimeKit.Utils;

namespace IpBlock.Service.Notify;

/// <summary>A notification as a mail.</summary>
internal static class NotifyMail
{
    /// <summary>Made for these addresses.</summary>
    public static MimeMessage Of(Notification notification, string from, IEnumerable<string> to)
    {
        var sender = MailboxAddress.Parse(from);
        sender.Name = "IpBlock on " + notification.Server;
        var mail = new MimeMessage
        {
            Date = notification.At.ToLocalTime(),
            MessageId = notification.Id + "@" + sender.Domain,
            Subject = $"[IpBlock {notification.Server}] {NotificationText.TitleOf(notification)}",
            Body = new TextPart("plain") { Text = NotificationText.BodyOf(notification), ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        mail.From.Add(sender);
        foreach (var address in to)
            mail.To.Add(MailboxAddress.Parse(address));
        // Answering machines must not answer it: RFC 3834 §5, and the field of Exchange's own (MS-OXCMAIL 2.1.3.2.20).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        if (notification.Severity == NotifySeverity.Critical)
            mail.Importance = MessageImportance.High;
        return mail;
    }
}
