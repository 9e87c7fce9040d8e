using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>
/// The resolver against rbldnsd on the same machine, every name new: look-ups a CPU second of this process, bytes allocated each, and whether all
/// came back right. Beside it, as a floor, one plain multiplexed UDP socket that does nothing but send and count.
/// </summary>
internal static class ResolverLoad
{
    public static async Task RunAsync(int lookups, int outstanding, int sockets)
    {
        using var list = new LocalBlockList(1);
        PlainSocket(list, lookups, outstanding);
        var options = new DnsOptions { Servers = [list.EndPoint], CacheEntries = 100_000, SocketsPerServer = sockets };
        using var resolver = new StubResolver(options, Clock.System);
        await OneRunAsync(resolver, 0x0B000000, 20_000, outstanding); // warm up
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var listCpu = list.CpuTime;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var wrong = await OneRunAsync(resolver, 0x0A600000, lookups, outstanding);
        watch.Stop();
        process.Refresh();
        Report("resolver", lookups, watch.Elapsed, process.TotalProcessorTime - cpu, list.CpuTime - listCpu, GC.GetTotalAllocatedBytes(precise: true) - bytes);
        Console.WriteLine($"  wrong or unanswered: {wrong} of {lookups}; {outstanding} outstanding, {sockets} sockets; by status: {string.Join(' ', Wrong)}");
    }

    // Half of the addresses are listed: 10.0.0.0/9 is, and the run crosses its end.
    private static async Task<int> OneRunAsync(StubResolver resolver, uint first, int count, int outstanding)
    {
        var next = -1;
        var wrong = 0;
        var workers = new Task[outstanding];
        for (var w = 0; w < outstanding; w++)
            workers[w] = WorkAsync();
        await Task.WhenAll(workers);
        return wrong;

        async Task WorkAsync()
        {
            await Task.Yield();
            var name = new byte[DnsQuestion.MaxNameLength];
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                var address = Address.FromIPv4(first + (uint)i * 31);
                var length = ReversedName.Write(address, name, 0);
                length += WriteZone(name, length);
                var answer = await resolver.ResolveAsync(new DnsQuestion(name, length, DnsType.A));
                var listed = address.IPv4 is >= 0x0A000000 and < 0x0A800000;
                if (answer.Status != (listed ? DnsStatus.Records : DnsStatus.NoSuchName))
                {
                    Interlocked.Increment(ref wrong);
                    Interlocked.Increment(ref Wrong[(int)answer.Status]);
                }
            }
        }
    }

    private static readonly int[] Wrong = new int[Enum.GetValues<DnsStatus>().Length];

    private static readonly byte[] Zone = Encoding.ASCII.GetBytes("\u0003bl0\u0007example\0");

    private static int WriteZone(byte[] name, int offset)
    {
        Zone.CopyTo(name, offset);
        return Zone.Length;
    }

    private static void PlainSocket(LocalBlockList list, int lookups, int outstanding)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        socket.Connect(list.EndPoint);
        socket.ReceiveTimeout = 200;
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var query = new byte[DnsQueryMessage.MaxLength];
        var answer = new byte[4096];
        var name = new byte[DnsQuestion.MaxNameLength];
        var received = 0;
        for (var sent = 0; sent < lookups;)
        {
            var burst = 0;
            for (; burst < Math.Min(outstanding, 100) && sent < lookups; burst++, sent++)
            {
                var length = ReversedName.Write(Address.FromIPv4(0x0C000000 + (uint)sent), name, 0);
                length += WriteZone(name, length);
                var size = DnsQueryMessage.Write(query, 0, (ushort)sent, new DnsQuestion(name, length, DnsType.A), edns: true);
                socket.Send(query, 0, size, SocketFlags.None);
            }

            for (; burst > 0; burst--)
            {
                if (socket.Receive(answer, 0, answer.Length, SocketFlags.None, out var error) == 0 || error != SocketError.Success)
                    break;
                received++;
            }
        }

        process.Refresh();
        Report("plain socket", received, watch.Elapsed, process.TotalProcessorTime - cpu, TimeSpan.Zero, 0);
    }

    private static void Report(string what, int count, TimeSpan wall, TimeSpan cpu, TimeSpan listCpu, long bytes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {count / cpu.TotalSeconds:N0} look-ups a CPU second, {count / wall.TotalSeconds:N0} a second, {(double)bytes / count:N0} B each (rbldnsd {listCpu.TotalSeconds:N1} s CPU)"));
}
