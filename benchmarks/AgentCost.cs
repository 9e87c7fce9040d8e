using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Benchmarks.MailServers;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks;

/// <summary>
/// What the shipped agent allocates and how often its work changes threads, a connection, under .NET and under mono: one connection at a time, without sockets, five lists in rbldnsd.
/// The host alone is counted too and taken off. Another build of the agent's dll can take turns with it.
/// </summary>
internal static class AgentCost
{
    private const string Factory = "IpBlock.Agent.IpBlockAgentFactory";
    private const int Turns = 3;

    public static async Task RunAsync(int connections, string? other)
    {
        using var lists = new LocalBlockList(5);
        using var folder = new ScratchFolder();
        var providers = string.Join(", ", Enumerable.Range(0, 5).Select(static i => $$"""{ "name": "list {{i}}", "lookupDomain": "bl{{i}}.example", "anyMatch": true }"""));
        var settings = folder.Write("ipblock.json", $$"""{ "blockProviders": [ {{providers}} ], "exceptions": { "exemptPrivateNetworks": false }, "dns": { "servers": [ "{{lists.EndPoint}}" ] } }""");
        var agents = new List<(string Name, string Path)> { ("agent", Path.Combine(Checkout.Root, "src/Agent/bin/Release/net472/IpBlock.Agent.dll")) };
        if (other is not null)
            agents.Add(("other agent", other));
        Console.WriteLine("| | clients | bytes | work items of the pool | waits | processor, us |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var runtime in new[] { "dotnet", "mono" })
        {
            var host = await PlayAsync(runtime, "-", connections, settings);
            var counts = agents.ToDictionary(static agent => agent.Name, static _ => new List<Count>(), StringComparer.Ordinal);
            for (var turn = 0; turn < Turns; turn++)
            {
                foreach (var (name, path) in agents)
                    counts[name].AddRange(await PlayAsync(runtime, path, connections, settings));
            }

            foreach (var (name, those) in counts)
                Print(runtime, name, those, host);
        }
    }

    private static void Print(string runtime, string name, List<Count> counts, List<Count> host)
    {
        foreach (var those in counts.GroupBy(static count => count.Clients, StringComparer.Ordinal))
        {
            var alone = host.Single(count => string.Equals(count.Clients, those.Key, StringComparison.Ordinal));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name}, {runtime} | {those.Key} | {Median(those, count => count.Bytes - alone.Bytes):N0} | {Median(those, count => count.WorkItems - alone.WorkItems):N1} | {Median(those, count => count.Waits - alone.Waits):N1} | {Median(those, count => count.Microseconds - alone.Microseconds):N0} |"));
        }
    }

    private static async Task<List<Count>> PlayAsync(string runtime, string agent, int connections, string settings)
    {
        var program = Path.Combine(Checkout.Root, "benchmarks/AgentCost/bin/Release", string.Equals(runtime, "mono", StringComparison.Ordinal) ? "net472/IpBlock.AgentCost.exe" : "net10.0/IpBlock.AgentCost.dll");
        // What mono allocates is told by how often this nursery is full.
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = settings, ["MONO_GC_PARAMS"] = "nursery-size=512k" };
        var (code, output) = await RealProcess.RunAsync(runtime, [program, agent, Factory, connections.ToString(CultureInfo.InvariantCulture)], TimeSpan.FromMinutes(3), environment: environment);
        var counts = output.Split('\n').Select(static line => line.Split(' ')).Where(static words => words.Length == 6 && words[0] is "strangers" or "known" or "listed").Select(Count.Read).ToList();
        var isRight = counts.TrueForAll(count => count.Refused == (agent is not "-" && count.Clients is "listed" ? connections : 0));
        return code == 0 && counts.Count == 3 && isRight ? counts : throw new InvalidOperationException($"{runtime} {program} {agent}: {output}");
    }

    private static double Median(IEnumerable<Count> counts, Func<Count, double> figure) => counts.Select(figure).Order().ElementAt(Turns / 2);

    /// <summary>Figures a connection.</summary>
    private sealed record Count(string Clients, double Bytes, double WorkItems, double Waits, double Microseconds, int Refused)
    {
        public static Count Read(string[] words) => new(words[0], Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), (int)Number(words[5]));

        private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
