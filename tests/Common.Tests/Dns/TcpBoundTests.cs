using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>However many answers are truncated, the connections over TCP take a bounded part of the process's descriptors.</summary>
public sealed class TcpBoundTests
{
    private const int Most = 64;
    private readonly List<Socket> _streams = [];
    private int _mostOpen;
    private bool _noneLeft;

    [Fact]
    public async Task A_server_that_truncates_all_and_stalls_on_tcp_takes_64_connections_and_no_more()
    {
        await using var rig = new Rig(change: Counted);
        rig.Zone.ListsTheWorld("127.0.0.2").Truncated().SilentOnTcp();
        var lookups = Ask(rig, 500);
        await Some.UntilAsync(() => Established(rig.Server.EndPoint) == Most, $"{Most} connections");
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(lookups));

        Assert.Equal(Most, _mostOpen);
        Assert.Equal((Most, 500 - Most), (Of(lookups, DnsStatus.TimedOut), Of(lookups, DnsStatus.Overloaded)));
        await Some.UntilAsync(() => Open == 0, "no connection");

        rig.Zone.SilentOnTcp(false);
        rig.Clock.Advance(TimeSpan.FromSeconds(6));
        for (var first = 0; first < 500; first += Most / 2)
        {
            var again = Ask(rig, Math.Min(Most / 2, 500 - first), first);
            await rig.AdvanceUntilDoneAsync(Task.WhenAll(again));
            foreach (var lookup in again)
                Rig.AssertAddresses(await lookup, "127.0.0.2");
        }

        Assert.Equal(Most, _mostOpen);
    }

    [Fact]
    public async Task Who_finds_no_connection_free_gets_one_at_the_repetition()
    {
        await using var rig = new Rig(change: Counted);
        rig.Zone.ListsTheWorld("127.0.0.2").Truncated();
        var lookups = Ask(rig, Most + Most / 2);
        await Some.UntilAsync(() => rig.Server.Queries.Count(query => query.Transport == Transport.Udp) >= lookups.Count && Open == 0, "the first to be done");
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(lookups));

        Assert.Equal(lookups.Count, Of(lookups, DnsStatus.Records));
        Assert.InRange(_mostOpen, 1, Most);
    }

    [Fact]
    public async Task A_server_that_stalls_on_tcp_leaves_the_next_its_share_of_the_connections()
    {
        await using var rig = new Rig(servers: 2, Counted);
        rig.Zone.ListsTheWorld("127.0.0.2").Truncated().SilentOnTcp();
        rig.Servers[1].Zone("bl.example").ListsTheWorld("127.0.0.2").Truncated();
        var lookups = Ask(rig, Most);
        await Some.UntilAsync(() => lookups.Count(static lookup => lookup.IsCompleted) == Most / 2, "half of them answered by the second server");
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(lookups));

        Assert.Equal(Most, Of(lookups, DnsStatus.Records));
        Assert.InRange(_mostOpen, 1, Most);
    }

    [Fact]
    public async Task A_connection_that_fails_in_whatever_way_is_free_again()
    {
        await using var rig = new Rig(change: Counted);
        rig.Zone.ListsTheWorld("127.0.0.2").Truncated().ClosesTcp();
        for (var i = 0; i < Most + 1; i++)
            Assert.Equal(DnsStatus.Unreachable, (await rig.AskAsync(Names.Question($"closed{i}.bl.example"))).Status);
        _noneLeft = true;
        for (var i = 0; i < Most + 1; i++)
            Assert.Equal(DnsStatus.Overloaded, (await rig.AskPatientlyAsync($"none{i}.bl.example")).Status);
        _noneLeft = false;
        rig.Zone.Lists("192.0.2.1", "127.0.0.3");
        rig.Zone.At("192.0.2.1").WrongId();
        for (var i = 0; i < Most + 1; i++)
            Assert.NotEqual(DnsStatus.Overloaded, (await rig.AskAsync(Names.Question($"again{i}.bl.example"))).Status);
        await Some.UntilAsync(() => Open == 0, "no connection");
    }

    private static List<Task<DnsAnswer>> Ask(Rig rig, int count, int first = 0) =>
        [.. Enumerable.Range(first, count).Select(i => rig.Resolver.ResolveAsync(Names.Question(string.Create(CultureInfo.InvariantCulture, $"{i}.bl.example"))))];

    private static int Of(List<Task<DnsAnswer>> lookups, DnsStatus status) => lookups.Count(lookup => lookup.Result.Status == status);

    private int Open
    {
        get
        {
            lock (_streams)
                return _streams.Count(static socket => !socket.SafeHandle.IsClosed);
        }
    }

    private void Counted(DnsOptions options) => options.OpenSocket = (family, type, protocol) =>
    {
        if (type == SocketType.Stream && _noneLeft)
            throw new SocketException((int)SocketError.TooManyOpenSockets);
        var socket = new Socket(family, type, protocol);
        lock (_streams)
        {
            if (type == SocketType.Stream)
                _streams.Add(socket);
            _mostOpen = Math.Max(_mostOpen, Open);
        }

        return socket;
    };

    // As the kernel lists them; 01 is an established connection.
    private static int Established(IPEndPoint server)
    {
        var remote = string.Create(CultureInfo.InvariantCulture, $":{server.Port:X4}");
        return File.ReadAllLines("/proc/net/tcp").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => fields[2].EndsWith(remote, StringComparison.Ordinal) && string.Equals(fields[3], "01", StringComparison.Ordinal));
    }
}
