using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Time;

namespace IpBlock.Benchmarks.Soak;

/// <summary>
/// A whole engine at full speed, with its log, its watch over the lists and the machine's own clock, five lists in rbldnsd behind: three of four clients are seen for the first time, and twice a minute the settings
/// change so that the resolver is replaced. Each verdict is compared with what the lists hold: 10.0.0.0/9 and nothing else.
/// </summary>
internal sealed class FullLoad : IDisposable
{
    private const int AtATime = 200;
    private const int Regulars = 1000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ipblock-soak");
    private readonly LocalBlockList _lists = new(5);
    private readonly NoticeCount _notices = new();
    private readonly FilterEngine _engine;
    private int _next;
    private long _verdicts;
    private long _partial;
    private long _wrong;

    private FullLoad()
    {
        WriteSettings(0);
        _engine = new FilterEngine(SettingsPath, Clock.System, _notices);
    }

    private string SettingsPath => Path.Combine(_folder.FullName, "ipblock.json");

    public static async Task RunAsync(TimeSpan duration)
    {
        using var load = new FullLoad();
        await load.RunForAsync(duration);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _lists.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task RunForAsync(TimeSpan duration)
    {
        var gauge = new Gauge();
        var watch = Stopwatch.StartNew();
        var clients = Enumerable.Range(0, AtATime).Select(_ => Task.Run(() => ConnectAsync(watch, duration))).ToArray();
        var changes = 0;
        for (var at = TimeSpan.FromSeconds(10); at < duration; at += TimeSpan.FromSeconds(10))
        {
            await Task.Delay(at - watch.Elapsed is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero);
            if ((int)at.TotalSeconds % 30 == 0)
                WriteSettings(++changes);
            gauge.Read(at, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Read(ref _verdicts):N0} verdicts, {Interlocked.Read(ref _wrong)} wrong"));
        }

        await Task.WhenAll(clients);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{watch.Elapsed.TotalSeconds:N0} s at full speed, {AtATime} at a time: {_verdicts:N0} verdicts, {_verdicts / watch.Elapsed.TotalSeconds:N0} a second, {_wrong} wrong, {_partial} without a list; {changes} changes of the settings; log of {LogSize() / 1e6:N1} MB"));
        Console.WriteLine("  notices " + _notices);
        gauge.Conclude();
    }

    private async Task ConnectAsync(Stopwatch watch, TimeSpan duration)
    {
        while (watch.Elapsed < duration)
        {
            // Numbers are spread over all of 10.0.0.0/8: neighbours in time are none in address.
            var number = Interlocked.Increment(ref _next);
            var client = Address.FromIPv4(0x0A000000 | (uint)(number % 4 == 0 ? number / 4 % Regulars : number) * 2654435761u >> 8);
            var verdict = await _engine.EvaluateAsync(new FilterRequest(client));
            var listed = client.IPv4 < 0x0A800000;
            Interlocked.Increment(ref _verdicts);
            if (verdict.IsPartial)
                Interlocked.Increment(ref _partial);
            if (verdict.Action != (listed ? VerdictAction.Reject : VerdictAction.Accept) && !(listed && verdict.IsPartial))
                Interlocked.Increment(ref _wrong);
            _engine.Log(new Decision(verdict) { SessionId = "soak", Event = "OnConnect", Action = listed ? "RejectConnection" : "AcceptConnection", Reply = verdict.Reply });
        }
    }

    private void WriteSettings(int change) => File.WriteAllText(SettingsPath, $$"""
        {
          "blockProviders": [ {{string.Join(", ", Enumerable.Range(0, 5).Select(static i => $$"""{ "name": "list {{i}}", "lookupDomain": "bl{{i}}.example", "anyMatch": true }"""))}} ],
          "exceptions": { "exemptPrivateNetworks": false },
          "dns": { "servers": [ "{{_lists.EndPoint}}" ], "cacheEntries": {{100_000 + 8 * (change % 2)}} },
          "log": { "maxFileSize": "5MB", "maxDirectorySize": "50MB" }
        }
        """);

    private long LogSize() => new DirectoryInfo(Path.Combine(_folder.FullName, "log")).GetFiles("*.log").Sum(static file => file.Length);
}
