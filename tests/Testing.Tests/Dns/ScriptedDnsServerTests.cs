using System;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Testing.Dns;

public sealed class ScriptedDnsServerTests : IAsyncLifetime
{
    private readonly ScriptedDnsServer _server = ScriptedDnsServer.Start();
    private readonly RawClient _client;
    private readonly ZoneScript _zone;

    public ScriptedDnsServerTests()
    {
        _client = new RawClient(_server.EndPoint);
        _zone = _server.Zone("bl.example");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_listed_address_has_its_codes_and_its_reason()
    {
        _zone.Lists("192.0.2.1", "127.0.0.4", "127.0.0.9").Text("seen spamming").Lists("192.0.2.7", "127.0.0.2").Ttl(77);

        var codes = await _client.AskAsync("1.2.0.192.bl.example");
        var reason = await _client.AskAsync("1.2.0.192.bl.example", RawClient.Txt);

        Assert.Equal(["127.0.0.4", "127.0.0.9"], codes.Addresses);
        Assert.Equal("1.2.0.192.bl.example", codes.Records.First().Owner);
        Assert.Equal(77u, codes.Records.First().Ttl);
        Assert.Equal("\rseen spamming"u8.ToArray(), Assert.Single(reason.Texts));
    }

    [Fact]
    public async Task An_IPv6_address_is_listed_under_its_32_nibbles()
    {
        _zone.Lists("2001:db8::12", "127.0.0.2");

        var reply = await _client.AskAsync("2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example");

        Assert.Equal(["127.0.0.2"], reply.Addresses);
    }

    [Fact]
    public async Task What_is_not_listed_does_not_exist_and_comes_with_the_zones_SOA()
    {
        var reply = await _client.AskAsync("9.2.0.192.bl.example");

        var soa = Assert.Single(reply.Records);
        Assert.Equal(3, reply.Code);
        Assert.Equal(0, reply.Answers);
        Assert.Equal(("bl.example", 6, 3600u), (soa.Owner, soa.Type, soa.Ttl));
        Assert.Equal(60, reply.Number(soa.DataAt + soa.Length - 2));
    }

    [Fact]
    public async Task A_name_without_records_of_the_type_exists_all_the_same()
    {
        _zone.Lists("192.0.2.1", "127.0.0.2").SoaMinimum(5, ttl: 9);

        var reply = await _client.AskAsync("1.2.0.192.bl.example", RawClient.Txt);

        Assert.Equal((0, 0, 1), (reply.Code, reply.Answers, reply.Authorities));
        Assert.Equal(9u, reply.Records.Single().Ttl);
        Assert.Equal(5, reply.Number(reply.Records.Single().DataAt + reply.Records.Single().Length - 2));
    }

    [Fact]
    public async Task The_SOA_can_be_left_out()
    {
        _zone.NoSoa();

        var reply = await _client.AskAsync("1.2.0.192.bl.example");

        Assert.Equal((3, 0), (reply.Code, reply.Authorities));
    }

    [Fact]
    public async Task A_list_of_the_world_keeps_its_own_entries_and_one_that_refuses_us_does_not()
    {
        _zone.Lists("192.0.2.1", "127.0.0.4").ListsTheWorld("127.0.0.2");

        Assert.Equal(["127.0.0.4"], (await _client.AskAsync("1.2.0.192.bl.example")).Addresses);
        Assert.Equal(["127.0.0.2"], (await _client.AskAsync("1.0.0.127.bl.example")).Addresses);
        _zone.AnswersAlways("127.255.255.254").Text("use a resolver of your own");
        Assert.Equal(["127.255.255.254"], (await _client.AskAsync("1.2.0.192.bl.example")).Addresses);
        Assert.Single((await _client.AskAsync("1.2.0.192.bl.example", RawClient.Txt)).Texts);
        _zone.ListsTheWorldNoMore();
        Assert.Equal(["127.0.0.4"], (await _client.AskAsync("1.2.0.192.bl.example")).Addresses);
        Assert.Equal(3, (await _client.AskAsync("1.0.0.127.bl.example")).Code);
    }

    [Fact]
    public async Task An_address_taken_off_the_list_is_gone_at_the_next_question()
    {
        _zone.Lists("192.0.2.1", "127.0.0.2");
        Assert.Equal(0, (await _client.AskAsync("1.2.0.192.bl.example")).Code);

        _zone.Delists("192.0.2.1");

        Assert.Equal(3, (await _client.AskAsync("1.2.0.192.bl.example")).Code);
    }

    [Fact]
    public async Task A_zone_it_does_not_know_is_refused() => Assert.Equal(5, (await _client.AskAsync("1.2.0.192.other.example")).Code);

    [Fact]
    public async Task Reverse_names_are_found_by_address_of_either_family()
    {
        _server.Reverse("192.0.2.1", "mail.example", "mx.example");
        _server.Reverse("2001:db8::1", "six.example");

        Assert.Equal(["mail.example", "mx.example"], (await _client.AskAsync("1.2.0.192.in-addr.arpa", RawClient.Ptr)).Pointers);
        Assert.Equal(["six.example"], (await _client.AskAsync(WireName.Reverse("2001:db8::1"), RawClient.Ptr)).Pointers);
        Assert.Equal(3, (await _client.AskAsync("2.2.0.192.in-addr.arpa", RawClient.Ptr)).Code);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(0)]
    public async Task Errors_and_empty_answers_come_as_scripted(int code)
    {
        _zone.Lists("192.0.2.1", "127.0.0.2");
        _ = code == 2 ? _zone.ServFail() : code == 5 ? _zone.Refused() : _zone.EmptyAnswer();

        var reply = await _client.AskAsync("1.2.0.192.bl.example");

        Assert.Equal((code, 0), (reply.Code, reply.Answers));
        _zone.Honest();
        Assert.Equal(1, (await _client.AskAsync("1.2.0.192.bl.example")).Answers);
    }

    [Fact]
    public async Task One_name_can_behave_other_than_its_zone()
    {
        _zone.ServFail().At("192.0.2.1").Address("127.0.0.2").Fails(ResponseCode.NotImp);

        Assert.Equal(4, (await _client.AskAsync("1.2.0.192.bl.example")).Code);
        Assert.Equal(2, (await _client.AskAsync("2.2.0.192.bl.example")).Code);
    }

    [Fact]
    public async Task Text_may_hold_any_bytes_in_any_number_of_strings()
    {
        _zone.Lists("192.0.2.1").RawText([(byte)'a', 0, 13, 10], [27]).Text(new string('y', 300));

        var texts = (await _client.AskAsync("1.2.0.192.bl.example", RawClient.Txt)).Texts;

        Assert.Equal([4, (byte)'a', 0, 13, 10, 1, 27], texts[0]);
        Assert.Equal((302, 255, 45), (texts[1].Length, texts[1][0], texts[1][256]));
    }

    [Fact]
    public async Task Aliases_lead_to_the_address_within_one_answer()
    {
        _zone.Lists("192.0.2.1").CnameChain(3, "127.0.0.4");

        var reply = await _client.AskAsync("1.2.0.192.bl.example");

        Assert.Equal(["alias1.bl.example", "alias2.bl.example", "alias3.bl.example"], reply.Aliases);
        Assert.Equal(["127.0.0.4"], reply.Addresses);
        Assert.Equal("alias3.bl.example", reply.Records.Last().Owner);
    }

    [Fact]
    public async Task Many_addresses_fit_and_too_many_are_cut_unless_the_client_takes_more()
    {
        _zone.Lists("192.0.2.1").ManyAddresses(20).Lists("192.0.2.2").ManyAddresses(40);

        Assert.Equal(20, (await _client.AskAsync("1.2.0.192.bl.example")).Addresses.Distinct(StringComparer.Ordinal).Count());
        Assert.True((await _client.AskAsync("2.2.0.192.bl.example")).IsTruncated);
        Assert.Equal(40, (await _client.AskAsync("2.2.0.192.bl.example", edns: 1232)).Addresses.Length);
    }

    [Fact]
    public async Task A_truncated_answer_is_whole_by_TCP()
    {
        _zone.Lists("192.0.2.1", "127.0.0.2").Truncated();

        var cut = await _client.AskAsync("1.2.0.192.bl.example");
        var whole = await RawClient.AskByTcpAsync(_server.EndPoint, "1.2.0.192.bl.example");

        Assert.Equal((true, 0), (cut.IsTruncated, cut.Answers));
        Assert.Equal((false, 1), (whole.IsTruncated, whole.Answers));
        Assert.Equal([Transport.Udp, Transport.Tcp], _server.Queries.Select(query => query.Transport));
    }

    [Fact]
    public async Task TCP_can_be_closed_in_the_clients_face()
    {
        _zone.Lists("192.0.2.1", "127.0.0.2").ClosesTcp();

        await Assert.ThrowsAnyAsync<System.IO.IOException>(() => RawClient.AskByTcpAsync(_server.EndPoint, "1.2.0.192.bl.example"));
        Assert.Equal(1, (await _client.AskAsync("1.2.0.192.bl.example")).Answers);
    }

    [Fact]
    public async Task An_oversize_answer_is_sent_by_UDP_all_the_same()
    {
        _zone.Lists("192.0.2.1", "127.0.0.2").Oversize();

        var reply = await _client.AskAsync("1.2.0.192.bl.example", edns: 512);

        Assert.True(reply.Bytes.Length > 1232);
        Assert.Equal((false, 1), (reply.IsTruncated, reply.Answers));
        Assert.Equal(["127.0.0.2"], reply.Addresses);
    }

    [Fact]
    public async Task EDNS_is_answered_in_kind_or_called_a_format_error()
    {
        _zone.Lists("192.0.2.1", "127.0.0.2");
        var modern = await _client.AskAsync("1.2.0.192.bl.example", edns: 1400);
        _zone.FormErrOnEdns();
        var old = await _client.AskAsync("1.2.0.192.bl.example", edns: 1232);
        var plain = await _client.AskAsync("1.2.0.192.bl.example");

        Assert.Equal((0, 41), (modern.Code, modern.Records.Last().Type));
        Assert.Equal((1, 0), (old.Code, old.Additionals));
        Assert.Equal((0, 1), (plain.Code, plain.Answers));
        Assert.Equal([1400, 1232, 512], _server.Queries.Select(query => query.UdpLimit));
    }

    [Fact]
    public async Task Every_query_is_recorded_in_order_with_who_asked_and_how()
    {
        await _client.SendAsync(RawClient.Query("A.bl.example", RawClient.Txt, id: 0xBEEF));
        await _client.ReceiveAsync();
        await _client.AskAsync("b.bl.example");

        var first = _server.Queries[0];
        Assert.Equal(("a.bl.example", RecordType.Txt, 0xBEEF, _client.Port), (first.Name, first.Type, first.Id, first.ClientPort));
        Assert.Equal([1L, 2L], _server.Queries.Select(query => query.Order));
        Assert.True(_server.Queries[1].At >= first.At);
        Assert.Equal((1, 0, 2, 0), (_server.CountFor("a.BL.example."), _server.CountFor("bl.example"), _server.CountUnder("bl.example"), _server.CountUnder("l.example")));
        _server.Forget();
        Assert.Empty(_server.Queries);
    }

    [Fact]
    public async Task The_question_comes_back_in_the_letters_it_was_asked_in() =>
        Assert.Equal("1.2.0.192.bL.eXample", (await _client.AskAsync("1.2.0.192.bL.eXample")).QuestionName);

    [Fact]
    public async Task What_is_no_query_gets_no_answer_and_does_no_harm()
    {
        await _client.SendAsync([1, 2, 3]);
        await _client.SendAsync([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 63, 1]);
        await _client.SendAsync([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 12, 0, 1, 0, 1]);
        await _client.AskAsync("bl.example");

        Assert.False(_client.HasMore);
        Assert.Single(_server.Queries);
    }

    [Fact]
    public async Task After_disposal_nobody_listens_and_the_port_is_free()
    {
        // On an address of its own: on a shared one, another test's server may take the port as soon as it is free.
        var server = ScriptedDnsServer.Start("127.0.0.77");
        server.Zone("bl.example").Delay(60_000);
        using var client = new RawClient(server.EndPoint);
        await client.SendAsync(RawClient.Query("1.2.0.192.bl.example"));
        await server.SeenAsync(1);

        await server.DisposeAsync();

        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(server.EndPoint);
        using var tcp = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => tcp.ConnectAsync(server.EndPoint));
    }

