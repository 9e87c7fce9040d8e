using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>What systemd's watchdog is fed with.</summary>
public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ScratchFolder _folder = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly FakeClock _clock = new();
    private readonly SystemdNotifier _notifier;
    private readonly List<Exception> _failures = [];

    public WatchdogTests()
    {
        var path = Path.Combine(_folder.Path, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        _notifier = new SystemdNotifier(path, Interval, _clock);
    }

    public void Dispose()
    {
        _notifier.Dispose();
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_is_fed_after_each_check_and_three_times_in_its_interval()
    {
        var checks = 0;
        _notifier.Watch(() => Task.FromResult(++checks), _failures.Add);
        _clock.Advance(Interval);
        Assert.Equal((3, 3), (checks, Heard().Count(static one => one == "WATCHDOG=1")));
    }

    [Fact]
    public void It_is_not_fed_while_a_check_hangs_and_is_again_when_that_has_ended()
    {
        var hanging = new TaskCompletionSource();
        var checks = 0;
        _notifier.Watch(() => ++checks == 2 ? hanging.Task : Task.CompletedTask, _failures.Add);
        _clock.Advance(10 * Interval);
        Assert.Equal((2, 1), (checks, Heard().Count));

        hanging.SetResult();
        _clock.Advance(Interval);
        Assert.Equal((5, 4), (checks, Heard().Count));
    }

    [Fact]
    public void It_is_not_fed_after_a_check_that_has_failed()
    {
        _notifier.Watch(static () => throw new InvalidOperationException("no verdict"), _failures.Add);
        _clock.Advance(Interval);
        Assert.Empty(Heard());
        Assert.Equal(["no verdict", "no verdict", "no verdict"], _failures.Select(static failure => failure.Message));
    }

    [Fact]
    public void Where_systemd_does_not_watch_nothing_is_checked()
    {
        using var notifier = new SystemdNotifier(null, null, _clock);
        notifier.Watch(static () => throw new InvalidOperationException("checked"), _failures.Add);
        _clock.Advance(Interval);
        Assert.Empty(_failures);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""" "exceptions": { "exemptPrivateNetworks": false },""")]
    [InlineData(""" "enabled": false,""")]
    public async Task Its_verdict_asks_no_list_is_not_logged_and_counts_as_nobody_s_connection(string settings)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            "{" + settings + """
                 "dns": { {dns} }, "log": { "accepted": true }, "blockProviders": [ { "name": "a", "lookupDomain": "a.example", "anyMatch": true } ],
                "health": { "enabled": false }, "service": { {service} } }
                """);
        var check = new VerdictCheck(service.Host.Engine);
        for (var i = 0; i < 300; i++)
        {
            await check.RunAsync();
            Assert.Empty(service.Dns.Queries);
        }

        Assert.False(service.Host.Engine.SeesOnlyPrivateClients);
        await service.StopAsync();
        var logged = Directory.EnumerateFiles(Path.Combine(service.Folder.Path, "log"), "*.log").SelectMany(File.ReadLines);
        Assert.DoesNotContain(logged, static line => line[0] != '#');
    }

    // All that has been sent by now: a datagram is there as soon as it is sent.
    private List<string> Heard()
    {
        var all = new List<string>();
        var buffer = new byte[1024];
        while (_systemd.Available > 0)
            all.Add(Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer)));
        return all;
    }
}
