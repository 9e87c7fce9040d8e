using System;
using System.Linq;
using IpBlock.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;
using static IpBlock.Tests.Dns.Packets;
using WireName = IpBlock.Dns.WireName;

namespace IpBlock.Tests.Dns;

/// <summary>Single packets, built by the kit's own codec and read by ours.</summary>
public sealed class DnsResponseMessageTests
{
    private static readonly byte[] Pointer = [0xC0, 12];

    [Fact]
    public void The_shortest_time_to_live_on_the_way_counts()
    {
        var message = Response();
        message.Answer(Name, WireRecord.Cname("a.example"), 90);
        message.Answer("a.example", WireRecord.A("127.0.0.2"), 300);
        message.Answer("a.example", WireRecord.A("127.0.0.3"), 200);
        Assert.Equal(90u, Ttl(message));
    }

    [Fact]
    public void Records_may_come_before_the_alias_that_leads_to_them()
    {
        var message = Response();
        message.Answer("a.example", WireRecord.A("127.0.0.2"), 300);
        message.Answer("b.example", WireRecord.A("127.0.0.9"), 300);
        message.Answer(Name, WireRecord.Cname("a.example"), 300);
        Assert.Equal([0x7F000002u], Read(message).Addresses);
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(1u, 1u)]
    [InlineData(0x7FFFFFFFu, 0x7FFFFFFFu)]
    [InlineData(0x80000000u, 0u)]
    [InlineData(0xFFFFFFFFu, 0u)]
    public void A_time_to_live_with_the_top_bit_set_is_zero(uint sent, uint read)
    {
        var message = Response();
        message.Answer(WireRecord.A("127.0.0.2"), sent);
        Assert.Equal(read, Ttl(message));
    }

    [Theory]
    [InlineData(30u, 3600u, 30u)]
    [InlineData(3600u, 30u, 30u)]
    [InlineData(0u, 3600u, 0u)]
    public void A_no_is_kept_for_the_smaller_of_soa_minimum_and_soa_ttl(uint minimum, uint ttl, uint kept)
    {
        foreach (var code in new[] { ResponseCode.NxDomain, ResponseCode.NoError })
        {
            var message = Response(code);
            message.Authority("bl.example", WireRecord.Soa("bl.example", minimum), ttl);
            Assert.Equal(kept, Ttl(message));
        }
    }

    [Fact]
    public void A_no_without_soa_says_nothing_of_how_long_it_holds()
    {
        Assert.Null(Ttl(Response(ResponseCode.NxDomain)));
        Assert.Null(Ttl(Response(ResponseCode.NoError)));
        Assert.Null(Ttl(Response(ResponseCode.ServFail)));
    }

    [Fact]
    public void An_alias_that_leads_nowhere_is_a_no()
    {
        var message = Response(ResponseCode.NxDomain);
        message.Answer(Name, WireRecord.Cname("gone.example"), 300);
        message.Authority("example", WireRecord.Soa("example", 77), 300);
        Assert.Equal(DnsReading.Answer, Read(message, out var answer, out var ttl));
        Assert.Equal((DnsStatus.NoSuchName, 77u), (answer.Status, ttl));

        var dangling = Response();
        dangling.Answer(Name, WireRecord.Cname("gone.example"), 300);
        Assert.Equal(DnsStatus.NoRecords, Read(dangling).Status);
    }

    [Fact]
    public void An_owner_may_be_compressed_into_the_middle_of_the_question()
    {
        var message = Response();
        // cname to "a" + pointer to "bl.example" inside the question
        message.Answer(Pointer, new WireRecord(RecordType.Cname, [1, (byte)'a', 0xC0, 12 + 10]), 300);
        message.Answer("a.bl.example", WireRecord.A("127.0.0.2"), 300);
        Assert.Equal([0x7F000002u], Read(message).Addresses);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(0x3FFF - AnswerSection)]
    public void A_pointer_to_itself_or_forward_is_followed_by_nobody(int ahead)
    {
        var target = AnswerSection + ahead;
        var message = Response();
        message.Answer([(byte)(0xC0 | target >> 8), (byte)target], WireRecord.A("127.0.0.66"), 300);
        message.Answer(Name, WireRecord.Cname("x.example"), 300);
        Assert.Empty(Read(message).Addresses);
        Assert.Equal(-1, WireName.Expand(message.ToArray(), (int)message.Length, AnswerSection, new byte[255]));
    }

