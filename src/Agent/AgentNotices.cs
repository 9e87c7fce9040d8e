using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Security;
using IpBlock.Reporting;

namespace IpBlock.Agent;

/// <summary>Writes notices to a file and, where there is one, to the Windows event log under the source that the installer registers.</summary>
internal sealed class AgentNotices(NoticeFile file)
{
    private const string Source = "IpBlock";
    private bool _noEventLog;

    /// <summary>Not for two threads at a time.</summary>
    public void Write(Notice notice, DateTimeOffset at)
    {
        file.Write(notice, at);
        if (_noEventLog)
            return;
        try
        {
            WriteEvent(notice);
        }
        // No such source, no rights, or no event log at all: on .NET and under mono its type does not even load. The file has it.
        catch (Exception unavailable) when (unavailable is SecurityException or InvalidOperationException or ArgumentException or TypeLoadException
            or IOException or Win32Exception or NotSupportedException)
        {
            _noEventLog = true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEvent(Notice notice)
    {
        var type = notice.Level switch
        {
            NoticeLevel.Error => EventLogEntryType.Error,
            NoticeLevel.Warning => EventLogEntryType.Warning,
            _ => EventLogEntryType.Information,
        };
        EventLog.WriteEntry(Source, notice.Text, type, notice.Id);
    }
}
