using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace IpBlock.Agent;

/// <summary>Tells of a failure when our other assemblies cannot be loaded: needs nothing but the .NET Framework.</summary>
internal static class LastResort
{
    private const int EventId = 402;

    public static void Report(string text)
    {
        // Nobody sees it in a Windows service; everywhere else it is the only place, and mono's event log swallows what it is given.
        Say(text);
        try
        {
            WriteEvent(text);
        }
        // The source is not registered, the log is full, or there is no event log: on .NET its type does not even load.
        catch (Exception unavailable)
        {
            Say("no event log: " + unavailable.Message);
        }
    }

    /// <summary>The same of what would come again with every connection: told as long as <paramref name="reported"/> is nought.</summary>
    public static void ReportOnce(ref int reported, string text)
    {
        if (Interlocked.Exchange(ref reported, 1) == 0)
            Report(text);
    }

    private static void Say(string text)
    {
        try
        {
            Console.Error.WriteLine("IpBlock: " + text);
        }
        catch (Exception)
        {
            return; // closed, or a pipe that nobody reads: there is no further place, and Exchange must not hear of it
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEvent(string text) =>
        EventLog.WriteEntry("IpBlock", text.Length > 30000 ? text.Substring(0, 30000) : text, EventLogEntryType.Error, EventId);
}
