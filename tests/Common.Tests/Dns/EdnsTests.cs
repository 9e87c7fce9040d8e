using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Name servers from before EDNS0 (RFC 6891 §7).</summary>
public sealed class EdnsTests
{
    private const string Name = "1.2.0.192.bl.example";

    [Fact]
    public async Task After_a_format_error_the_query_is_repeated_without_edns()
    {
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2").FormErrOnEdns();
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal([true, false], rig.Server.Queries.Select(query => query.HasEdns));
    }

    [Fact]
    public async Task A_format_error_may_be_nothing_but_a_header()
    {
        await using var server = new RawNameServer(query => [query.HasEdns ? BareFormatError(query) : Packets.Listed(query)]);
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(server.EndPoint);
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal(2, server.Asked);
    }

    [Fact]
    public async Task A_server_that_finds_every_query_malformed_has_failed()
    {
        await using var rig = new Rig();
        rig.Zone.Fails(ResponseCode.FormErr);
        Assert.Equal(DnsStatus.Malformed, (await rig.AskAsync(Name)).Status);
        Assert.Equal(2, rig.Server.CountFor(Name));
    }

    // Two queries with EDNS were on their way when the first format error came back: the second one is no news.
    [Fact]
    public async Task The_format_error_of_an_earlier_repetition_does_not_end_the_lookup()
    {
        var gate = new TaskCompletionSource();
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2").FormErrOnEdns().WaitsFor(gate.Task);
        var lookup = rig.AskAsync(Name);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await rig.Server.SeenAsync(2);
        gate.SetResult();
        Rig.AssertAddresses(await lookup, "127.0.0.2");
    }

    private static byte[] BareFormatError(WireQuery query) => [(byte)(query.Id >> 8), (byte)query.Id, 0x81, 0x81, 0, 0, 0, 0, 0, 0, 0, 0];
}
