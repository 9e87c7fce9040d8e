using System;
using System.Linq;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

public sealed class DnsQuestionTests
{
    [Fact]
    public void A_question_prints_without_its_name()
    {
        var question = Names.Question("1.2.0.192.secretkey.zen.dq.example");
        foreach (var text in new object[] { question, question.Copy() }.Select(asObject => asObject.ToString()!))
        {
            Assert.DoesNotContain("secretkey", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("example", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void A_copy_is_the_same_question_with_a_name_of_its_own()
    {
        var question = Names.Question("a.example", DnsType.Txt);
        var copy = question.Copy();
        Assert.True(copy.Is(question));
        question.Name[1] = (byte)'b';
        Assert.True(copy.Is(Names.Question("a.example", DnsType.Txt)));
    }

    [Theory]
    [InlineData("a.example", DnsType.Txt)]
    [InlineData("b.example", DnsType.A)]
    [InlineData("a.examplf", DnsType.A)]
    [InlineData("a.example.a", DnsType.A)]
    public void Another_name_or_type_is_another_question(string name, DnsType type) =>
        Assert.False(Names.Question("a.example").Is(Names.Question(name, type)));

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    [InlineData(301)]
    public void A_length_no_name_has_is_a_callers_mistake(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DnsQuestion(new byte[300], length, DnsType.A));

    [Fact]
    public void The_root_is_a_name_and_a_buffer_may_be_longer_than_the_name_but_not_shorter()
    {
        Assert.Equal(1, new DnsQuestion(new byte[1], 1, DnsType.A).Length);
        Assert.Equal(1, new DnsQuestion(new byte[300], 1, DnsType.A).Length);
        Assert.Equal(255, new DnsQuestion(new byte[300], 255, DnsType.A).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DnsQuestion(new byte[9], 10, DnsType.A));
    }

    // A byte that the hash overlooks is a byte by which a client chooses which of his names share a chain or a cache slot. The chain is chosen by the
    // lowest twelve bits, the slot by the highest: of forty names one or two may meet by chance.
    [Theory]
    [MemberData(nameof(Bytes))]
    public void Every_byte_of_a_name_counts_in_its_hash(int length, int changed)
    {
        var hashes = Enumerable.Range(0, 40).Select(value =>
        {
            var name = new byte[length];
            name[changed] = (byte)(value * 6);
            return new DnsQuestion(name, length, DnsType.A).Hash;
        }).ToList();
        Assert.InRange(hashes.Distinct().Count(), 39, 40);
        Assert.InRange(hashes.Select(hash => hash & 4095).Distinct().Count(), 35, 40);
        Assert.InRange(hashes.Select(hash => (uint)hash >> 20).Distinct().Count(), 35, 40);
    }

    [Fact]
    public void Names_of_one_byte_after_another_differ_in_their_hash_by_their_length() =>
        Assert.Equal(32, Enumerable.Range(1, 32).Select(length => new DnsQuestion(new byte[40], length, DnsType.A).Hash).Distinct().Count());

    public static TheoryData<int, int> Bytes()
    {
        var data = new TheoryData<int, int>();
        foreach (var length in new[] { 5, 8, 15, 24 })
        {
            for (var changed = 0; changed < length; changed++)
                data.Add(length, changed);
        }

        return data;
    }
}
