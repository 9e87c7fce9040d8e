using System;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Hosting.Windows;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>Notifications as events of the Windows event log, under the source that the installer registers.</summary>
internal sealed class EventLogChannel : INotifyChannel
{
    private const int EventId = 434;

    public string Name => "event log";

    public string Target => $"the Windows event log (source {WindowsEvents.Source}, event {EventId.ToString(System.Globalization.CultureInfo.InvariantCulture)})";

    public Task<SendResult> SendAsync(Notification notification, CancellationToken stop)
    {
        if (!OperatingSystem.IsWindows())
            return Task.FromResult(SendResult.Failed("there is no Windows event log on this system; the notices are in the journal"));
        var text = NotificationText.TitleOf(notification) + "\n\n" + NotificationText.BodyOf(notification);
        try
        {
            WindowsEvents.Write(text, TypeOf(notification.Severity), EventId);
            return Task.FromResult(SendResult.Sent);
        }
        catch (Exception failure)
        {
            return Task.FromResult(SendResult.Failed($"the event log rejected the entry: {Printable.Line(failure.Message).TrimEnd('.')}"));
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
