using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
#if NET
using System.Threading;
#endif

namespace IpBlock.AgentCost;

/// <summary>What this process has allocated and how often its work has gone from thread to thread, so far.</summary>
internal sealed class Counters
{
#if !NET
    private const long Nursery = 512 * 1024; // MONO_GC_PARAMS says so

#endif
    private Counters()
    {
    }

    public long Bytes { get; private set; }

    /// <summary>Work items the thread pool has run.</summary>
    public long WorkItems { get; private set; }

    /// <summary>How often a thread of the process went to sleep to wait for something, which ends with a wake-up.</summary>
    public long Waits { get; private set; }

    public TimeSpan Processor { get; private set; }

    public static Counters Read() => new()
    {
#if NET
        Bytes = GC.GetTotalAllocatedBytes(precise: true),
        WorkItems = ThreadPool.CompletedWorkItemCount,
#else
        // Mono does not count what is allocated, but how often its nursery was full.
        Bytes = GC.CollectionCount(0) * Nursery,
        WorkItems = MonoPool.Value,
#endif
        Waits = Directory.EnumerateDirectories("/proc/self/task").Sum(WaitsOf),
        Processor = Process.GetCurrentProcess().TotalProcessorTime,
    };

    private static long WaitsOf(string task)
    {
        const string Name = "voluntary_ctxt_switches:";
        try
        {
            return long.Parse(File.ReadLines(Path.Combine(task, "status")).Single(line => line.StartsWith(Name, StringComparison.Ordinal)).Substring(Name.Length).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // the thread has just ended
        }
    }
}
