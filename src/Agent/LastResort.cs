using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Security;

namespace IpBlock.Agent;

/// <summary>Tells of a failure when our other assemblies cannot be loaded: needs nothing but the .NET Framework.</summary>
internal static class LastResort
{
    private const int EventId = 402;

    public static void Report(string text)
    {
        // Nobody sees it in a Windows service; everywhere else it is the only place, and mono's event log swallows what it is given.
        Console.Error.WriteLine("IpBlock: " + text);
        try
        {
            WriteEvent(text);
        }
        // The source is not registered, the log is full, or there is no event log: on .NET its type does not even load.
        catch (Exception unavailable) when (unavailable is SecurityException or InvalidOperationException or ArgumentException or TypeLoadException
            or IOException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            Console.Error.WriteLine("IpBlock: no event log: " + unavailable.Message);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEvent(string text) =>
        EventLog.WriteEntry("IpBlock", text.Length > 30000 ? text.Substring(0, 30000) : text, EventLogEntryType.Error, EventId);
}
