using System.Diagnostics;
using System.Runtime.Versioning;
using IpBlock.Notices;

namespace IpBlock.Service.Hosting.Windows;

/// <summary>The Windows event log, under the source that the installer registers.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsEvents
{
    // A text of 32 KB is refused.
    private const int MaxText = 30000;

    public static void Write(Notice notice)
    {
        var type = notice.Level switch
        {
            NoticeLevel.Error => EventLogEntryType.Error,
            NoticeLevel.Warning => EventLogEntryType.Warning,
            _ => EventLogEntryType.Information,
        };
        EventLog.WriteEntry(WindowsService.Name, notice.Text.Length > MaxText ? notice.Text[..MaxText] : notice.Text, type, notice.Id);
    }
}
