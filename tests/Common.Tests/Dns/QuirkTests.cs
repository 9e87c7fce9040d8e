using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Name servers and middle boxes as the world has them. Where a test lets no time pass, the result must come without any.</summary>
public sealed class QuirkTests
{
    private const string Name = "1.2.0.192.bl.example";

    [Theory]
    [InlineData(ResponseCode.ServFail, DnsStatus.ServerFailure)]
    [InlineData(ResponseCode.Refused, DnsStatus.Refused)]
    [InlineData(ResponseCode.FormErr, DnsStatus.Malformed)]
    [InlineData(ResponseCode.NotImp, DnsStatus.Malformed)]
    public async Task An_error_in_a_bare_header_is_that_servers_failure_at_once(ResponseCode code, DnsStatus status)
    {
        await using var rig = new Rig(servers: 2);
        rig.Zone.Has(Quirk.BareHeader(code));
        rig.Servers[1].Zone("bl.example").Lists("192.0.2.1", "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");

        await using var single = new Rig();
        single.Zone.Has(Quirk.BareHeader(code));
        Assert.Equal(status, (await single.AskAsync(Name)).Status);
    }

    [Theory]
    [InlineData(ResponseCode.NoError)]
    [InlineData(ResponseCode.NxDomain)]
    public async Task A_result_in_a_bare_header_is_none(ResponseCode code)
    {
        await using var rig = new Rig();
        rig.Zone.Has(Quirk.BareHeader(code));
        Assert.Equal(DnsStatus.TimedOut, (await rig.AskPatientlyAsync(Name)).Status);
    }

    public static TheoryData<string, DnsStatus> EmptyAnswers => new()
    {
        { nameof(Quirk.Refers), DnsStatus.NoRecursion },
        { nameof(Quirk.PassesReferralOn), DnsStatus.NoRecursion },
        { nameof(Quirk.IsLame), DnsStatus.NoRecursion },
        { nameof(Quirk.IsEmpty), DnsStatus.NoRecords },
        { nameof(Quirk.IsEmptyZone), DnsStatus.NoRecords },
    };

    [Theory]
    [MemberData(nameof(EmptyAnswers))]
    public async Task An_empty_answer_is_a_no_only_from_a_server_that_must_know(string quirk, DnsStatus status)
    {
        await using var rig = new Rig();
        rig.Zone.Has((Quirk)typeof(Quirk).GetField(quirk)!.GetValue(null)!);
        Assert.Equal(status, (await rig.AskAsync(Name)).Status);
    }

    [Fact]
    public async Task After_a_referral_the_next_server_is_asked()
    {
        await using var rig = new Rig(servers: 2);
        rig.Zone.Has(Quirk.Refers);
        rig.Servers[1].Zone("bl.example").Lists("192.0.2.1", "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
    }

    // BADVERS has 0 in the four bits of the header, which alone would read as "not listed"; 19 has NXDOMAIN's.
    [Theory]
    [InlineData(17)]
    [InlineData(19)]
    [InlineData(23)]
    [InlineData(0xFF0)]
    [InlineData(0xFF3)]
    public async Task An_extended_error_is_a_failure_of_that_server(int code)
    {
        await using var rig = new Rig(servers: 2);
        rig.Zone.Has(Quirk.ExtendedError(code));
        Assert.Equal(DnsStatus.Refused, (await rig.AskAsync(Name)).Status); // of the second, which has no such zone
        rig.Servers[1].Zone("bl.example").Lists("192.0.2.2", "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync("2.2.0.192.bl.example"), "127.0.0.2");
    }

    [Fact]
    public async Task After_bad_version_the_query_is_repeated_without_edns_and_the_server_gets_no_more_of_them_for_a_quarter_of_an_hour()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2").Has(Quirk.ExtendedError(16));
        Rig.AssertAddresses(await rig.AskAsync("1.bl.example"), "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync("2.bl.example"), "127.0.0.2");
        rig.Clock.Advance(TimeSpan.FromMinutes(14));
        Rig.AssertAddresses(await rig.AskAsync("3.bl.example"), "127.0.0.2");
        Assert.Equal([true, false, false, false], rig.Server.Queries.Select(query => query.HasEdns));

        rig.Zone.Honest();
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        Rig.AssertAddresses(await rig.AskAsync("4.bl.example"), "127.0.0.2");
        Rig.AssertAddresses(await rig.AskAsync("5.bl.example"), "127.0.0.2");
        Assert.Equal([true, true], rig.Server.Queries.Skip(4).Select(query => query.HasEdns));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Where_edns_is_dropped_in_silence_the_first_clients_wait_for_one_repetition_and_the_others_for_none(int servers)
    {
        await using var rig = new Rig(servers);
        foreach (var server in rig.Servers)
            server.Zone("bl.example").ListsTheWorld("127.0.0.2").Has(Quirk.DropsEdns);
        var before = rig.Clock.Elapsed;
        for (var i = 0; i < 4 * servers; i++)
            Rig.AssertAddresses(await rig.AskPatientlyAsync($"a{i}.bl.example"), "127.0.0.2");
        Assert.InRange(rig.Clock.Elapsed - before, TimeSpan.Zero, TimeSpan.FromSeconds(servers * 4 * 0.6));
        for (var i = 0; i < 20; i++)
            Rig.AssertAddresses(await rig.AskAsync($"b{i}.bl.example"), "127.0.0.2");

        foreach (var server in rig.Servers)
            server.Zone("bl.example").Honest();
        rig.Clock.Advance(TimeSpan.FromMinutes(16));
        for (var i = 0; i < 3; i++)
            Rig.AssertAddresses(await rig.AskAsync($"c{i}.bl.example"), "127.0.0.2");
        Assert.True(rig.Servers.SelectMany(server => server.Queries).Where(query => query.Name.StartsWith('c')).All(query => query.HasEdns));
    }

    [Fact]
    public async Task Lost_packets_alone_take_edns_from_no_server()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2");
        for (var i = 0; i < 5; i++)
        {
            rig.Zone.DropFirst(1);
            await rig.AskPatientlyAsync($"lost{i}.bl.example");
            await rig.AskAsync($"good{i}.bl.example");
        }

        Assert.False(rig.Resolver.Servers[0].Edns.IsMissing);
        Assert.All(rig.Server.Queries.Where(query => query.Name.StartsWith("good", StringComparison.Ordinal)), query => Assert.True(query.HasEdns));
    }

    [Theory]
    [InlineData(45)]
    [InlineData(100)]
    [InlineData(512)]
    public async Task What_is_cut_without_saying_so_is_fetched_over_tcp(int bytes)
    {
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1").ManyAddresses(60).Has(Quirk.CutsUdp(bytes));
        Assert.Equal(60, (await rig.AskAsync(Name)).Addresses.Count);
        Assert.Equal([Transport.Udp, Transport.Tcp], rig.Server.Queries.Select(query => query.Transport));
    }

    [Fact]
    public async Task A_no_that_is_cut_is_fetched_over_tcp_too()
    {
        await using var rig = new Rig();
        rig.Zone.Has(Quirk.CutsUdp(60));
        Assert.Equal(DnsStatus.NoSuchName, (await rig.AskAsync(Name)).Status);
        Assert.Equal(Transport.Tcp, rig.Server.Queries[^1].Transport);
    }
}
