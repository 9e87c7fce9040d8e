using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;

namespace IpBlock.Fuzzing.Attack;

/// <summary>
/// Everything at once: settings and a list file that change each second, a list whose server lies in all ways, connections that are idle, pipeline, never read or send
/// garbage, at a limit of a thousand open files. Beside it good clients at both doors ask who is listed and who is not, and each answer is compared with what is so.
/// </summary>
public static class ServiceAttack
{
    private const int OpenFiles = 1024;

    /// <summary>Attacks a service of its own.</summary>
    public static async Task<bool> RunAsync(TimeSpan duration, int seed)
    {
        await using var lists = ScriptedDnsServer.Start();
        foreach (var listed in AttackOracle.ListedByServer.Append("127.0.0.2"))
            lists.Zone("good.test").Lists(listed, "127.0.0.2");
        await using var service = await ServeProcess.StartAsync(Settings(lists, 0), OpenFiles, maxConnections: 2000);
        await ChangeAsync(service, lists);
        await Task.Delay(TimeSpan.FromSeconds(10)); // the list's file is taken over, and the lists are found to be well
        var oracle = new AttackOracle(service);
        var watch = Stopwatch.StartNew();
        using var end = new CancellationTokenSource(duration);
        var attackers = new List<Task> { Until(end, () => ChangeAsync(service, lists)), Until(end, () => new HostileList(lists, seed).LieAsync()) };
        foreach (var kind in Enum.GetValues<FloodKind>())
            attackers.Add(new Flood(service, kind, seed).RunAsync(end.Token));
        attackers.AddRange(Enumerable.Range(0, 4).Select(i => Task.Run(() => oracle.AskPolicyAsync(end.Token))));
        attackers.AddRange(Enumerable.Range(0, 2).Select(i => Task.Run(() => oracle.AskMilterAsync(end.Token))));
        while (!end.IsCancellationRequested && !service.HasExited)
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            oracle.Note(watch.Elapsed);
        }

        await Task.WhenAll(attackers);
        return oracle.Conclude(watch.Elapsed);
    }

    private static async Task Until(CancellationTokenSource end, Func<Task> step)
    {
        while (!end.IsCancellationRequested)
        {
            await step();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static Task ChangeAsync(ServeProcess service, ScriptedDnsServer lists)
    {
        lists.Forget();
        var number = Environment.TickCount;
        var fresh = Path.Combine(service.Folder, "mine.new");
        File.WriteAllText(fresh, string.Create(CultureInfo.InvariantCulture, $"203.0.113.77\n10.{number >> 8 & 255}.{number & 255}.1\n"));
        File.Move(fresh, Path.Combine(service.Folder, "mine.txt"), overwrite: true);
        service.Change(Settings(lists, number));
        return Task.CompletedTask;
    }

    // 192.0.2.7 is listed by the settings, 203.0.113.9 by the good list's server; what else changes concerns nobody who is asked about.
    private static string Settings(ScriptedDnsServer lists, int number) => string.Create(CultureInfo.InvariantCulture, $$"""
         "blockList": [ "192.0.2.7", "10.9.{{number & 255}}.1" ], "log": { "maxFileSize": "1MB", "maxDirectorySize": "10MB" },
         "dns": { "servers": [ "{{lists.EndPoint}}" ], "cacheEntries": {{10_000 + 8 * (number & 1)}} },
         "blockProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true }, { "name": "bad", "lookupDomain": "bad.test", "ipAddressesMatch": [ "127.0.0.99" ] } ],
         "lists": [ { "name": "mine", "file": "mine.txt" } ],
        """);
}
