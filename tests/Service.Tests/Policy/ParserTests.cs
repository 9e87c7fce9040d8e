using System;
using System.Linq;
using System.Text;
using IpBlock.Service.Policy;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

public sealed class ParserTests
{
    [Theory]
    [InlineData(8190, PolicyFlaw.None)]
    [InlineData(8191, PolicyFlaw.LineTooLong)]
    public void A_line_of_8192_bytes_is_read_and_a_longer_one_is_not(int value, object flaw)
    {
        var text = "x=" + new string('a', value);
        Assert.Equal(flaw, Read(text + "\n\n"));
        Assert.Equal(flaw, Read(text + "\r\n\r\n"));
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused_before_its_end_has_come()
    {
        Assert.Equal(PolicyFlaw.None, Read(new string('a', 8193)));
        Assert.Equal(PolicyFlaw.LineTooLong, Read(new string('a', 8194)));
    }

    [Theory]
    [InlineData(200, PolicyFlaw.None)]
    [InlineData(201, PolicyFlaw.TooManyAttributes)]
    public void Two_hundred_attributes_are_read_and_one_more_is_not(int count, object flaw) =>
        Assert.Equal(flaw, Read(string.Concat(Enumerable.Repeat("x=y\n", count)) + "\n"));

    [Theory]
    [InlineData(32768, PolicyFlaw.None)]
    [InlineData(32769, PolicyFlaw.RequestTooLong)]
    public void A_request_of_32768_bytes_is_read_and_a_longer_one_is_not(int length, object flaw)
    {
        var text = string.Concat(Enumerable.Repeat("x=" + new string('a', 8000) + "\n", 4));
        text += "x=" + new string('a', length - text.Length - 4) + "\n\n";
        Assert.Equal(length, text.Length);
        Assert.Equal(flaw, Read(text));
        Assert.Equal(flaw, Read(text + "request=next\n\n"));
    }

    [Fact]
    public void What_follows_the_request_is_left()
    {
        var bytes = Encoding.ASCII.GetBytes("request=a\ninstance=1\n\nrequest=b\n\n");
        Assert.Equal(PolicyFlaw.None, PolicyParser.Read(bytes, out var first, out var length));
        Assert.Equal("a", Encoding.ASCII.GetString(first.Type));
        Assert.Equal(PolicyFlaw.None, PolicyParser.Read(bytes.AsSpan(length), out var second, out length));
        Assert.Equal(("b", ""), (Encoding.ASCII.GetString(second.Type), Encoding.ASCII.GetString(second.Instance)));
        Assert.Equal("request=b\n\n".Length, length);
    }

    [Fact]
    public void Every_beginning_of_a_request_waits_for_more()
    {
        var bytes = Encoding.ASCII.GetBytes(Hosting.PolicyClient.Request("192.0.2.1", instance: "i"));
        for (var end = 0; end < bytes.Length; end++)
        {
            Assert.Equal(PolicyFlaw.None, PolicyParser.Read(bytes.AsSpan(0, end), out _, out var length));
            Assert.Equal(0, length);
        }
    }

    private static PolicyFlaw Read(string text) => PolicyParser.Read(Encoding.Latin1.GetBytes(text), out _, out _);
}
