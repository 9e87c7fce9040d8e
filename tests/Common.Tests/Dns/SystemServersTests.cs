using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Reporting;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Reporting;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>The system's name servers change while the process runs, and may not be known when it starts.</summary>
public sealed class SystemServersTests
{
    private const string Name = "1.2.0.192.bl.example";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private Func<IReadOnlyList<IPEndPoint>> _system = static () => [];

    [Fact]
    public async Task A_name_server_that_comes_after_the_start_is_asked_within_five_seconds_and_no_failure_before_it_is_remembered()
    {
        await using var rig = Following();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2");
        rig.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False((await rig.AskPatientlyAsync(Name)).IsConclusive);

        _system = () => [rig.Server.EndPoint];
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal([rig.Server.EndPoint], rig.Resolver.NameServers);
    }

    [Fact]
    public async Task What_cannot_be_read_at_the_start_is_told_and_read_again()
    {
        await using var rig = Following();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2");
        _system = static () => throw new UnauthorizedAccessException("closed");
        var notices = new CollectedNotices();
        using var trouble = new ResolverTrouble(rig.Clock, notices, rig.Resolver.Counters, () => rig.Resolver);
        Assert.Equal(DnsStatus.Unreachable, (await rig.AskAsync(Name)).Status);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("closed", rig.Resolver.NameServersTrouble);
        Assert.Contains("Until then no provider is queried", Assert.Single(notices.Of(332)), StringComparison.Ordinal);

        _system = () => [rig.Server.EndPoint];
        rig.Clock.Advance(Soon);
        Assert.Null(rig.Resolver.NameServersTrouble);
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task What_cannot_be_read_later_leaves_the_known_ones_in_use(Type failure)
    {
        await using var rig = Following();
        rig.Zone.ListsTheWorld("127.0.0.2");
        _system = () => [rig.Server.EndPoint];
        Rig.AssertAddresses(await rig.AskAsync("1.bl.example"), "127.0.0.2");
        _system = () => throw (Exception)Activator.CreateInstance(failure)!;
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(rig.Resolver.NameServersTrouble);
        Rig.AssertAddresses(await rig.AskAsync("2.bl.example"), "127.0.0.2");
    }

    [Fact]
    public async Task Another_name_server_takes_the_place_and_the_cache_stays()
    {
        await using var rig = Following(2);
        rig.Zone.ListsTheWorld("127.0.0.2");
        rig.Servers[1].Zone("bl.example").ListsTheWorld("127.0.0.3");
        _system = () => [rig.Servers[0].EndPoint];
        await rig.AskAsync("1.bl.example");
        var changed = new List<IPEndPoint>();
        rig.Resolver.NameServersChanged += changed.AddRange;

        _system = () => [rig.Servers[1].EndPoint];
        rig.Clock.Advance(Soon);
        Rig.AssertAddresses(await rig.AskAsync("1.bl.example"), "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync("2.bl.example"), "127.0.0.3");
        Assert.Equal([rig.Servers[1].EndPoint], changed);
        await OpenSockets.BecomeAsync(0, rig.Servers[0].EndPoint);
    }

    [Fact]
    public async Task What_was_asked_of_the_old_one_may_still_be_answered_and_is_asked_of_the_new_one()
    {
        var gate = new TaskCompletionSource();
        await using var rig = Following(2, options => options.Timeout = TimeSpan.FromSeconds(30));
        rig.Zone.ListsTheWorld("127.0.0.2").WaitsFor(gate.Task);
        rig.Server.Name("dead.bl.example").Silent();
        rig.Servers[1].Zone("bl.example").ListsTheWorld("127.0.0.3");
        rig.Servers[1].Name("late.bl.example").Silent();
        _system = () => [rig.Servers[0].EndPoint];
        var late = rig.AskAsync("late.bl.example");
        var dead = rig.Resolver.ResolveAsync(Names.Question("dead.bl.example"));
        await rig.Server.SeenAsync(2);

        _system = () => [rig.Servers[1].EndPoint];
        rig.Clock.Advance(TimeSpan.FromSeconds(3));
        gate.SetResult();
        Rig.AssertAddresses(await late, "127.0.0.2");
        await rig.AdvanceUntilDoneAsync(dead);
        Rig.AssertAddresses(await dead, "127.0.0.3");
    }

    [Fact]
    public async Task A_file_that_is_empty_for_a_moment_changes_nothing_and_one_that_stays_so_means_this_machine()
    {
        await using var rig = Following();
        _system = () => [rig.Server.EndPoint];
        var server = rig.Resolver.Servers[0];
        _system = static () => [];
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(server, rig.Resolver.Servers[0]);
        _system = () => [rig.Server.EndPoint];
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(server, rig.Resolver.Servers[0]);

        _system = static () => [];
        rig.Clock.Advance(Soon);
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 53)], rig.Resolver.NameServers);
    }

    [Fact]
    public async Task A_server_that_stays_keeps_what_is_known_of_it()
    {
        await using var rig = Following(2);
        _system = () => [rig.Servers[0].EndPoint];
        var known = rig.Resolver.Servers[0];
        _system = () => [rig.Servers[1].EndPoint, rig.Servers[0].EndPoint];
        rig.Clock.Advance(Soon);
        Assert.Same(known, rig.Resolver.Servers[1]);
    }

    [Fact]
    public async Task Name_servers_of_the_settings_are_not_followed()
    {
        var looked = 0;
        await using var rig = new Rig(change: options => options.FindSystemServers = () => [new IPEndPoint(IPAddress.Loopback, ++looked)]);
        Assert.Single(rig.Resolver.Servers);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, rig.Server.EndPoint), (looked, Assert.Single(rig.Resolver.NameServers)));
    }

    private Rig Following(int servers = 1, Action<DnsOptions>? change = null) => new(servers, options =>
    {
        (options.Servers, options.FindSystemServers) = ([], () => _system());
        change?.Invoke(options);
    });
}
