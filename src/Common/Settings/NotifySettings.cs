using System;

namespace IpBlock.Settings;

/// <summary>Who is told when something is wrong, and how.</summary>
[SettingObject("the notify settings")]
public sealed class NotifySettings
{
    /// <summary>Notifications by mail.</summary>
    [Setting("Notifications by e-mail. Sent as soon as server, from and to are set.")]
    public NotifyEmailSettings Email { get; init; } = new();

    /// <summary>Notifications to a web server.</summary>
    [Setting("Notifications to a web server, as JSON over HTTPS. Sent as soon as url is set.")]
    public NotifyWebhookSettings Webhook { get; init; } = new();

    /// <summary>Whether notifications are written to the Windows event log.</summary>
    [Setting(
        "Whether notifications are written to the Windows event log (source `IpBlock`, event 434). Off, because the notices that they come from are "
        + "there already. Without effect on Linux, where the journal has the notices.")]
    public bool EventLog { get; init; }

    /// <summary>What is told of at all.</summary>
    [Setting(
        "The least severity that a notification is sent for. `critical`: clients are not filtered. `warning`: also whatever is not as it should be while "
        + "they are. `information`: also what is only for the record, such as new settings. Warning, because most critical states begin as one.")]
    public NotifySeverity MinimumSeverity { get; init; } = NotifySeverity.Warning;

    /// <summary>How long the same subject is not told of again.</summary>
    [Setting(
        "The same subject (such as one provider that is suspended) is notified of at most once in this time. An hour, because what comes and goes would "
        + "fill a mailbox.", Min = "1m", Max = "7d")]
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a report is sent.</summary>
    [Setting(
        "A report of what was accepted and rejected, by list, and of what needs attention: `daily`, `weekly` (on Monday), or `none`. None, because it is "
        + "not needed for filtering.")]
    public NotifyDigest Digest { get; init; } = NotifyDigest.None;

    /// <summary>When the report is sent.</summary>
    [Setting(
        "The hour from which the report is sent, in this server's time zone. Seven, so that it is there when the working day begins.", Min = "0", Max = "23")]
    public int DigestHour { get; init; } = 7;

    /// <summary>How long sending one notification may take.</summary>
    [Setting(
        "How long sending one notification may take; after it the next try is made later. Mail servers that delay their greeting take up to 30 seconds.",
        Min = "1s", Max = "5m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
