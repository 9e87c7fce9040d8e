using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace IpBlock.Benchmarks.Soak;

/// <summary>What the process holds at a moment. Memory is that of live objects, after a full collection.</summary>
internal readonly record struct Reading(TimeSpan At, double Objects, double Resident, int Handles, int Threads);

/// <summary>Reads memory, handles and threads now and then, and says at the end whether any of them grew.</summary>
internal sealed class Gauge
{
    private readonly List<Reading> _readings = [];

    public void Read(TimeSpan at, string note)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var objects = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        using var self = Process.GetCurrentProcess();
        var reading = new Reading(at, objects, self.WorkingSet64 / 1e6, Directory.GetFileSystemEntries("/proc/self/fd").Length, self.Threads.Count);
        _readings.Add(reading);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {Text(at),9}  objects {reading.Objects,6:N1} MB  resident {reading.Resident,5:N0} MB  handles {reading.Handles,4}  threads {reading.Threads,3}  {note}"));
    }

    /// <summary>The first third is for filling caches; the medians of the second and of the last are compared.</summary>
    public void Conclude()
    {
        var third = _readings.Count / 3;
        if (third == 0)
            return;
        var (middle, end) = (_readings.GetRange(third, third), _readings.GetRange(_readings.Count - third, third));
        Compare("objects (MB)", middle, end, static reading => reading.Objects);
        Compare("resident (MB)", middle, end, static reading => reading.Resident);
        Compare("handles", middle, end, static reading => reading.Handles);
        Compare("threads", middle, end, static reading => reading.Threads);
    }

    private static string Text(TimeSpan at) => at.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"day {at.TotalDays:N0}")
        : at.ToString("mm\\:ss", CultureInfo.InvariantCulture);

    private static void Compare(string what, List<Reading> middle, List<Reading> end, Func<Reading, double> of) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: median of the second third {Median(middle.Select(of)):N1}, of the last {Median(end.Select(of)):N1}"));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
