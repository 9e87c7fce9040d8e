using System;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>Notifications as events of the Windows event log, under the source that the installer registers.</summary>
internal sealed class EventLogChannel : INotifyChannel
{
    private const string Source = "IpBlock";
    private const int EventId = 434;

    // A text of 32 KB is refused.
    private const int MaxText = 30000;

    public string Name => "event log";

    public string Target => $"the Windows event log (source {Source}, event {EventId.ToString(System.Globalization.CultureInfo.InvariantCulture)})";

    public Task<SendResult> SendAsync(Notification notification, CancellationToken stop)
    {
        if (!OperatingSystem.IsWindows())
            return Task.FromResult(SendResult.Failed("there is no Windows event log on this system; the journal has the notices"));
        var text = NotificationText.TitleOf(notification) + "\n\n" + NotificationText.BodyOf(notification);
        try
        {
            EventLog.WriteEntry(Source, text.Length > MaxText ? text[..MaxText] : text, TypeOf(notification.Severity), EventId);
            return Task.FromResult(SendResult.Sent);
        }
        // The source is not registered, the log is full, or the account may not write: .NET has an exception of its own for each.
        catch (Exception failure)
        {
            return Task.FromResult(SendResult.Failed($"the event log does not take it: {Printable.Line(failure.Message).TrimEnd('.')}"));
        }
    }

    [SupportedOSPlatform("windows")]
    private static EventLogEntryType TypeOf(NotifySeverity severity) => severity switch
    {
        NotifySeverity.Critical => EventLogEntryType.Error,
        NotifySeverity.Warning => EventLogEntryType.Warning,
        _ => EventLogEntryType.Information,
    };
}
