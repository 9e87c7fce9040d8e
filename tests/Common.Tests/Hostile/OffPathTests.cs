using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Tests.Dns;
using Xunit;

namespace IpBlock.Tests.Hostile;

/// <summary>Somebody who does not sit on the way to the name server answers in its place. Wrong ports, questions and packets are in <see cref="LieTests"/>.</summary>
public sealed class OffPathTests : IAsyncDisposable
{
    private const string Name = "1.2.0.192.bl.example";
    private const string Lie = "127.0.0.66";
    private readonly Rig _rig = new(change: static options => options.SocketsPerServer = 1);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.2", true)]
    [InlineData("127.0.0.1", false)]
    public async Task Who_tries_every_id_from_another_address_or_port_is_not_heard(string address, bool samePort)
    {
        _rig.Zone.Lists("192.0.2.1", "127.0.0.2").WaitsFor(_gate.Task);
        var lookup = _rig.AskAsync(Name);
        await _rig.Server.SeenAsync(1);
        using var liar = new UdpClient(new IPEndPoint(IPAddress.Parse(address), samePort ? _rig.Server.Port : 0));
        var target = new IPEndPoint(IPAddress.Loopback, _rig.Server.Queries[0].ClientPort);
        var forged = Answer(0, Lie);
        for (var id = 0; id <= ushort.MaxValue; id++)
        {
            (forged[0], forged[1]) = ((byte)(id >> 8), (byte)id);
            liar.Client.SendTo(forged, target);
        }

        Assert.False(lookup.IsCompleted);
        _gate.SetResult();
        Rig.AssertAddresses(await lookup, "127.0.0.2");
    }

    [Fact]
    public async Task An_answer_after_the_time_out_is_neither_believed_nor_remembered()
    {
        _rig.Zone.Lists("192.0.2.1", Lie).WaitsFor(_gate.Task);
        var lookup = _rig.AskAsync(Name);
        await _rig.Server.SeenAsync(1);
        _rig.Clock.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Equal(DnsStatus.TimedOut, (await lookup).Status);
        _gate.SetResult();

        // One socket: what comes behind the late answer has been preceded by it.
        Assert.Equal(DnsStatus.NoSuchName, (await _rig.AskAsync("9.2.0.192.bl.example")).Status);
        Assert.True(_rig.Resolver.TryGetCached(Names.Question(Name), _rig.Clock.Elapsed, out var remembered));
        Assert.Equal(DnsStatus.TimedOut, remembered.Status);
    }

    [Fact]
    public async Task The_ids_of_a_lookup_that_was_given_up_are_worth_nothing_for_the_next()
    {
        var spent = new ConcurrentQueue<ushort>();
        var isSecond = false;
        await using var server = new RawNameServer(query =>
        {
            if (isSecond)
                return [.. spent.Where(id => id != query.Id).Select(id => Answer(id, Lie)), Answer(query.Id, "127.0.0.2")];
            spent.Enqueue(query.Id);
            return [];
        });
        await using var rig = new Rig(servers: 0, static options => options.SocketsPerServer = 1);
        rig.Before.Add(server.EndPoint);
        Assert.Equal(DnsStatus.TimedOut, (await rig.AskPatientlyAsync(Name)).Status);
        Assert.NotEmpty(spent);
        isSecond = true;
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
    }

    private static byte[] Answer(ushort id, string address)
    {
        var packet = new byte[DnsQueryMessage.MaxLength];
        var length = DnsQueryMessage.Write(packet, 0, id, Names.Question(Name), edns: false);
        var message = new WireMessage(WireQuery.Parse(packet.AsSpan(0, length))!, ResponseCode.NoError);
        message.Answer(WireRecord.A(address), 300);
        return message.ToArray();
    }
}
