#if !NET
using System.Diagnostics;

namespace IpBlock.AgentCost;

/// <summary>Mono's own performance counters of its thread pool, which .NET Framework has under other names.</summary>
internal static class MonoPool
{
    private static readonly PerformanceCounter Items = new("Mono Threadpool", "Work Items Added");
    private static readonly PerformanceCounter InputAndOutput = new("Mono Threadpool", "IO Work Items Added");

    public static long Value => Items.RawValue + InputAndOutput.RawValue;
}
#endif
