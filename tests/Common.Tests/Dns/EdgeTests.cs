using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>What comes out of a socket, whatever it is, ends one lookup at the most; the socket goes on. All of it over real sockets, each resolver with a single one.</summary>
public sealed class EdgeTests
{
    private const string Name = "1.2.0.192.bl.example";

    // Of a datagram longer than the buffer the kernel reports the whole length, once it has been asked to: the second such one used to end the process.
    [Theory]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(5_000)]
    [InlineData(65_507)]
    public async Task Datagrams_longer_than_the_buffer_are_cut_and_the_socket_goes_on(int bytes)
    {
        await using var server = new RawNameServer(query => query.Name.StartsWith("long", StringComparison.Ordinal) ? [Padded(query, bytes)] : [Packets.Listed(query)]);
        await using var rig = With(server.EndPoint);
        for (var i = 0; i < 5; i++)
            await rig.AskPatientlyAsync($"long{i}.bl.example");
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");

        Assert.Equal(0, rig.Resolver.Counters.Faults);
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_into_the_buffer_is_fetched_over_tcp()
    {
        await using var rig = new Rig(change: OneSocket);
        rig.Zone.ListsTheWorld("127.0.0.2").Oversize(6_000);
        rig.Zone.At("192.0.2.9").ManyAddresses(400);
        for (var i = 1; i < 4; i++)
            Rig.AssertAddresses(await rig.AskAsync($"{i}.bl.example"), "127.0.0.2");
        Assert.Equal(128, (await rig.AskAsync("9.2.0.192.bl.example")).Addresses.Count);
    }

    [Fact]
    public async Task Datagrams_of_no_bytes_and_of_a_few_are_passed_over()
    {
        await using var server = new RawNameServer(query => [[], .. Enumerable.Range(1, 12).Select(length => Packets.Listed(query)[..length]), Packets.Listed(query)]);
        await using var rig = With(server.EndPoint);
        for (var i = 0; i < 5; i++)
            Rig.AssertAddresses(await rig.AskPatientlyAsync($"{i}.bl.example"), "127.0.0.2");
        Assert.Equal(0, rig.Resolver.Counters.Faults);
    }

    // The server goes away between answers: ICMP errors come out of the same socket as too long and empty datagrams before and after them.
    [Fact]
    public async Task Icmp_errors_between_strange_datagrams_do_not_end_the_socket()
    {
        var address = new IPEndPoint(IPAddress.Loopback, Free.Port());
        await using var rig = With(address);
        for (var round = 0; round < 3; round++)
        {
            await using (var server = new RawNameServer(query => [[], Padded(query, 5_000), Padded(query, 65_507)], address.Port))
                await rig.AskPatientlyAsync($"a{round}.bl.example");
            Assert.Equal(DnsStatus.Unreachable, (await rig.AskPatientlyAsync($"b{round}.bl.example")).Status);
        }

        await using var good = new RawNameServer(query => [Packets.Listed(query)], address.Port);
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal(0, rig.Resolver.Counters.Faults);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 1, 7 })]
    [InlineData(new byte[] { 0, 11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 1, 2, 3 })]
    [InlineData(new byte[] { 0, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 })]
    public async Task A_length_over_tcp_that_lies_is_a_failure_of_that_server(byte[] said)
    {
        await using var server = new TruncatingServer();
        await using var rig = With(server.EndPoint);
        var lookup = rig.AskAsync(Name);
        using (var connection = await server.AcceptAsync())
        {
            await connection.GetStream().ReadExactlyAsync(new byte[12]);
            await connection.GetStream().WriteAsync(said);
            connection.Client.Shutdown(SocketShutdown.Send);
            Assert.False((await lookup).IsConclusive);
        }

        Assert.Equal(0, rig.Resolver.Counters.Faults);
    }

    // A callback of the system that throws would end the mail server. The seam is a clock whose time-outs find a fault.
    [Fact]
    public async Task What_throws_in_a_callback_is_counted_and_the_resolver_goes_on()
    {
        await using var rig = new Rig(change: OneSocket);
        rig.Zone.ListsTheWorld("127.0.0.2");
        var counters = rig.Resolver.Counters;
        counters.Guard(static () => throw new InvalidOperationException("a fault of our own"));
        Assert.Equal((1, "a fault of our own"), (counters.Faults, counters.LastFault?.Message));
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
    }

    private static Rig With(IPEndPoint server)
    {
        var rig = new Rig(servers: 0, OneSocket);
        rig.Before.Add(server);
        return rig;
    }

    private static void OneSocket(DnsOptions options) => options.SocketsPerServer = 1;

    // Padding that the header counts, so that the packet is whole only at its full length.
    private static byte[] Padded(WireQuery query, int bytes)
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Answer(WireRecord.A("127.0.0.2"), 300);
        while (message.Length < bytes)
            message.Answer(WireRecord.Txt(new string('x', Math.Max(0, Math.Min(255, bytes - (int)message.Length - 13)))), 300);
        return message.ToArray()[..bytes];
    }
}
