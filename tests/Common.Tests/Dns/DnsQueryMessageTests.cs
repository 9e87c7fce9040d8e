using System;
using System.Linq;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>A query, byte by byte, in a buffer that was used before.</summary>
public sealed class DnsQueryMessageTests
{
    private static readonly byte[] Question = [1, (byte)'a', 2, (byte)'b', (byte)'c', 0, 0, 16, 0, 1];

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void With_edns(int offset) =>
        AssertWritten(offset, edns: true, [0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, .. Question, 0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0]);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Without_edns(int offset) =>
        AssertWritten(offset, edns: false, [0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. Question]);

    private static void AssertWritten(int offset, bool edns, byte[] expected)
    {
        var buffer = Enumerable.Repeat((byte)0xEE, offset + DnsQueryMessage.MaxLength).ToArray();
        var length = DnsQueryMessage.Write(buffer, offset, 0xABCD, Names.Question("a.bc", DnsType.Txt), edns);
        Assert.Equal(expected, buffer.AsSpan(offset, length).ToArray());
        Assert.All(buffer.Take(offset).Concat(buffer.Skip(offset + length)), untouched => Assert.Equal(0xEE, untouched));
    }
}
