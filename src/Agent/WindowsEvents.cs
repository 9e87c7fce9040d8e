using System.Diagnostics;
using IpBlock.Notices;
using IpBlock.Reporting;

namespace IpBlock.Agent;

/// <summary>The Windows event log, under the source that the installer registers.</summary>
internal static class WindowsEvents
{
    private const string Source = "IpBlock";

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
        EventLog.WriteEntry(Source, notice.Text.Length > MaxText ? notice.Text.Substring(0, MaxText) : notice.Text, type, notice.Id);
    }
}
