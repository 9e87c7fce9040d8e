using System;
using System.Linq;
using System.Text;
using IpBlock.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;
using static IpBlock.Tests.Dns.Packets;

namespace IpBlock.Tests.Dns;

/// <summary>Answers that are just long enough, just too long, or that say two things at once.</summary>
public sealed class RecordEdgesTests
{
    [Fact]
    public void A_no_with_records_beside_it_stays_a_no()
    {
        var message = Response(ResponseCode.NxDomain);
        message.Answer(WireRecord.A("127.0.0.2"), 300);
        Assert.Equal(DnsStatus.NoSuchName, Read(message).Status);
    }

    [Fact]
    public void A_format_error_without_a_question_but_longer_than_a_header_is_nobodys()
    {
        var message = Response(ResponseCode.FormErr);
        var bytes = message.ToArray();
        bytes[5] = 0;
        Assert.Equal(DnsReading.NotOurs, DnsResponseMessage.Read(bytes, bytes.Length, Names.Question(Name), out _, out _));
    }

    [Theory]
    [InlineData(DnsType.A, 3)]
    [InlineData(DnsType.A, 16)]
    [InlineData(DnsType.Aaaa, 4)]
    [InlineData(DnsType.Aaaa, 15)]
    public void An_address_of_another_familys_length_is_malformed(DnsType type, int length)
    {
        var message = Response(type: type);
        message.Answer(new WireRecord((RecordType)type, new byte[length]), 300);
        Assert.Equal(DnsStatus.Malformed, Read(message, type).Status);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(200)]
    public void Of_many_addresses_the_first_128_are_kept(int sent)
    {
        var (four, six) = (Response(), Response(type: DnsType.Aaaa));
        for (var i = 0; i < sent; i++)
        {
            four.Answer(WireRecord.A($"127.0.0.{i}"), 300);
            six.Answer(WireRecord.Aaaa($"2001:db8::{i:x}"), 300);
        }

        Assert.Equal(Enumerable.Range(0x7F000000, 128).Select(bits => (uint)bits), Read(four).Addresses);
        Assert.Equal(Enumerable.Range(0, 128).Select(i => $"2001:db8::{i:x}".Replace("::0", "::", StringComparison.Ordinal)), Read(six, DnsType.Aaaa).Hosts.Select(host => host.ToString()));
    }

    [Fact]
    public void Of_many_texts_the_first_sixteen_are_kept()
    {
        var message = Response(type: DnsType.Txt);
        for (var i = 0; i < 17; i++)
            message.Answer(WireRecord.Txt($"reason {i}"), 300);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => $"reason {i}"), Read(message, DnsType.Txt).Texts);
    }

    [Fact]
    public void Texts_have_1024_characters_together_and_one_that_does_not_fit_is_left_out_whole()
    {
        var message = Response(type: DnsType.Txt);
        foreach (var (letter, length) in new[] { ('a', 600), ('b', 425), ('c', 424), ('d', 1) })
            message.Answer(WireRecord.Txt(new string(letter, length)), 300);
        Assert.Equal([new string('a', 600), new string('c', 424)], Read(message, DnsType.Txt).Texts);
    }

    [Theory]
    [InlineData(21, null)]
    [InlineData(22, 77u)]
    [InlineData(23, 77u)]
    public void A_soa_record_has_two_names_and_five_numbers_or_it_is_none(int length, uint? ttl)
    {
        var data = new byte[length];
        data[^1] = 77;
        var message = Response(ResponseCode.NxDomain);
        message.Authority("bl.example", new WireRecord(RecordType.Soa, data), 300);
        Assert.Equal(ttl, Ttl(message));
    }

    [Fact]
    public void A_long_record_that_is_no_soa_does_not_say_how_long_a_no_holds()
    {
        var message = Response(ResponseCode.NxDomain);
        message.Authority("bl.example", new WireRecord((RecordType)2, Names.Wire("a-name-server-with-a-long-name.example.com")), 300);
        Assert.Null(Ttl(message));
    }

    [Fact]
    public void A_record_without_data_may_be_the_last_thing_in_the_packet()
    {
        var message = Response(ResponseCode.NxDomain);
        message.Authority("bl.example", new WireRecord((RecordType)99, []), 300);
        Assert.Equal(DnsStatus.NoSuchName, Read(message).Status);
    }

    [Fact]
    public void An_alias_to_something_that_is_no_name_is_malformed()
    {
        var message = Response();
        message.Answer(Name, new WireRecord(RecordType.Cname, [0xC0, 0xFF]), 300);
        Assert.Equal(DnsStatus.Malformed, Read(message).Status);
    }

    [Fact]
    public void A_reverse_name_that_is_none_is_malformed()
    {
        var message = Response(type: DnsType.Ptr);
        message.Answer(new WireRecord(RecordType.Ptr, [0x80]), 300);
        Assert.Equal(DnsStatus.Malformed, Read(message, DnsType.Ptr).Status);
    }

    [Fact]
    public void A_reverse_name_of_nothing_but_the_root_is_empty()
    {
        var message = Response(type: DnsType.Ptr);
        message.Answer(new WireRecord(RecordType.Ptr, [0]), 300);
        Assert.Equal([""], Read(message, DnsType.Ptr).Texts);
    }

    [Theory]
    [InlineData(new byte[] { 2, (byte)'a' })]
    [InlineData(new byte[] { 3, (byte)'a' })]
    [InlineData(new byte[] { 1, (byte)'a', 1 })]
    [InlineData(new byte[] { 255 })]
    public void A_string_that_runs_over_its_records_end_is_malformed(byte[] data)
    {
        var message = Response(type: DnsType.Txt);
        message.Answer(new WireRecord(RecordType.Txt, data), 300);
        message.Raw(Encoding.ASCII.GetBytes(new string('x', 300)));
        Assert.Equal(DnsStatus.Malformed, Read(message, DnsType.Txt).Status);
    }

    [Fact]
    public void Not_listed_is_read_without_allocating_anything()
    {
        var message = Response(ResponseCode.NxDomain);
        message.Authority("bl.example", WireRecord.Soa("bl.example", 60), 300);
        var (bytes, question) = (message.ToArray(), Names.Question(Name));
        DnsResponseMessage.Read(bytes, bytes.Length, question, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            DnsResponseMessage.Read(bytes, bytes.Length, question, out _, out _);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
