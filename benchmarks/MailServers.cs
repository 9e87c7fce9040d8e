using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks;

/// <summary>
/// A real Postfix in front, without any check, with five <c>reject_rbl_client</c>, with the policy service and with the milter: sessions up to RCPT. All are up at the same time and take turns. Has to be run as root, for Postfix and for name servers at port 53.
/// </summary>
internal static class MailServers
{
    private const int Rounds = 3;
    private static readonly IPAddress Fast = IPAddress.Parse("127.0.53.1");
    private static readonly IPAddress Slow = IPAddress.Parse("127.0.53.2");
    private static readonly IPAddress Dead = IPAddress.Parse("127.0.53.3");

    public static async Task RunAsync(int sessions)
    {
        using var lists = new LocalBlockList(MailServer.Lists, new IPEndPoint(Fast, 53));
        using (var slow = new SlowBlockLists(TimeSpan.FromMilliseconds(20), null, new IPEndPoint(Slow, 53)))
            await OneByOneAsync(Slow, "20 ms DNS, accepted client seen for the first time", 60);
        using (var dead = new SlowBlockLists(TimeSpan.FromMilliseconds(20), "bl2", new IPEndPoint(Dead, 53)))
            await OneByOneAsync(Dead, "the same with one list dead", 3);
        await CrowdsAsync(sessions);
    }

    private static async Task CrowdsAsync(int sessions)
    {
        await using var servers = await FrontsAsync(Fast);
        var clients = new SmtpClients();
        foreach (var server in servers.All)
            await clients.RunAsync(server.EndPoint, 500, 50, checks: server.Checks);
        Console.WriteLine($"answers cached, nobody listed, {sessions} sessions a turn, {Rounds} turns:");
        foreach (var crowd in new[] { 50, 500, 1 })
            await CrowdAsync(servers, clients, crowd == 1 ? sessions / 8 : sessions, crowd);
        Console.WriteLine("the same, every second client listed:");
        foreach (var crowd in new[] { 50, 500 })
            await CrowdAsync(servers, new SmtpClients { HalfListed = true }, sessions, crowd);
    }

    private static async Task CrowdAsync(Fronts servers, SmtpClients clients, int sessions, int crowd)
    {
        var results = servers.All.ToDictionary(static server => server, static _ => new List<Load>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var server in servers.All)
                results[server].Add(await MeasureAsync(server, clients, sessions, crowd));
        }

        foreach (var (server, loads) in results)
            Print(server.Name, crowd, loads);
    }

    private static async Task<Load> MeasureAsync(MailServer server, SmtpClients clients, int sessions, int crowd)
    {
        var before = server.ProcessorTime();
        var watch = Stopwatch.StartNew();
        var (wrong, milliseconds) = await clients.RunAsync(server.EndPoint, sessions, crowd, server.Checks);
        var took = watch.Elapsed.TotalSeconds;
        return new Load(sessions / took, (server.ProcessorTime() - before).TotalMilliseconds / sessions, Median(milliseconds), wrong, server.ServiceMemory);
    }

    private static async Task OneByOneAsync(IPAddress resolver, string what, int sessions)
    {
        await using var servers = await FrontsAsync(resolver);
        Console.WriteLine(what + ", one at a time:");
        foreach (var server in servers.All)
        {
            var clients = new SmtpClients { FirstClient = 0x0B000000 };
            var (_, milliseconds) = await clients.RunAsync(server.EndPoint, sessions, 1, checks: false);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {server.Name,-22} p50 {Median(milliseconds),8:N1} ms, first {milliseconds[0],8:N1} ms, last {milliseconds[^1],8:N1} ms"));
        }
    }

    private static async Task<Fronts> FrontsAsync(IPAddress resolver)
    {
        var fronts = new Fronts();
        foreach (var start in new Func<IPAddress, Task<MailServer>>[] { MailServer.WithoutCheckAsync, MailServer.WithRejectRblClientAsync, MailServer.WithPolicyServiceAsync, MailServer.WithMilterAsync, MailServer.WithMilterInAFileAsync })
            fronts.All.Add(await start(resolver));
        return fronts;
    }

    private static void Print(string name, int crowd, List<Load> loads) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {crowd,3} at a time  {name,-22} {string.Join(" / ", loads.Select(static load => load.PerSecond.ToString("N0", CultureInfo.InvariantCulture)))} sessions a second, best {loads.Max(static load => load.PerSecond):N0}; {loads.Min(static load => load.ProcessorMilliseconds):N2} ms of processor each; p50 {loads.Min(static load => load.Median):N1} ms; {loads.Sum(static load => load.Wrong)} wrong; service {loads[^1].ServiceMemory >> 20} MB"));

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Load(double PerSecond, double ProcessorMilliseconds, double Median, int Wrong, long ServiceMemory);

    private sealed class Fronts : IAsyncDisposable
    {
        public List<MailServer> All { get; } = [];

        public async ValueTask DisposeAsync()
        {
            foreach (var server in All)
                await server.DisposeAsync();
        }
    }
}
