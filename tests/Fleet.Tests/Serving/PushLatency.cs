using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>
/// A figure and no test, run by hand (docs/testing.md): from the moment before COMMIT, by the database's clock, to the first reply of each server that has
/// changed.
/// </summary>
public sealed class PushLatency
{
    private const string Client = "192.0.2.77";

    [Fact(Explicit = true)]
    public async Task From_commit_to_the_first_changed_reply()
    {
        var (servers, pushes) = (Number("IPBLOCK_SERVERS", 6), Number("IPBLOCK_PUSHES", 50));
        await using var database = await PostgreSql.StartAsync();
        await using var fleet = await TestFleet.StartAsync(database);
        var running = new List<RunningServer>();
        try
        {
            for (var i = 0; i < servers; i++)
                running.Add(await RunningServer.StartAsync(fleet, $"mx{i}"));
            var latencies = new List<double>();
            for (var round = 1; round <= pushes + 1; round++)
            {
                var changed = await PushAndWaitAsync(fleet, running, round);

                // The first has everything compiled.
                if (round > 1)
                    latencies.AddRange(changed);
            }

            latencies.Sort();
            string At(double share) => latencies[(int)Math.Min(latencies.Count - 1, share * latencies.Count)].ToString("0", CultureInfo.InvariantCulture);
            TestContext.Current.TestOutputHelper!.WriteLine($"{servers} servers, {pushes} pushes, {latencies.Count} replies: p50 {At(0.5)} ms, p90 {At(0.9)} ms, p99 {At(0.99)} ms, max {At(1)} ms");
        }
        finally
        {
            foreach (var server in running)
                await server.DisposeAsync();
        }
    }

    private static async Task<IEnumerable<double>> PushAndWaitAsync(TestFleet fleet, List<RunningServer> servers, int round)
    {
        var changed = new ConcurrentBag<DateTimeOffset>();
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var watching = servers.ConvertAll(server => Task.Run(async () =>
        {
            using var postfix = await server.PostfixAsync();
            while ((await postfix.AskAsync(PolicyClient.Request(Client)))?.Contains($"round {round}.", StringComparison.Ordinal) != true)
                await Task.Delay(5, end.Token);
            changed.Add(DateTimeOffset.UtcNow);
        }));
        fleet.Administrator.Text = $$"""{ "blockList": [ "{{Client}}" ], "blockListResponse": "round {{round}}." }""";
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await Task.WhenAll(watching);
        var stored = (DateTime)(await fleet.AsSuperuserAsync("select stored_at from ipblock.settings_version order by number desc limit 1"))!;
        return changed.Select(moment => (moment - new DateTimeOffset(stored)).TotalMilliseconds);
    }

    private static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
