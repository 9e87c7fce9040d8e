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
}
