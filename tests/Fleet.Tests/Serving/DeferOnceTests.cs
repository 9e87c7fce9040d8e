using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Sessions;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>Two processes of <c>ipblock serve</c> with one memory of deferred mail.</summary>
public sealed class DeferOnceTests(Cluster cluster)
{
    private const string Zone = "doubt.test", Client = "192.0.2.77";

    private const string Settings = $$"""
        { "verdict": "score", "thresholds": { "defer": 1, "reject": 2 }, "deferOnce": { "enabled": true, "after": "5s" },
          "blockProviders": [ { "name": "Doubt", "lookupDomain": "{{Zone}}", "anyMatch": true } ] }
        """;

    // Each time that it asks, a server that has not heard of the deferral defers as well, and accepts five seconds after its own: only one that had heard accepts the first time it is asked.
    [Fact]
    public async Task Mail_that_one_server_has_deferred_is_accepted_by_another_the_first_time_it_comes_there()
    {
        await using var list = await Rbldnsd.StartAsync(new RbldnsdZone(Zone, RbldnsdData.Ip4Set, $"127.0.0.2 :127.0.0.2:$\n{Client} :127.0.0.2:$"));
        await using var resolver = await Unbound.StartAsync(new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { [Zone] = list.EndPoint });
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Settings);
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await using var first = await RunningServer.StartAsync(fleet, "mx1", nameServer: resolver.EndPoint);
        await using var second = await RunningServer.StartAsync(fleet, "mx2", nameServer: resolver.EndPoint);

        // Until both share a secret, what they defer is their own.
        await Waiting.UntilAsync(
            () => Kept(first) is { } one && Kept(second) is { } other && one.Secret.AsSpan().SequenceEqual(other.Secret), () => first.Output + second.Output, TestFleet.Stop);
        Assert.Contains("DEFER_IF_PERMIT", await first.AskAsync(Client));
        await Waiting.UntilAsync(() => Kept(second)?.Entries.Count == 1, () => second.Output, TestFleet.Stop);
        await Waiting.UntilAsync(
            async () => await fleet.AsSuperuserAsync("select count(*) from ipblock.deferred_mail where deferred_at < now() - interval '6 seconds'") is 1L, () => first.Output, stop: TestFleet.Stop);
        Assert.DoesNotContain("DEFER_IF_PERMIT", await second.AskAsync(Client));
    }

    // What a server remembers is in a file a few seconds later.
    private static (byte[] Secret, List<DeferredEntry> Entries)? Kept(RunningServer server)
    {
        var path = server.Machine.FileOf("log");
        if (!File.Exists(Path.Combine(path, DeferredMailFile.Name)))
            return null;
        using var folder = OwnedFolder.Open(path);
        return DeferredMailFile.Read(folder);
    }
}
