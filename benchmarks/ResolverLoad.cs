using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DnsClient;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Time;
using DnsQuestion = IpBlock.Dns.DnsQuestion;

namespace IpBlock.Benchmarks;

/// <summary>
/// The resolver against rbldnsd on the same machine, every name new: look-ups a CPU second of this process, bytes allocated each, and whether all
/// came back right; with a window for each of five lists, as providers ask, one after another and all five about a client in one go, and without. Beside it, as a floor, one plain multiplexed UDP socket that does nothing but send and count, and
/// the library DnsClient.NET.
/// </summary>
internal static class ResolverLoad
{
    private const int Lists = 5;

    public static async Task RunAsync(int lookups, int outstanding, int sockets)
    {
        using var list = new LocalBlockList(Lists);
        Console.WriteLine($"{outstanding} outstanding, {sockets} sockets, {lookups} look-ups");
        PlainSocket(list, lookups, outstanding);
        PlainSocket(list, lookups, outstanding);
        await ResolverAsync("resolver, five lists", list, lookups, outstanding, sockets, windows: true);
        await ResolverAsync("resolver, no windows", list, lookups, outstanding, sockets, windows: false);
        await DnsClientAsync(list, lookups / 4, outstanding);
    }

    private static async Task ResolverAsync(string what, LocalBlockList list, int lookups, int outstanding, int sockets, bool windows)
    {
        var options = new DnsOptions { Servers = [list.EndPoint], CacheEntries = 100_000, SocketsPerServer = sockets };
        using var resolver = new StubResolver(options, Clock.System);
        var zones = new ZoneWindow?[Lists];
        for (var i = 0; windows && i < Lists; i++)
        {
            zones[i] = new ZoneWindow();
            zones[i]!.ShareWith(Lists);
        }

        Task<DnsAnswer> Ask(byte[] name, int length, int zone) => resolver.ResolveAsync(new DnsQuestion(name, length, DnsType.A, zones[zone]));
        await MeasureAsync(what, list, lookups, outstanding, Ask);
        if (windows)
            await MeasureAsync("resolver, clients", list, lookups, outstanding, Ask, together: Lists);
    }

    // Its own cache is off, as every name is new; it repeats a question as often as ours does.
    private static async Task DnsClientAsync(LocalBlockList list, int lookups, int outstanding)
    {
        var client = new LookupClient(new LookupClientOptions(list.EndPoint) { UseCache = false, Timeout = TimeSpan.FromMilliseconds(400), Retries = 4, ThrowDnsErrors = false });
        await MeasureAsync("DnsClient.NET 1.8", list, lookups, outstanding, async (name, length, zone) =>
        {
            try
            {
                var answer = await client.QueryAsync(Text(name, length), QueryType.A);
                return DnsAnswer.Without(answer.Header.ResponseCode switch
                {
                    DnsHeaderResponseCode.NoError => DnsStatus.Records,
                    DnsHeaderResponseCode.NotExistentDomain => DnsStatus.NoSuchName,
                    _ => DnsStatus.ServerFailure,
                });
            }
            catch (DnsResponseException)
            {
                return DnsAnswer.Without(DnsStatus.TimedOut);
            }
        });
    }

    private static string Text(byte[] name, int length)
    {
        var text = new StringBuilder(length);
        for (var i = 0; name[i] != 0; i += name[i] + 1)
            text.Append(Encoding.ASCII.GetString(name, i + 1, name[i])).Append('.');
        return text.ToString();
    }

    private static async Task MeasureAsync(string what, LocalBlockList list, int lookups, int outstanding, Func<byte[], int, int, Task<DnsAnswer>> ask, int together = 1)
    {
        await OneRunAsync(ask, 0x0B000000, Math.Min(lookups, 50_000), outstanding, together); // warm up
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var listCpu = list.CpuTime;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var wrong = await OneRunAsync(ask, 0x0A600000, lookups, outstanding, together);
        watch.Stop();
        process.Refresh();
        Report(what, lookups, watch.Elapsed, process.TotalProcessorTime - cpu, list.CpuTime - listCpu, GC.GetTotalAllocatedBytes(precise: true) - bytes, wrong);
    }

    // So many lists are asked about a client together, in one go when there are several, as the engine asks them.
    private static async Task<int> OneRunAsync(Func<byte[], int, int, Task<DnsAnswer>> ask, uint first, int count, int outstanding, int together)
    {
        var next = -1;
        var wrong = 0;
        var workers = new Task[outstanding / together];
        for (var w = 0; w < workers.Length; w++)
            workers[w] = WorkAsync();
        await Task.WhenAll(workers);
        return wrong;

        async Task WorkAsync()
        {
            await Task.Yield();
            var name = new byte[DnsQuestion.MaxNameLength];
            var answers = new Task<DnsAnswer>[together];
            for (int i; (i = Interlocked.Increment(ref next)) < count / together;)
            {
                var address = Address.FromIPv4(first + (uint)i * 31);
                AskAll(address, i, name, answers);
                foreach (var answer in answers)
                {
                    if ((await answer).Status != StatusOf(address))
                        Interlocked.Increment(ref wrong);
                }
            }
        }

        void AskAll(Address address, int firstZone, byte[] name, Task<DnsAnswer>[] answers)
        {
            var batch = together > 1 ? QueryBatch.Begin() : null;
            var length = ReversedName.Write(address, name, 0);
            for (var i = 0; i < together; i++)
            {
                var zone = (firstZone + i) % Lists;
                answers[i] = ask(name, length + WriteZone(name, length, zone), zone);
            }

            batch?.Send();
        }
    }

    // Half of the addresses are listed: 10.0.0.0/9 is, and the run crosses its end.
    private static DnsStatus StatusOf(Address address) => address.IPv4 is >= 0x0A000000 and < 0x0A800000 ? DnsStatus.Records : DnsStatus.NoSuchName;

    private static readonly byte[] Zone = Encoding.ASCII.GetBytes("\u0003bl0\u0007example\0");

    private static int WriteZone(byte[] name, int offset, int zone)
    {
        Zone.CopyTo(name, offset);
        name[offset + 3] = (byte)('0' + zone);
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
                length += WriteZone(name, length, sent % Lists);
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
        Report("plain socket", received, watch.Elapsed, process.TotalProcessorTime - cpu, TimeSpan.Zero, 0, lookups - received);
    }

    private static void Report(string what, int count, TimeSpan wall, TimeSpan cpu, TimeSpan listCpu, long bytes, int wrong) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-21}{count / cpu.TotalSeconds,9:N0} a CPU second, {count / wall.TotalSeconds,8:N0} a second, {(double)bytes / count,6:N0} B each, {wrong} wrong or lost (rbldnsd {listCpu.TotalSeconds:N1} s CPU)"));
}
