using System;

namespace IpBlock.Settings;

/// <summary>Who is told when something is wrong, and how.</summary>
[SettingObject("the notify settings")]
public sealed class NotifySettings
{
    /// <summary>Notifications by mail.</summary>
    [Setting("Notifications by e-mail. Sent if server, from and to are set.")]
    public NotifyEmailSettings Email { get; init; } = new();

    /// <summary>Notifications to a web server.</summary>
    [Setting("Notifications to a web server, as JSON over HTTPS. Sent if url is set.")]
    public NotifyWebhookSettings Webhook { get; init; } = new();

    /// <summary>Whether notifications are written to the Windows event log.</summary>
    [Setting(
        "Whether notifications are written to the Windows event log (source `IpBlock`, event 434). Off by default, because the notices are "
        + "already there. No effect on Linux, where the notices are in the journal.")]
    public bool EventLog { get; init; }

    /// <summary>What is told of at all.</summary>
    [Setting(
        "The minimum severity of notifications. `critical`: clients are not filtered. `warning`: also problems while clients "
        + "are filtered. `information`: also events without a problem, such as new settings. Warning by default, because most critical problems begin as a warning.")]
    public NotifySeverity MinimumSeverity { get; init; } = NotifySeverity.Warning;

    /// <summary>How long the same subject is not told of again.</summary>
    [Setting(
        "The minimum time between two notifications about the same subject, such as one suspended provider. One hour by default, because an intermittent problem would otherwise "
        + "fill a mailbox.", Min = "1m", Max = "7d")]
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a report is sent.</summary>
    [Setting(
        "A report of accepted and rejected mail by list, and of current problems: `daily`, `weekly` (on Monday), or `none`. None by default, because it is "
        + "not needed for filtering.")]
    public NotifyDigest Digest { get; init; } = NotifyDigest.None;

    /// <summary>When the report is sent.</summary>
    [Setting(
        "The hour at which the report is sent, in this server's time zone. Seven by default, so that it is available when the working day begins.", Min = "0", Max = "23")]
    public int DigestHour { get; init; } = 7;

    /// <summary>How long sending one notification may take.</summary>
    [Setting(
        "The maximum time to send one notification; when it is over, IpBlock retries later. Mail servers that delay their greeting take up to 30 seconds.",
        Min = "1s", Max = "5m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
