using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>Many clients at a time, each seen for the first time, five lists in rbldnsd on the same machine: decisions a second, and whether each was right.</summary>
internal static class DecisionLoad
{
    public static async Task RunAsync(int decisions, int atATime)
    {
        using var lists = new LocalBlockList(5);
        using var resolver = new StubResolver(new DnsOptions { Servers = [lists.EndPoint] }, Clock.System);
        var filter = new ConnectionFilter(Samples.Settings(5), resolver, Clock.System);
        await RunAsync(filter, 5_000, atATime, 0x0B000000);
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var (wrong, partial) = await RunAsync(filter, decisions, atATime, 0x0A600000);
        watch.Stop();
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        process.Refresh();
        GC.Collect();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{atATime} at a time: {decisions / watch.Elapsed.TotalSeconds:N0} decisions a second, {(process.TotalProcessorTime - cpu).TotalMilliseconds * 1000 / decisions:N0} µs CPU and {bytes / decisions:N0} B each, {wrong} wrong, {partial} without an answer of a list, of {decisions}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  memory after {decisions} distinct clients: {GC.GetTotalMemory(forceFullCollection: true) / 1e6:N0} MB of objects, {process.WorkingSet64 / 1e6:N0} MB in all, peak {process.PeakWorkingSet64 / 1e6:N0} MB"));
    }

    // 10.0.0.0/9 is listed, and the run crosses its end.
    private static async Task<(int Wrong, int Partial)> RunAsync(ConnectionFilter filter, int count, int atATime, uint first)
    {
        var next = -1;
        var wrong = 0;
        var partial = 0;
        var clients = new Task[atATime];
        for (var i = 0; i < atATime; i++)
            clients[i] = ConnectAsync();
        await Task.WhenAll(clients);
        return (wrong, partial);

        async Task ConnectAsync()
        {
            await Task.Yield();
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                var address = Address.FromIPv4(first + (uint)i * 31 % 0x400000);
                var verdict = await filter.EvaluateAsync(new FilterRequest(address));
                var listed = address.IPv4 is >= 0x0A000000 and < 0x0A800000;
                if (verdict.Action != (listed ? VerdictAction.Reject : VerdictAction.Accept))
                    Interlocked.Increment(ref wrong);
                if (verdict.IsPartial)
                    Interlocked.Increment(ref partial);
            }
        }
    }
}
