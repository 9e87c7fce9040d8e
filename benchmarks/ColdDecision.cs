using System;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>Decisions about clients never seen, five lists, 20 ms an answer: the median against one round trip; and again with one list dead.</summary>
internal static class ColdDecision
{
    public static async Task RunAsync()
    {
        var roundTrip = TimeSpan.FromMilliseconds(20);
        using (var lists = new SlowBlockLists(roundTrip))
        {
            var single = await MedianAsync(lists.EndPoint, 1, 100, 0);
            Report("one list", single);
            Report("five lists", await MedianAsync(lists.EndPoint, 5, 100, 10_000), single);
        }

        using (var lists = new SlowBlockLists(roundTrip, dead: "bl3"))
            Report("five lists, one dead", await MedianAsync(lists.EndPoint, 5, 5, 20_000));
    }

    private static async Task<TimeSpan> MedianAsync(IPEndPoint server, int providers, int count, uint offset)
    {
        using var resolver = new StubResolver(new DnsOptions { Servers = [server] }, Clock.System);
        var filter = new ConnectionFilter(Samples.Settings(providers), resolver, Clock.System);
        await filter.EvaluateAsync(new FilterRequest(Address.FromIPv4(0x0B000000 + offset)));
        var took = new TimeSpan[count];
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.StartNew();
            var verdict = await filter.EvaluateAsync(new FilterRequest(Address.FromIPv4(0x0B000001 + offset + (uint)i)));
            took[i] = watch.Elapsed;
            if (verdict.Action != VerdictAction.Accept)
                throw new InvalidOperationException("A clean client was refused.");
        }

        Array.Sort(took);
        return took[count / 2];
    }

    private static void Report(string what, TimeSpan median, TimeSpan? roundTrip = null) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"cold, {what}: median {median.TotalMilliseconds:N1} ms{(roundTrip is { } one ? $", {median / one:N2} x a single lookup" : "")}"));
}
