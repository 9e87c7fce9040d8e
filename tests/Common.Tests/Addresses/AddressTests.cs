using System;
using System.Net;
using FsCheck.Fluent;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class AddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("2001:DB8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("::", "::")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void An_address_is_read_and_written_in_the_usual_notation(string text, string written)
    {
        Assert.True(Address.TryParse(text, out var address));
        Assert.Equal(written, address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.1")]
    [InlineData("10.0.1")]
    [InlineData("10.0.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.01")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1000")]
    [InlineData("10.0.0.")]
    [InlineData(".10.0.0.1")]
    [InlineData("10..0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("167772161")]
    [InlineData("10.0.0.-1")]
    [InlineData("10.0.0.1 ")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1:25")]
    [InlineData("10.0.0.1/32")]
    [InlineData("[10.0.0.1]")]
    [InlineData("١٠.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:25")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::1%3")]
    [InlineData("::1/128")]
    [InlineData(" ::1")]
    [InlineData("::1\n")]
    [InlineData("::1::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("::12345")]
    [InlineData("::g")]
    [InlineData("::ffff:10.0.0.256")]
    [InlineData("::ffff:10.0.1")]
    [InlineData("::ffff:010.0.0.1")]
    [InlineData("example.com")]
    public void What_is_not_exactly_an_address_is_refused(string? text)
    {
        Assert.False(Address.TryParse(text, out var address));
        Assert.Equal(default, address);
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("::FFFF:c000:201")]
    [InlineData("0:0:0:0:0:ffff:192.0.2.1")]
    public void A_mapped_address_is_the_ipv4_address(string mapped)
    {
        Assert.True(Address.TryParse(mapped, out var address));
        Assert.True(address.IsIPv4);
        Assert.Equal(32, address.Bits);
        Assert.Equal(Parse("192.0.2.1"), address);
        Assert.Equal("192.0.2.1", address.ToString());
        Assert.Equal(IPAddress.Parse("192.0.2.1"), address.ToIPAddress());
        Assert.Equal(address, Address.From(IPAddress.Parse(mapped)));
    }

    [Theory]
    [InlineData("::192.0.2.1")]
    [InlineData("::fffe:c000:201")]
    [InlineData("1::ffff:c000:201")]
    [InlineData("64:ff9b:0:0:0:1:c000:201")]
    [InlineData("64:ff9b:1::192.0.2.1")]
    public void Only_the_mapped_and_the_well_known_prefix_make_an_ipv4_address(string text) => Assert.Equal((false, 128), (Parse(text).IsIPv4, Parse(text).Bits));

    [Fact]
    public void A_scope_is_dropped_from_the_frameworks_address() =>
        Assert.Equal(Parse("fe80::1"), Address.From(new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), 7)));

    [Fact]
    public void No_address_is_a_callers_mistake() => Assert.Throws<ArgumentNullException>(() => Address.From(null!));

    [Fact]
    public void Every_address_survives_the_way_through_its_text() => Sampled.Check(Prop.ForAll(Samples.Addresses.ToArbitrary(), address =>
        Address.TryParse(address.ToString(), out var read) && read == address && read.GetHashCode() == address.GetHashCode()));

    [Fact]
    public void The_text_is_the_frameworks() => Sampled.Check(Prop.ForAll(Samples.Bytes(4).Or(Samples.Bytes(16)).ToArbitrary(), bytes =>
    {
        var framework = new IPAddress(bytes);
        var expected = framework.IsIPv4MappedToIPv6 ? framework.MapToIPv4() : framework;
        return Address.From(framework).ToString() == expected.ToString() && Address.From(framework).ToIPAddress().Equals(expected);
    }));

    [Fact]
    public void Order_is_the_order_of_the_bytes() =>
        Sampled.Check(Prop.ForAll(Samples.Addresses.Two().ToArbitrary(), pair =>
        {
            var (left, right) = pair;
            var expected = Math.Sign(left.ToIPAddress().MapToIPv6().GetAddressBytes().AsSpan().SequenceCompareTo(right.ToIPAddress().MapToIPv6().GetAddressBytes()));
            return Math.Sign(left.CompareTo(right)) == expected && left < right == expected < 0 && left >= right == expected >= 0 && left == right == (expected == 0);
        }));

    private static Address Parse(string text) => Samples.Parse(text);
}
