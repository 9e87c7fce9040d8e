using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>What another process has had of the processor, user and system, to the nanosecond and with the threads that have ended.</summary>
internal static class ProcessorClock
{
    /// <summary>Of one process; zero when there is none.</summary>
    public static TimeSpan Of(int process)
    {
        // The kernel's clock of a process (clock_getcpuclockid(3)): its number, inverted, and the kind of clock that counts what it was scheduled for.
        return clock_gettime((~process << 3) | 2, out var time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1e3) : TimeSpan.Zero;
    }

    /// <summary>Of a process and all its children, those that have ended too.</summary>
    public static TimeSpan OfFamily(int parent)
    {
        var total = Of(parent);
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static name => char.IsAsciiDigit(name[6])))
        {
            var id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            if (Read(Path.Combine(folder, "stat")) is not { } fields)
                continue;
            if (id == parent)
                total += TimeSpan.FromMilliseconds((Number(fields[13]) + Number(fields[14])) * 10);
            else if (Number(fields[1]) == parent)
                total += Of(id);
        }

        return total;
    }

    // Behind the name in brackets: state, parent, …; user and system time of ended children are the 14th and 15th.
    private static string[]? Read(string stat)
    {
        try
        {
            var text = File.ReadAllText(stat);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // it has just ended
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
