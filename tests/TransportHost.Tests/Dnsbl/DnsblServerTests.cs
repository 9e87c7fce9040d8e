using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Dnsbl;

public sealed class DnsblServerTests
{
    private static readonly string[] Lines =
    [
        "# the lists of the evaluation",
        "",
        "blocklist.example 127.0.0.2 127.0.0.2,127.0.0.4 \"Listed: spam source\"",
        "blocklist.example 192.0.2.0/24 127.0.0.3",
        "blocklist.example 192.0.2.7 127.0.0.9 \"and this one twice\"",
        "  blocklist.example\t2001:db8::/32  127.0.0.6   \"v6 # no comment\"  ",
        "sub.blocklist.example 192.0.2.1 127.0.0.5",
        "long.example 127.0.0.2 127.0.0.2 \"" + new string('x', 600) + "\"",
        "empty.example",
    ];

    [Theory]
    [InlineData("2.0.0.127.blocklist.example", 1, "rcode=0 aa=1 tc=0 opt=0 A(60,127.0.0.2) A(60,127.0.0.4)")]
    [InlineData("2.0.0.127.BlockList.EXAMPLE", 1, "rcode=0 aa=1 tc=0 opt=0 A(60,127.0.0.2) A(60,127.0.0.4)")]
    [InlineData("2.0.0.127.blocklist.example", 16, "rcode=0 aa=1 tc=0 opt=0 TXT(60,20:Listed: spam source)")]
    [InlineData("7.2.0.192.blocklist.example", 1, "rcode=0 aa=1 tc=0 opt=0 A(60,127.0.0.3) A(60,127.0.0.9)")]
    [InlineData("8.2.0.192.blocklist.example", 16, "rcode=0 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("2.0.0.127.blocklist.example", 28, "rcode=0 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("2.0.0.127.blocklist.example", 255, "rcode=0 aa=1 tc=0 opt=0 A(60,127.0.0.2) A(60,127.0.0.4) TXT(60,20:Listed: spam source)")]
    [InlineData("1.2.0.192.sub.blocklist.example", 1, "rcode=0 aa=1 tc=0 opt=0 A(60,127.0.0.5)")]
    [InlineData("2.2.0.192.sub.blocklist.example", 1, "rcode=3 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("1.0.0.127.blocklist.example", 1, "rcode=3 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("02.0.0.127.blocklist.example", 1, "rcode=3 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("www.blocklist.example", 1, "rcode=3 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("2.0.0.127.empty.example", 1, "rcode=3 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("blocklist.example", 6, "rcode=0 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("blocklist.example", 1, "rcode=0 aa=1 tc=0 opt=0 SOA(30,min=30)")]
    [InlineData("2.0.0.127.elsewhere.example", 1, "rcode=5 aa=0 tc=0 opt=0")]
    [InlineData("example", 1, "rcode=5 aa=0 tc=0 opt=0")]
    public async Task A_query_is_answered(string name, int type, string reply)
    {
        await using var server = Start();
        Assert.Equal(reply, await DnsClient.Ask(server, name, type));
    }

    [Fact]
    public async Task An_IPv6_address_is_asked_for_by_its_nibbles()
    {
        await using var server = Start();
        var nibbles = string.Join('.', "20010db80000000000000000000000ff".Reverse());
        Assert.Equal("rcode=0 aa=1 tc=0 opt=0 A(60,127.0.0.6)", await DnsClient.Ask(server, nibbles + ".blocklist.example"));
        Assert.Equal("rcode=0 aa=1 tc=0 opt=0 TXT(60,16:v6 # no comment)", await DnsClient.Ask(server, nibbles + ".blocklist.example", 16));
        var others = string.Join('.', "20010db90000000000000000000000ff".Reverse());
        Assert.StartsWith("rcode=3", await DnsClient.Ask(server, others + ".blocklist.example"));
    }

    [Fact]
    public async Task A_client_that_speaks_EDNS_is_answered_so_and_gets_more_than_512_octets()
    {
        await using var server = Start();
        var reply = await DnsClient.Ask(server, "2.0.0.127.long.example", 16, edns: true);
        Assert.StartsWith("rcode=0 aa=1 tc=0 opt=1 TXT(60,603:xxx", reply);
    }

    [Fact]
    public async Task A_reply_that_does_not_fit_is_marked_as_cut()
    {
        await using var server = Start();
        Assert.Equal("rcode=0 aa=1 tc=1 opt=0", await DnsClient.Ask(server, "2.0.0.127.long.example", 16));
    }

    [Fact]
    public async Task Another_class_is_refused()
    {
        await using var server = Start();
        Assert.StartsWith("rcode=5", await DnsClient.Ask(server, "2.0.0.127.blocklist.example", @class: 3));
    }

    [Fact]
    public async Task Another_opcode_is_not_implemented()
    {
        await using var server = Start();
        var packet = DnsClient.Query("2.0.0.127.blocklist.example", 1);
        packet[2] = 0x21;
        Assert.StartsWith("rcode=4", DnsClient.Show(await DnsClient.Send(server.EndPoint, packet)));
    }

    [Fact]
    public async Task Garbage_is_dropped_and_the_next_query_answered()
    {
        await using var server = Start();
        var query = DnsClient.Query("2.0.0.127.blocklist.example", 1);
        var response = (byte[])query.Clone();
        response[2] |= 0x80;
        var pointer = (byte[])query.Clone();
        pointer[12] = 0xC0;
        var garbage = new[] { [], [1], query[..12], query[..20], query[..^1], response, pointer, Enumerable.Repeat((byte)63, 400).ToArray() };
        var reply = await DnsClient.Send(server.EndPoint, [.. garbage, query]);
        Assert.Equal("rcode=0 aa=1 tc=0 opt=0 A(60,127.0.0.2) A(60,127.0.0.4)", DnsClient.Show(reply));
        Assert.Equal(1, server.Queries);
    }

    [Fact]
    public async Task The_question_and_the_id_come_back_as_they_were_sent()
    {
        await using var server = Start();
        var query = DnsClient.Query("2.0.0.127.bLoCkLiSt.example", 1);
        var reply = await DnsClient.Send(server.EndPoint, query);
        Assert.Equal(query[..2], reply[..2]);
        Assert.Equal(query[12..], reply[12..query.Length]);
    }

    [Theory]
    [InlineData("blocklist.example 127.0.0.2")]
    [InlineData("blocklist.example nowhere 127.0.0.2")]
    [InlineData("blocklist.example 192.0.2.0/33 127.0.0.2")]
    [InlineData("blocklist.example 127.0.0.2 ::1")]
    [InlineData("blocklist.example 127.0.0.2 127.0.0.2,")]
    [InlineData("blocklist.example 127.0.0.2 127.0.0.2 \"open")]
    [InlineData("blocklist.example 127.0.0.2 127.0.0.2 text")]
    [InlineData("block..example 127.0.0.2 127.0.0.2")]
    public void A_line_of_another_shape_is_told_with_its_number(string line)
    {
        var thrown = Assert.Throws<FormatException>(() => DnsblZones.Read(["# first", line], "lists.txt"));
        Assert.StartsWith("lists.txt:2: ", thrown.Message);
    }

    [Fact]
    public void It_is_no_server_for_others() =>
        Assert.Throws<ArgumentException>(() => DnsblServer.Start(DnsblZones.Read(Lines), new IPEndPoint(IPAddress.Any, 0)));

    private static DnsblServer Start() => DnsblServer.Start(DnsblZones.Read(Lines), new IPEndPoint(IPAddress.Loopback, 0), negativeTtl: 30);
}
