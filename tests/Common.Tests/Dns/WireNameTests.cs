using System;
using System.Linq;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Names in packets, byte by byte, at the edges of what is allowed.</summary>
public sealed class WireNameTests
{
    private readonly byte[] _name = new byte[DnsQuestion.MaxNameLength];

    [Theory]
    [InlineData("00", 1)]
    [InlineData("016100", 3)]
    [InlineData("01610162000000", 5)]
    [InlineData("C000", 2)]
    [InlineData("0161C000", 4)]
    [InlineData("FFFF", 2)]
    [InlineData("", -1)]
    [InlineData("01", -1)]
    [InlineData("0161", -1)]
    [InlineData("C0", -1)]
    [InlineData("0161C0", -1)]
    [InlineData("40", -1)]
    [InlineData("80", -1)]
    public void A_name_is_skipped_to_what_stands_behind_it(string packet, int behind)
    {
        var bytes = Convert.FromHexString(packet);
        Assert.Equal(behind, WireName.Skip(bytes, bytes.Length, 0));
        // What stands behind the end is none of it.
        Assert.Equal(behind, WireName.Skip([.. bytes, 1, 2, 3, 0, 0], bytes.Length, 0));
    }

    [Theory]
    [InlineData(63, 65)]
    [InlineData(64, -1)]
    public void A_label_has_63_bytes_at_the_most(int length, int behind)
    {
        byte[] bytes = [(byte)length, .. Enumerable.Repeat((byte)'a', length), 0];
        Assert.Equal(behind, WireName.Skip(bytes, bytes.Length, 0));
        Assert.Equal(behind, WireName.Expand(bytes, bytes.Length, 0, _name));
    }

    [Theory]
    [InlineData("014103425A5B00", 0, "016103627A5B00")]
    [InlineData("0000016100", 2, "016100")]
    [InlineData("016100C000", 3, "016100")]
    [InlineData("0161000162C000", 3, "0162016100")]
    [InlineData("01610001620163C000C005", 9, "0163016100")]
    public void A_name_is_unpacked_in_lower_case_along_its_pointers(string packet, int offset, string name)
    {
        var bytes = Convert.FromHexString(packet);
        var length = WireName.Expand(bytes, bytes.Length, offset, _name);
        Assert.Equal(name, Convert.ToHexString(_name.AsSpan(0, Math.Max(0, length))));
    }

    [Fact]
    public void A_pointer_has_fourteen_bits()
    {
        var bytes = new byte[0x1235];
        Convert.FromHexString("016100").CopyTo(bytes, 0x1201);
        Convert.FromHexString("D201").CopyTo(bytes, 0x1230);
        Assert.Equal(3, WireName.Expand(bytes, bytes.Length, 0x1230, _name));
        Assert.Equal("016100", Convert.ToHexString(_name.AsSpan(0, 3)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("01", 0)]
    [InlineData("0161", 0)]
    [InlineData("C0", 0)]
    [InlineData("C000", 0)]
    [InlineData("C00200", 0)]
    [InlineData("016100C003", 3)]
    [InlineData("C002C000", 2)]
    [InlineData("8000", 0)]
    public void A_name_that_ends_nowhere_or_points_to_itself_or_ahead_is_none(string packet, int offset)
    {
        var bytes = Convert.FromHexString(packet);
        Assert.Equal(-1, WireName.Expand(bytes, bytes.Length, offset, _name));
        Assert.Equal(-1, WireName.Expand([.. bytes, 0, 0, 0, 0], bytes.Length, offset, _name));
    }

    [Theory]
    [InlineData(61, 255)]
    [InlineData(62, -1)]
    public void A_name_has_255_bytes_at_the_most(int last, int length)
    {
        byte[] bytes = [.. Label(63), .. Label(63), .. Label(63), .. Label(last), 0];
        Assert.Equal(length, WireName.Expand(bytes, bytes.Length, 0, _name));
    }

    [Theory]
    [InlineData("016100", "016100", 3, true)]
    [InlineData("014100", "016100", 3, true)]
    [InlineData("015A00", "017A00", 3, true)]
    [InlineData("015B00", "017B00", 3, false)]
    [InlineData("016200", "016100", 3, false)]
    [InlineData("0161", "016100", 3, false)]
    public void A_name_is_the_one_asked_for_whatever_the_case_of_its_letters(string packet, string name, int length, bool same)
    {
        var bytes = Convert.FromHexString(packet);
        Assert.Equal(same, WireName.Is(bytes, bytes.Length, 0, Convert.FromHexString(name), length));
        Assert.Equal(same, WireName.Is([9, .. bytes], bytes.Length + 1, 1, Convert.FromHexString(name), length));
    }

    private static byte[] Label(int length) => [(byte)length, .. Enumerable.Repeat((byte)'a', length)];
}
