using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>
/// A figure and no test, run by hand (docs/testing.md): what the fleet costs a verdict. Three servers with the same lists, one in no fleet, one in a fleet, and one whose fleet's database is dead, in turn, so that
/// all have the same neighbours.
/// </summary>
public sealed class VerdictCost
{
    private const int Connections = 8;
    private const int Each = 2000;
    private const string Lists = """
        "lookupTimeout": "2s", "deferOnce": { "enabled": true }, "blockProviders": [
          { "name": "One", "lookupDomain": "one.test", "anyMatch": true }, { "name": "Two", "lookupDomain": "two.test", "anyMatch": true } ]
        """;

    [Fact(Explicit = true)]
    public async Task Verdicts_with_the_fleet_on_off_and_dead()
    {
        await using var lists = await Rbldnsd.StartAsync(
            new RbldnsdZone("one.test", RbldnsdData.Ip4Set, "127.0.0.2 :127.0.0.2:$"), new RbldnsdZone("two.test", RbldnsdData.Ip4Set, "127.0.0.2 :127.0.0.2:$"));
        await using var resolver = await Unbound.StartAsync(new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { ["one.test"] = lists.EndPoint, ["two.test"] = lists.EndPoint });
        await using var alive = await PostgreSql.StartAsync();
        await using var dying = await PostgreSql.StartAsync();
        await using var fleet = await TestFleet.StartAsync(alive, "{ " + Lists + " }");
        await using var other = await TestFleet.StartAsync(dying, "{ " + Lists + " }");
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await other.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await using var on = await RunningServer.StartAsync(fleet, "mx1", nameServer: resolver.EndPoint);
        await using var dead = await RunningServer.StartAsync(other, "mx1", nameServer: resolver.EndPoint);
        await using var off = await RunningServer.StartAloneAsync(fleet, ", " + Lists, resolver.EndPoint);
        await dying.KillAsync();
        (string Name, RunningServer Server)[] all = [("off", off), ("on", on), ("database dead", dead)];
        var figures = all.ToDictionary(static one => one.Name, static _ => new List<(double Rate, double Half, double Rare, double Warm)>(), StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, server) in all)
            {
                var cold = await AskAsync(server, index => string.Create(CultureInfo.InvariantCulture, $"{20 + (index >> 16 & 63)}.{index >> 8 & 255}.{index & 255}.{round + 1}"));
                var warm = await AskAsync(server, static _ => "198.51.100.9");

                // The first has everything compiled.
                if (round > 0)
                    figures[name].Add((cold.Rate, cold.Half, cold.Rare, warm.Rate));
            }
        }

        foreach (var (name, rounds) in figures)
        {
            string Of(Func<(double Rate, double Half, double Rare, double Warm), double> what, string form) =>
                $"{Middle(rounds, what).ToString(form, CultureInfo.InvariantCulture)} ({rounds.Min(what).ToString(form, CultureInfo.InvariantCulture)} to {rounds.Max(what).ToString(form, CultureInfo.InvariantCulture)})";
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}: new clients {Of(static one => one.Rate, "0")} a second, half within {Of(static one => one.Half, "0.00")} ms, 99 of 100 within "
                + $"{Of(static one => one.Rare, "0.0")} ms; known client {Of(static one => one.Warm, "0")} a second");
        }
    }

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("IPBLOCK_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 9;

    private static double Middle(List<(double Rate, double Half, double Rare, double Warm)> rounds, Func<(double Rate, double Half, double Rare, double Warm), double> what) =>
        rounds.Select(what).Order().ElementAt(rounds.Count / 2);

    private static async Task<(double Rate, double Half, double Rare)> AskAsync(RunningServer server, Func<int, string> client)
    {
        var began = Stopwatch.GetTimestamp();
        var took = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            var times = new List<double>(Each);
            using var postfix = await server.PostfixAsync();
            for (var i = 0; i < Each; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                Assert.NotNull(await postfix.AskAsync(PolicyClient.Request(client((connection * Each) + i))));
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            return times;
        }));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var all = took.SelectMany(static times => times).Order().ToList();
        return (all.Count / seconds, all[all.Count / 2], all[all.Count * 99 / 100]);
    }
}