    [Fact]
    public async Task A_script_that_cannot_be_played_is_reported_at_the_end()
    {
        var server = ScriptedDnsServer.Start();
        server.Zone("bl.example").WaitsFor(Task.FromException(new InvalidOperationException("the gate is broken")));
        using var client = new RawClient(server.EndPoint);
        await client.SendAsync(RawClient.Query("1.2.0.192.bl.example"));
        await server.SeenAsync(1);

        var fault = await Assert.ThrowsAsync<AggregateException>(async () => await server.DisposeAsync());

        Assert.Equal("the gate is broken", fault.InnerException!.Message);
        Assert.Throws<ArgumentException>(() => _server.Zone(new string('a', 64) + ".example"));
        Assert.Throws<ArgumentException>(() => _server.Name(string.Join('.', Enumerable.Repeat("abcdefg", 33))));
    }

    [Fact]
    public async Task It_listens_on_any_loopback_address()
    {
        await using var other = ScriptedDnsServer.Start("127.0.0.5");
        other.Name("mail.example").Address("192.0.2.1");

        Assert.Equal("127.0.0.5", other.EndPoint.Address.ToString());
        Assert.Equal(["192.0.2.1"], (await RawClient.AskByTcpAsync(other.EndPoint, "mail.example")).Addresses);
    }

    [Fact]
    public async Task Thousands_of_questions_a_hundred_at_a_time_are_all_answered()
    {
        _zone.ListsTheWorld("127.0.0.2").Delay(20);
        var ids = new int[2000];
        for (var i = 0; i < ids.Length; i += 100)
        {
            for (var k = i; k < i + 100; k++)
                await _client.SendAsync(RawClient.Query("1.2.0.192.bl.example", id: (ushort)k));
            for (var k = i; k < i + 100; k++)
                ids[k] = (await _client.ReceiveAsync()).Id;
        }

        Assert.Equal(2000, ids.Distinct().Count());
    }
}