    [Fact]
    public void Pointers_in_a_circle_end()
    {
        byte[] packet = [0xC0, 2, 0xC0, 4, 0xC0, 0, 1, (byte)'a', 0xC0, 6];
        for (var offset = 0; offset < packet.Length; offset += 2)
            Assert.Equal(-1, WireName.Expand(packet, packet.Length, offset, new byte[255]));
    }

    [Fact]
    public void A_name_grows_no_longer_than_255_bytes_whatever_its_pointers_say()
    {
        // Five times 60 bytes, each part ending in a pointer to the part before.
        var packet = new byte[400];
        var starts = new int[5];
        var at = 0;
        for (var i = 0; i < 5; i++)
        {
            starts[i] = at;
            packet[at] = 60;
            at += 61;
            (packet[at], packet[at + 1]) = i == 0 ? ((byte)0, (byte)0) : ((byte)(0xC0 | starts[i - 1] >> 8), (byte)starts[i - 1]);
            at += 2;
        }

        var name = new byte[255];
        Assert.Equal(4 * 61 + 1, WireName.Expand(packet, packet.Length, starts[3], name));
        Assert.Equal(-1, WireName.Expand(packet, packet.Length, starts[4], name));
    }

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x80)]
    public void Reserved_label_types_are_no_names(byte kind)
    {
        byte[] packet = [kind, 0, 0, 0];
        Assert.Equal(-1, WireName.Expand(packet, packet.Length, 0, new byte[255]));
        Assert.Equal(-1, WireName.Skip(packet, packet.Length, 0));
    }

    [Fact]
    public void Records_of_another_class_and_strange_lengths_are_not_believed()
    {
        var chaos = Response();
        chaos.Answer(WireRecord.A("127.0.0.66"), 300);
        var bytes = chaos.ToArray();
        bytes[AnswerSection + 5] = 3;
        DnsResponseMessage.Read(bytes, bytes.Length, Names.Question(Name), out var answer, out _);
        Assert.Equal(DnsStatus.Malformed, answer.Status);

        var five = Response();
        five.Answer(new WireRecord(RecordType.A, [127, 0, 0, 2, 0]), 300);
        Assert.Equal(DnsStatus.Malformed, Read(five).Status);
    }

    [Fact]
    public void An_answer_that_breaks_off_is_truncated_at_every_length()
    {
        var message = Response();
        message.Answer(WireRecord.A("127.0.0.2"), 300);
        message.Answer(WireRecord.A("127.0.0.3"), 300);
        var whole = message.ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            var reading = DnsResponseMessage.Read(whole[..length].Concat(new byte[64]).ToArray(), length, Names.Question(Name), out var answer, out _);
            Assert.Equal(length < AnswerSection ? DnsReading.NotOurs : DnsReading.Truncated, reading);
            Assert.Equal(DnsStatus.Malformed, answer.Status);
        }
    }

    // What a header alone says makes us ask otherwise or elsewhere, and never settles anything.
    [Theory]
    [InlineData(0, (int)DnsReading.NotOurs, DnsStatus.Malformed)]
    [InlineData(1, (int)DnsReading.NoEdns, DnsStatus.Malformed)]
    [InlineData(2, (int)DnsReading.Answer, DnsStatus.ServerFailure)]
    [InlineData(3, (int)DnsReading.NotOurs, DnsStatus.Malformed)]
    [InlineData(4, (int)DnsReading.NoEdns, DnsStatus.Malformed)]
    [InlineData(5, (int)DnsReading.Answer, DnsStatus.Refused)]
    [InlineData(9, (int)DnsReading.Answer, DnsStatus.Malformed)]
    public void An_error_may_come_as_a_bare_header_and_a_result_may_not(byte code, int reading, DnsStatus status)
    {
        byte[] bare = [0, 1, 0x81, code, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] withOpt = [0, 1, 0x81, code, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0];
        foreach (var packet in new[] { bare, withOpt })
        {
            Assert.Equal((DnsReading)reading, DnsResponseMessage.Read(packet, packet.Length, Names.Question(Name), out var answer, out _));
            Assert.Equal(status, answer.Status);
        }
    }

    [Fact]
    public void An_answer_cut_anywhere_is_read_without_a_look_behind_its_end()
    {
        var whole = Good(RecordType.Txt);
        for (var length = 12; length < whole.Length; length++)
        {
            var exact = whole[..length];
            var reading = DnsResponseMessage.Read(exact, length, Names.Question(Name, DnsType.Txt), out var answer, out _);
            Assert.Equal(length < AnswerSection, reading == DnsReading.NotOurs);
            Assert.Equal(reading, DnsResponseMessage.Read(whole, length, Names.Question(Name, DnsType.Txt), out var inALongerBuffer, out _));
            Assert.Equal(answer.Status, inALongerBuffer.Status);
        }
    }

    [Fact]
    public void Ten_thousand_random_packets_are_read_without_an_exception()
    {
        var random = new Random(1);
        for (var i = 0; i < Sampled.Times(10_000); i++)
        {
            var packet = new byte[random.Next(600)];
            random.NextBytes(packet);
            Survive(packet, random);
        }
    }

    [Fact]
    public void Ten_thousand_random_packets_behind_the_right_question_are_read_without_an_exception()
    {
        var random = new Random(2);
        for (var i = 0; i < Sampled.Times(10_000); i++)
        {
            var message = Response((ResponseCode)(random.Next(4) == 0 ? 3 : 0));
            var noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            message.Raw(noise);
            message.Count((byte)random.Next(256));
            Survive(message.ToArray(), random);
        }
    }

    [Fact]
    public void Ten_thousand_mutations_of_a_good_answer_are_read_without_an_exception()
    {
        var random = new Random(3);
        foreach (var type in new[] { RecordType.A, RecordType.Txt, RecordType.Ptr, RecordType.Aaaa })
        {
            var good = Good(type);
            for (var i = 0; i < Sampled.Times(10_000); i++)
                Survive(Mutations.Of(good, random), random, (DnsType)type);
        }
    }

    private static byte[] Good(RecordType type)
    {
        var message = Response(type: (DnsType)type);
        message.Answer(Name, WireRecord.Cname("a.example"), 300);
        message.Answer("a.example", type switch
        {
            RecordType.A => WireRecord.A("127.0.0.2"),
            RecordType.Txt => WireRecord.Txt(new string('x', 300)),
            RecordType.Ptr => WireRecord.Ptr("mx.example.com"),
            _ => WireRecord.Aaaa("2001:db8::1"),
        }, 300);
        message.Authority("bl.example", WireRecord.Soa("bl.example", 60), 300);
        return message.ToArray();
    }

    // In a buffer that is longer than the packet, as a socket's is: what stands behind the end must not be read as if it belonged to it.
    private static void Survive(byte[] packet, Random random, DnsType type = DnsType.A)
    {
        var question = Names.Question(Name, type);
        var buffer = new byte[packet.Length + random.Next(64)];
        random.NextBytes(buffer);
        packet.CopyTo(buffer, 0);
        if (packet.Length < 12)
            return;
        var reading = DnsResponseMessage.Read(buffer, packet.Length, question, out var answer, out var ttl);
        var exact = DnsResponseMessage.Read(packet, packet.Length, question, out var same, out var sameTtl);
        Assert.Equal((exact, same.Status, sameTtl), (reading, answer.Status, ttl));
        Assert.Equal(same.Texts, answer.Texts);
        Assert.All(answer.Texts, text => Assert.All(text, c => Assert.InRange(c, ' ', '~')));
        Assert.Equal(answer.Status == DnsStatus.Records, answer.Addresses.Count + answer.Texts.Count + answer.Hosts.Count > 0);
    }
}
