using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Time;
using WireName = IpBlock.Testing.Dns.Wire.WireName;

namespace IpBlock.Fuzzing.Dns;

/// <summary>
/// The resolver, over real sockets, behind a name server that answers with whatever it makes up. The oracle: each lookup ends; a good question is answered rightly all the time; nothing gets out of a callback, none
/// is even caught there; and memory stays where it was.
/// </summary>
internal sealed class DnsFuzz
{
    private const int AtATime = 64;
    private const int GoodEvery = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly DnsType[] Types = [DnsType.A, DnsType.Txt, DnsType.Ptr, DnsType.Aaaa];

    private readonly HostileNameServer _server;
    private readonly StubResolver _resolver;
    private long _lookups;
    private long _good;
    private long _escaped;

    private DnsFuzz(HostileNameServer server)
    {
        _server = server;
        _resolver = new StubResolver(
            new DnsOptions { Servers = [server.EndPoint], Timeout = TimeSpan.FromMilliseconds(500), RetryAfter = TimeSpan.FromMilliseconds(100), CacheEntries = 1000 }, Clock.System);
    }

    /// <summary>Runs until the time is over or so many inputs have been made up; one line for each thing that was not as it must be.</summary>
    public static async Task<(long Inputs, string Wrong)> RunAsync(TimeSpan duration, long inputs, int seed, Action<string>? progress = null)
    {
        using var server = new HostileNameServer(seed);
        var fuzz = new DnsFuzz(server);
        using (fuzz._resolver)
        {
            var wrong = await fuzz.RunAsync(duration, inputs, progress);
            return (server.Inputs, wrong);
        }
    }

    private async Task<string> RunAsync(TimeSpan duration, long inputs, Action<string>? progress)
    {
        UnhandledExceptionEventHandler escaped = (_, _) => Interlocked.Increment(ref _escaped);
        AppDomain.CurrentDomain.UnhandledException += escaped;
        TaskScheduler.UnobservedTaskException += (_, _) => Interlocked.Increment(ref _escaped);
        var wrong = new StringBuilder();
        var (watch, reported, first) = (Stopwatch.StartNew(), TimeSpan.Zero, 0L);
        while (watch.Elapsed < duration && _server.Inputs < inputs)
        {
            if (await StepAsync() is { } what)
                wrong.Append(what).Append('\n');
            if (first == 0 && _server.Inputs > 20_000)
                first = GC.GetTotalMemory(forceFullCollection: true);
            if (progress is null || watch.Elapsed - reported < TimeSpan.FromMinutes(1))
                continue;
            reported = watch.Elapsed;
            progress(Line(watch.Elapsed));
        }

        var grown = first == 0 ? 0 : GC.GetTotalMemory(forceFullCollection: true) - first;
        if (grown > 8 << 20)
            wrong.Append(CultureInfo.InvariantCulture, $"memory has grown by {grown:N0} bytes\n");
        if (_resolver.Counters.Faults > 0)
            wrong.Append(CultureInfo.InvariantCulture, $"{_resolver.Counters.Faults} faults, the last: {_resolver.Counters.LastFault}\n");
        if (_escaped > 0)
            wrong.Append(CultureInfo.InvariantCulture, $"{_escaped} exceptions have escaped\n");
        progress?.Invoke(Line(watch.Elapsed) + string.Create(CultureInfo.InvariantCulture, $", memory {grown:+#,0;-#,0;0} bytes"));
        AppDomain.CurrentDomain.UnhandledException -= escaped;
        return wrong.ToString();
    }

    // As many bad questions at a time as said, all of which must end, and a good one now and then.
    private async Task<string?> StepAsync()
    {
        var bad = Enumerable.Range(0, AtATime).Select(_ => _resolver.ResolveAsync(Question("fuzz.example"))).ToArray();
        if (await Task.WhenAny(Task.WhenAll(bad), Task.Delay(Patience)) is { } ended && !bad.All(static one => one.IsCompletedSuccessfully))
            return $"{bad.Count(static one => !one.IsCompleted)} lookups have not ended ({ended.Status})";
        if (_lookups / GoodEvery == _good)
            return null;
        _good = _lookups / GoodEvery;
        // The name server may still be busy with repetitions, whose answers nobody waits for any more: a good question may have to be repeated, as a lost one.
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience;)
        {
            var answer = await _resolver.ResolveAsync(Question("good.example", DnsType.A));
            if (answer.Addresses is [0x7F000002])
                return null;
            if (answer.IsConclusive)
                return "a good question was answered wrongly: " + answer.Status;
        }

        return "a good question was not answered";
    }

    private DnsQuestion Question(string zone, DnsType? type = null)
    {
        var number = Interlocked.Increment(ref _lookups);
        var name = WireName.Encode(string.Create(CultureInfo.InvariantCulture, $"{number}.{zone}"));
        return new DnsQuestion(name, name.Length, type ?? Types[number & 3]);
    }

    private string Line(TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture, $"{elapsed:hh\\:mm\\:ss} {_server.Inputs:N0} inputs, {_lookups:N0} lookups, {_good:N0} good questions, {_resolver.Counters.Faults} faults, {Process.GetCurrentProcess().WorkingSet64 >> 20} MB");
}
