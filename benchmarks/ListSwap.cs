using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>A list of a million addresses that is replaced again and again while clients are decided about: how long it takes until it counts, the slowest decision, and memory.</summary>
internal static class ListSwap
{
    public static void Run(int entries, int swaps)
    {
        var folder = Directory.CreateTempSubdirectory("ipblock-bench").FullName;
        var list = Path.Combine(folder, "a.txt");
        var path = Path.Combine(folder, "ipblock.json");
        ListFiles.Write(list, entries, seed: 0);
        File.WriteAllText(path, """{ "exceptions": { "exemptPrivateNetworks": false }, "log": { "enabled": false }, "lists": [ { "name": "a", "file": "a.txt" } ] }""");
        var watch = Stopwatch.StartNew();
        using (var engine = new FilterEngine(path, Clock.System, new Deaf()))
        {
            Console.WriteLine($"engine ready with the list after {watch.ElapsedMilliseconds} ms; set of {engine.Lists.Current.MemoryBytes / 1e6:0.0} MB; heap {Heap():0.0} MB");
            Report("at rest", engine, () => Thread.Sleep(5000));
            for (var i = 1; i <= swaps; i++)
            {
                ListFiles.Write(Path.Combine(folder, "next.txt"), entries, seed: i);
                var number = i;
                Report($"swap {number}", engine, () => Swap(engine, Path.Combine(folder, "next.txt"), list));
            }

            Console.WriteLine($"heap afterwards {Heap():0.0} MB");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Swap(FilterEngine engine, string next, string list)
    {
        var before = engine.Lists.Current.All[0].Content;
        var watch = Stopwatch.StartNew();
        File.SetLastWriteTimeUtc(next, DateTime.UtcNow);
        File.Move(next, list, overwrite: true);
        while (ReferenceEquals(engine.Lists.Current.All[0].Content, before))
            Thread.Sleep(1);
        Console.Write($"in force after {watch.ElapsedMilliseconds} ms; ");
    }

    private static void Report(string name, FilterEngine engine, Action meanwhile)
    {
        var stop = false;
        long count = 0, worst = 0, slow = 0;
        var deciding = new Thread(() =>
        {
            var request = new FilterRequest(Address.FromIPv4(0x0A000001));
            while (!Volatile.Read(ref stop))
            {
                var started = Stopwatch.GetTimestamp();
                _ = engine.EvaluateAsync(request).GetAwaiter().GetResult();
                var took = Stopwatch.GetTimestamp() - started;
                worst = Math.Max(worst, took);
                slow += took > Stopwatch.Frequency / 1000 ? 1 : 0;
                count++;
            }
        });
        deciding.Start();
        meanwhile();
        Volatile.Write(ref stop, true);
        deciding.Join();
        Console.WriteLine($"{name}: {count:N0} decisions, the slowest {worst * 1e3 / Stopwatch.Frequency:0.00} ms, {slow} above 1 ms");
    }

    private static double Heap() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;

    private sealed class Deaf : INoticeSink
    {
        public void Write(Notice notice)
        {
        }
    }
}
