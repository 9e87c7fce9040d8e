using System;
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

/// <summary>Answers that do not fit into a UDP packet. Where a test does not let time pass, the result must come without any.</summary>
public sealed class TcpTests : IAsyncDisposable
{
    private const string Name = "1.2.0.192.bl.example";
    private readonly Rig _rig = new();

    public TcpTests() => _rig.Zone.Lists("192.0.2.1", "127.0.0.2");

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_truncated_answer_is_fetched_over_tcp()
    {
        _rig.Zone.Truncated();
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal([Transport.Udp, Transport.Tcp], _rig.Server.Queries.Select(query => query.Transport));
        Assert.NotEqual(_rig.Server.Queries[0].Id, _rig.Server.Queries[1].Id);
    }

    [Fact]
    public async Task An_answer_too_long_for_udp_arrives_whole_over_tcp()
    {
        _rig.Zone.Lists("192.0.2.2").ManyAddresses(100);
        var answer = await _rig.AskAsync("2.2.0.192.bl.example");
        Assert.Equal(100, answer.Addresses.Count);
        Assert.Equal(Transport.Tcp, _rig.Server.Queries[^1].Transport);
    }

    [Fact]
    public async Task A_connection_cut_short_is_a_failure_of_that_server()
    {
        _rig.Zone.Truncated().ClosesTcp();
        Assert.Equal(DnsStatus.Unreachable, (await _rig.AskAsync(Name)).Status);
    }

    [Fact]
    public async Task Refused_tcp_is_a_failure_of_that_server()
    {
        await using var server = new RawNameServer(query => [TruncatingServer.Truncated(query)]);
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(server.EndPoint);
        Assert.Equal(DnsStatus.Unreachable, (await rig.AskAsync(Name)).Status);
    }

    [Fact]
    public async Task After_refused_tcp_the_next_server_is_asked_over_tcp_too()
    {
        await using var server = new RawNameServer(query => [TruncatingServer.Truncated(query)]);
        _rig.Before.Add(server.EndPoint);
        _rig.Zone.Truncated();
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal(1, server.Asked);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("question")]
    [InlineData("type")]
    [InlineData("query")]
    public async Task A_false_answer_over_tcp_is_no_answer(string lie)
    {
        var zone = _rig.Zone.Truncated().ThenTruth();
        _ = lie switch { "id" => zone.WrongId(), "question" => zone.WrongQuestion(), "type" => zone.WrongType(), _ => zone.NotAResponse() };
        var answer = await _rig.AskAsync(Name);
        Assert.Equal((DnsStatus.Malformed, 0), (answer.Status, answer.Addresses.Count));
    }

    // Accepts the connection, reads the query and says nothing. At the deadline the connection must go too: a mail server asks for days.
    [Fact]
    public async Task A_server_silent_on_tcp_is_given_up_with_the_lookup_and_the_connection_closed()
    {
        await using var server = new TruncatingServer();
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(server.EndPoint);
        var lookup = rig.AskAsync(Name);
        using var connection = await server.AcceptAsync();
        var query = new byte[512];
        Assert.NotEqual(0, await connection.GetStream().ReadAsync(query));

        rig.Clock.Advance(TimeSpan.FromSeconds(2.1));

        Assert.Equal(DnsStatus.TimedOut, (await lookup).Status);
        Assert.True(await EndsAsync(connection.GetStream()).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, rig.Resolver.Counters.Ended(DnsStatus.TimedOut));
        Assert.Equal(0, rig.Resolver.Counters.Ended(DnsStatus.Unreachable));
    }

    // The repetition is answered as the first query was, while the connection is still open.
    [Fact]
    public async Task However_often_a_server_says_truncated_it_is_asked_over_tcp_once()
    {
        await using var server = new TruncatingServer(times: 2);
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(server.EndPoint);
        var lookup = rig.Resolver.ResolveAsync(Names.Question(Name));
        using var connection = await server.AcceptAsync();
        await rig.AdvanceUntilDoneAsync(lookup);
        Assert.Equal(DnsStatus.TimedOut, (await lookup).Status);
        Assert.InRange(server.Asked, 3, 8);
        Assert.False(server.IsCalled);
    }

    // Closing the connection makes its exchange fail; that must not send anybody else after an answer that nobody waits for.
    [Fact]
    public async Task When_the_time_is_over_a_failing_connection_asks_no_other_server()
    {
        await using var server = new TruncatingServer();
        await using var rig = new Rig(change: options => options.RetryAfter = TimeSpan.FromMinutes(1));
        rig.Before.Add(server.EndPoint);
        var lookup = rig.AskAsync(Name);
        using var connection = await server.AcceptAsync();
        await connection.GetStream().ReadExactlyAsync(new byte[12]);

        rig.Clock.Advance(TimeSpan.FromSeconds(2.1));

        Assert.Equal(DnsStatus.TimedOut, (await lookup).Status);
        await EndsAsync(connection.GetStream()).WaitAsync(TimeSpan.FromSeconds(30));
        await Task.Delay(100);
        Assert.Empty(rig.Server.Queries);
    }

    [Fact]
    public async Task The_query_over_tcp_has_edns_unless_the_server_has_complained_of_it()
    {
        _rig.Zone.Truncated();
        await _rig.AskAsync(Name);
        Assert.Equal([true, true], _rig.Server.Queries.Select(query => query.HasEdns));

        await using var old = new Rig();
        old.Zone.Lists("192.0.2.1", "127.0.0.2").FormErrOnEdns().Truncated();
        await old.AskAsync(Name);
        Assert.Equal([true, false, false], old.Server.Queries.Select(query => query.HasEdns));
    }

    [Fact]
    public async Task The_longest_name_is_asked_for_over_tcp_too()
    {
        var name = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 50), "bl.example");
        _rig.Zone.ListsTheWorld("127.0.0.3").Truncated();
        Rig.AssertAddresses(await _rig.AskAsync(name), "127.0.0.3");
        Assert.Equal(Transport.Tcp, _rig.Server.Queries[^1].Transport);
    }

    private static async Task<bool> EndsAsync(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]) == 0;
        }
        catch (IOException)
        {
            return true; // reset, because it was closed while it was being read
        }
    }
}
