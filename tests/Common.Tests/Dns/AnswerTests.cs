using System;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>What a well-behaved name server says.</summary>
public sealed class AnswerTests : IAsyncDisposable
{
    private const string Name = "1.2.0.192.bl.example";
    private readonly Rig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Addresses_come_in_the_order_of_the_answer()
    {
        _rig.Zone.Lists("192.0.2.1", "127.0.0.4", "127.0.0.2");
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.4", "127.0.0.2");
    }

    [Fact]
    public async Task Twenty_addresses_all_arrive()
    {
        _rig.Zone.Lists("192.0.2.1").ManyAddresses(20);
        var answer = await _rig.AskAsync(Name);
        Rig.AssertAddresses(answer, [.. Enumerable.Range(2, 20).Select(i => "127.0.0." + i)]);
    }

    [Fact]
    public async Task The_strings_of_a_text_are_joined_and_several_texts_are_several()
    {
        _rig.Zone.Lists("192.0.2.1").RawText(Encoding.ASCII.GetBytes("Blocked, see "), [], Encoding.ASCII.GetBytes("https://bl.example/?1")).Text(new string('x', 300));
        var answer = await _rig.AskAsync(Name, DnsType.Txt);
        Assert.Equal(DnsStatus.Records, answer.Status);
        Assert.Equal(["Blocked, see https://bl.example/?1", new string('x', 300)], answer.Texts);
    }

    [Fact]
    public async Task Nothing_but_printable_ascii_comes_out_of_a_text()
    {
        _rig.Zone.Lists("192.0.2.1").RawText([0, (byte)'a', 13, 10, 27, 0x7F, 0x80, 0xFF, (byte)'~', (byte)' ']);
        Assert.Equal(["?a??????~ "], (await _rig.AskAsync(Name, DnsType.Txt)).Texts);
    }

    [Fact]
    public async Task A_text_is_cut_at_1024_characters()
    {
        _rig.Zone.Lists("192.0.2.1").Text(new string('x', 1100));
        Assert.Equal([new string('x', 1024)], (await _rig.AskAsync(Name, DnsType.Txt)).Texts);
    }

    [Fact]
    public async Task Reverse_names_come_in_lower_case_without_a_final_dot()
    {
        _rig.Server.Reverse("192.0.2.1", "MX1.Example.COM", "mx2.example.com");
        Assert.Equal(["mx1.example.com", "mx2.example.com"], (await _rig.AskAsync("1.2.0.192.in-addr.arpa", DnsType.Ptr)).Texts);
    }

    [Fact]
    public async Task Host_addresses_of_ipv6_are_read_whole()
    {
        await using var server = new RawNameServer(query =>
        {
            var message = new WireMessage(query, ResponseCode.NoError);
            message.Answer(WireRecord.Aaaa("2001:db8:1:2:3:4:567:89ab"), 300);
            message.Answer(WireRecord.Aaaa("::1"), 300);
            return [message.ToArray()];
        });
        _rig.Before.Add(server.EndPoint);
        var answer = await _rig.AskAsync("mx.example.com", DnsType.Aaaa);
        Assert.Equal(DnsStatus.Records, answer.Status);
        Assert.Equal([Address.From(IPAddress.Parse("2001:db8:1:2:3:4:567:89ab")), Address.From(IPAddress.IPv6Loopback)], answer.Hosts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Aliases_are_followed_to_the_address_at_their_end(int links)
    {
        _rig.Server.Name(Name).CnameChain(links, "127.0.0.2");
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
    }

    [Fact]
    public async Task More_than_sixteen_aliases_are_no_answer()
    {
        _rig.Server.Name(Name).CnameChain(17, "127.0.0.2");
        Assert.Equal(DnsStatus.Malformed, (await _rig.AskAsync(Name)).Status);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_and_one_without_records_are_told_apart()
    {
        _rig.Zone.Lists("192.0.2.1", "127.0.0.2");
        var (absent, empty) = (await _rig.AskAsync("9.9.9.9.bl.example"), await _rig.AskAsync(Name, DnsType.Txt));
        Assert.Equal((DnsStatus.NoSuchName, true), (absent.Status, absent.IsConclusive));
        Assert.Equal((DnsStatus.NoRecords, true), (empty.Status, empty.IsConclusive));
        Assert.Empty(absent.Addresses);
        Assert.Empty(empty.Texts);
    }

    [Fact]
    public async Task The_query_asks_for_recursion_and_says_with_edns_how_much_it_takes()
    {
        await _rig.AskAsync(Name);
        var query = Assert.Single(_rig.Server.Queries);
        Assert.Equal((Name, RecordType.A, true, 1232, Transport.Udp), (query.Name, query.Type, query.HasEdns, query.UdpLimit, query.Transport));

        var bytes = new byte[DnsQueryMessage.MaxLength];
        var length = DnsQueryMessage.Write(bytes, 0, 0xABCD, Names.Question(Name), edns: true);
        Assert.Equal([0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1], bytes[..12]);
        Assert.Equal([0, 0, 41, 1232 >> 8, 1232 & 255, 0, 0, 0, 0, 0, 0], bytes[(length - 11)..length]);
    }

    [Fact]
    public void The_longest_name_fits_into_a_query()
    {
        var longest = Names.Question(string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61)));
        Assert.Equal(DnsQuestion.MaxNameLength, longest.Length);
        Assert.Equal(DnsQueryMessage.MaxLength, DnsQueryMessage.Write(new byte[DnsQueryMessage.MaxLength], 0, 1, longest, edns: true));
    }

    [Fact]
    public async Task A_server_may_repeat_the_question_in_another_case()
    {
        await using var server = new RawNameServer(query =>
        {
            var shouted = new WireMessage(query, ResponseCode.NoError, Encoding.ASCII.GetBytes(Encoding.Latin1.GetString(query.Question).ToUpperInvariant()));
            shouted.Answer("1.2.0.192.BL.eXample", WireRecord.A("127.0.0.2"), 300);
            return [shouted.ToArray()];
        });
        _rig.Before.Add(server.EndPoint);
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
    }
}
