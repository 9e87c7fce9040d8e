using System.Diagnostics;
using System.Runtime.Versioning;
using IpBlock.Notices;

namespace IpBlock.Service.Hosting.Windows;

/// <summary>The Windows event log, under the source that the installer registers.</summary>
internal static class WindowsEvents
{
    /// <summary>What the installer registers.</summary>
    public const string Source = "IpBlock";

    // A text of 32 KB is refused.
    private const int MaxText = 30000;

    [SupportedOSPlatform("windows")]
    public static void Write(Notice notice)
    {
        var type = notice.Level switch
        {
            NoticeLevel.Error => EventLogEntryType.Error,
            NoticeLevel.Warning => EventLogEntryType.Warning,
            _ => EventLogEntryType.Information,
        };
        Write(notice.Text, type, notice.Id);
    }

    /// <exception cref="System.Exception">
    /// The source is not registered, the log is full, or the account may not write: .NET has an exception of its own for each.
    /// </exception>
    [SupportedOSPlatform("windows")]
    public static void Write(string text, EventLogEntryType type, int id) =>
        EventLog.WriteEntry(Source, text.Length > MaxText ? text[..MaxText] : text, type, id);
}
