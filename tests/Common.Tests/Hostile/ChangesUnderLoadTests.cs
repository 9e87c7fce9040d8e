using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Tests.Dns;
using Xunit;

namespace IpBlock.Tests.Hostile;

/// <summary>Settings and lists change a thousand times while mail comes in. Runs alone: it counts the handles and threads of the process.</summary>
[Collection(nameof(Alone))]
public sealed class ChangesUnderLoadTests : IAsyncDisposable
{
    private const int Changes = 1000;
    private const string Always = "192.0.2.1", Never = "192.0.2.2", Wavering = "192.0.2.3";
    private readonly EngineUnderTest _test = new();
    private long _verdicts;

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task A_thousand_changes_make_no_verdict_wrong_and_leave_nothing_behind()
    {
        var zone = _test.Server.Zone("one.test").Lists(Always, "127.0.0.2");
        _test.Server.Zone("two.test");
        Write(0);
        foreach (var client in new[] { Always, Never, Wavering })
            await _test.EvaluateAsync(client);
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, 3).Select(worker => Task.Run(() => LoadAsync(worker, enough.Token))).ToArray();
        var (handles, threads, timers) = (0, 0, 0);
        for (var change = 1; change <= Changes; change++)
        {
            Write(change);
            _ = change % 2 == 0 ? zone.Lists(Wavering, "127.0.0.2") : zone.Delists(Wavering);
            var seen = Interlocked.Read(ref _verdicts);
            _test.Pass(1);
            SpinWait.SpinUntil(() => Interlocked.Read(ref _verdicts) > seen + 3 || load.Any(static one => one.IsCompleted), Some.Patience);
            _test.Server.Forget();
            if (change == Changes / 5)
                (handles, threads, timers) = Held();
        }

        await enough.CancelAsync();
        await Task.WhenAll(load);
        var (handlesNow, threadsNow, timersNow) = Held();
        Assert.Equal(Changes + 1, _test.Notices.Of(100).Count);
        Assert.DoesNotContain(_test.Notices.Ids, static id => id != 100);
        Assert.InRange(handlesNow, 0, handles + 40);
        // The process has other tests too, for which the pool grows; a thread left behind by each change would be hundreds.
        Assert.InRange(threadsNow, 0, threads + 60);
        Assert.InRange(timersNow, 0, timers + 10); // a resolver that is left alone closes its sockets by and by, but lives on with its timer
    }

    // A change of the cache replaces the resolver with its sockets, of the log's size the log with its file, of an entry the filter alone.
    private void Write(int change) => _test.Write(
        $"\"lookupTimeout\": \"30s\", \"totalTimeout\": \"60s\", \"blockList\": [ \"198.51.100.{change % 256}\" ], \"log\": {{ \"maxFileSize\": \"{64 + change / 7 % 3}KB\" }}, "
        + $"\"blockProviders\": [ {Some.List("one")}, {Some.List("two", change % 3 == 0 ? "\"anyMatch\": true, \"enabled\": false" : "\"anyMatch\": true")} ]",
        $", \"cacheEntries\": {1000 + 8 * (change / 5 % 2)}");

    private async Task LoadAsync(int worker, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            Assert.Equal((VerdictAction.Reject, "one", false), Of(await _test.EvaluateAsync(Always)));
            Assert.Equal((VerdictAction.Accept, "", false), Of(await _test.EvaluateAsync(Never)));
            Assert.False((await _test.EvaluateAsync(Wavering)).IsPartial);
            Assert.Equal((VerdictAction.Accept, "", false), Of(await _test.EvaluateAsync($"203.{worker}.{i >> 8 & 255}.{i & 255}")));
            _test.Engine.Log(new IpBlock.Sessions.Decision(await _test.EvaluateAsync(Never)));
            Interlocked.Increment(ref _verdicts);
        }
    }

    private static (VerdictAction Action, string Provider, bool IsPartial) Of(Verdict verdict) => (verdict.Action, verdict.ProviderName, verdict.IsPartial);

    private (int Handles, int Threads, int Timers) Held()
    {
        using var self = Process.GetCurrentProcess();
        return (Directory.GetFileSystemEntries("/proc/self/fd").Length, self.Threads.Count, _test.Clock.Waiting);
    }
}
