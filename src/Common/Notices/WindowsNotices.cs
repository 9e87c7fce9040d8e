using System;
using System.ComponentModel;
using System.IO;
using System.Security;
using IpBlock.Time;

namespace IpBlock.Notices;

/// <summary>
/// Notices on Windows: in a file and, where there is one, in the event log. A log that fails is left alone for five minutes: it may be full, or its service
/// be restarted.
/// </summary>
/// <param name="file">Gets every notice.</param>
/// <param name="clock">Where time comes from.</param>
/// <param name="writeEvent">Writes to the event log, which this assembly does not know.</param>
public sealed class WindowsNotices(NoticeFile file, Clock clock, Action<Notice> writeEvent)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);
    private TimeSpan _retryAt;

    /// <summary>Writes a notice that was told at this time. Not for two threads at a time.</summary>
    public void Write(Notice notice, DateTimeOffset at)
    {
        file.Write(notice, at);
        if (clock.Elapsed < _retryAt)
            return;
        try
        {
            writeEvent(notice);
        }
        // No such source, no rights, or no event log at all: on .NET and under mono its type does not even load. The file has it.
        catch (Exception unavailable) when (unavailable is SecurityException or InvalidOperationException or ArgumentException or TypeLoadException
            or IOException or Win32Exception or NotSupportedException)
        {
            _retryAt = clock.Elapsed + RetryAfter;
        }
    }
}
