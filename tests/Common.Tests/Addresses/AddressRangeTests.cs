using System;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.1")]
    [InlineData(" 192.0.2.1 ", "192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.0/24", "192.0.2.0", "192.0.2.255")]
    [InlineData("192.0.2.77/24", "192.0.2.0", "192.0.2.255")]
    [InlineData("192.0.2.77 / 24", "192.0.2.0", "192.0.2.255")]
    [InlineData("192.0.2.1/32", "192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1/0", "0.0.0.0", "255.255.255.255")]
    [InlineData("192.0.2.77/255.255.255.0", "192.0.2.0", "192.0.2.255")]
    [InlineData("192.0.2.77/0.0.0.0", "0.0.0.0", "255.255.255.255")]
    [InlineData("192.0.2.77/255.255.255.255", "192.0.2.77", "192.0.2.77")]
    [InlineData("192.0.2.77(255.255.255.128)", "192.0.2.0", "192.0.2.127")]
    [InlineData("192.0.2.77 ( 255.255.255.128 ) ", "192.0.2.0", "192.0.2.127")]
    [InlineData("192.0.2.77(24)", "192.0.2.0", "192.0.2.255")]
    [InlineData("192.0.2.10-192.0.2.20", "192.0.2.10", "192.0.2.20")]
    [InlineData("192.0.2.10 - 192.0.2.20", "192.0.2.10", "192.0.2.20")]
    [InlineData("192.0.2.10-192.0.2.10", "192.0.2.10", "192.0.2.10")]
    [InlineData("::ffff:192.0.2.10-192.0.2.20", "192.0.2.10", "192.0.2.20")]
    [InlineData("2001:db8::1", "2001:db8::1", "2001:db8::1")]
    [InlineData("2001:db8::dead/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::/64", "2001:db8::", "2001:db8::ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::/65", "2001:db8::", "2001:db8::7fff:ffff:ffff:ffff")]
    [InlineData("2001:db8::/63", "2001:db8::", "2001:db8:0:1:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::/128", "2001:db8::", "2001:db8::")]
    [InlineData("2001:db8::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::1-2001:db8::f", "2001:db8::1", "2001:db8::f")]
    public void A_range_is_read_in_all_its_notations(string text, string first, string last)
    {
        Assert.True(AddressRange.TryParse(text, out var range, out var reason), reason);
        Assert.Null(reason);
        Assert.Equal((Samples.Parse(first), Samples.Parse(last)), (range.First, range.Last));
    }

    [Theory]
    [InlineData(null, "'' is not an IPv4 or IPv6 address")]
    [InlineData("  ", "'' is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2", "'192.0.2' is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2.x/24", "'192.0.2.x' is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2.1-", "'' is not an IPv4 or IPv6 address")]
    [InlineData("-192.0.2.1", "'' is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2.10-20", "'20' is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2.20-192.0.2.10", "the first address is higher than the last")]
    [InlineData("192.0.2.1-2001:db8::1", "one end is IPv4 and the other IPv6")]
    [InlineData("::-::ffff:192.0.2.1", "one end is IPv4 and the other IPv6")]
    [InlineData("192.0.2.0/33", "a prefix length must be 0 to 32, not 33")]
    [InlineData("2001:db8::/129", "a prefix length must be 0 to 128, not 129")]
    [InlineData("::ffff:10.0.0.0/24", "'::ffff:10.0.0.0' means 10.0.0.0, and in IPv6 notation the prefix length is 96 bits longer; write 10.0.0.0/24")]
    [InlineData("192.0.2.0/-1", "'-1' is neither a prefix length nor a mask")]
    [InlineData("192.0.2.0/+8", "'+8' is neither a prefix length nor a mask")]
    [InlineData("192.0.2.0/", "'' is neither a prefix length nor a mask")]
    [InlineData("192.0.2.0/99999999999", "'99999999999' is neither a prefix length nor a mask")]
    [InlineData("192.0.2.0/24/24", "'24/24' is neither a prefix length nor a mask")]
    [InlineData("192.0.2.0/255.0.255.0", "'255.0.255.0' is neither a prefix length nor a mask")]
    [InlineData("192.0.2.0/0.0.0.255", "'0.0.0.255' is neither a prefix length nor a mask")]
    [InlineData("2001:db8::/255.255.0.0", "'255.255.0.0' is neither a prefix length nor a mask")]
    [InlineData("192.0.2.0(255.255.255.0", "a closing bracket is missing")]
    public void What_is_no_range_is_refused_with_the_reason(string? text, string reason)
    {
        Assert.False(AddressRange.TryParse(text, out var range, out var why));
        Assert.Equal(reason, why);
        Assert.Equal(default, range);
        Assert.False(AddressRange.TryParse(text, out _));
    }

    [Fact]
    public void A_range_holds_exactly_the_numbers_between_its_ends()
    {
        var sample = from ends in Samples.Pairs
                     from offset in Gen.Choose(-2, 2)
                     from upper in Gen.Elements(true, false)
                     from stranger in Samples.Addresses
                     select (ends, offset, upper, stranger);
        Sampled.Check(Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var range = AddressRange.Between(s.ends.Left, s.ends.Right);
            var nearby = Samples.WithNumber(Samples.Number(s.upper ? range.Last : range.First) + s.offset, range.First.Bits) ?? range.First;
            return range.Contains(nearby) == Naive(range, nearby) && range.Contains(s.stranger) == Naive(range, s.stranger);
        }));
    }

    [Fact]
    public void A_network_holds_exactly_the_addresses_that_share_its_prefix()
    {
        var sample = from address in Samples.Addresses
                     from bits in Gen.Choose(0, 128)
                     from flipped in Gen.Choose(0, 127)
                     select (address, Length: bits % (address.Bits + 1), Flipped: flipped % address.Bits);
        Sampled.Check(Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var range = AddressRange.Cidr(s.address, s.Length);
            var size = BigInteger.One << (s.address.Bits - s.Length);
            var first = Samples.Number(s.address) / size * size;
            var flipped = Samples.Number(s.address) ^ (BigInteger.One << (s.address.Bits - 1 - s.Flipped));
            return Number(range.First, s.address.Bits) == first && Number(range.Last, s.address.Bits) == first + size - 1
                && range.Contains(s.address)
                && (Samples.WithNumber(flipped, s.address.Bits) is not { } other || range.Contains(other) == s.Flipped >= s.Length);
        }));
    }

    [Fact]
    public void A_range_survives_the_way_through_its_text()
    {
        var networks = from address in Samples.Addresses from bits in Gen.Choose(0, 128) select AddressRange.Cidr(address, bits % (address.Bits + 1));
        var ranges = Samples.Pairs.Select(pair => AddressRange.Between(pair.Left, pair.Right));
        Sampled.Check(Prop.ForAll(networks.Or(ranges).ToArbitrary(), range =>
            AddressRange.TryParse(range.ToString(), out var read) && read == range && read.GetHashCode() == range.GetHashCode()));
    }

    [Theory]
    [InlineData("192.0.2.0-192.0.2.255", "192.0.2.0/24")]
    [InlineData("0.0.0.0-255.255.255.255", "0.0.0.0/0")]
    [InlineData("192.0.2.1-192.0.2.2", "192.0.2.1-192.0.2.2")]
    [InlineData("192.0.2.1/32", "192.0.2.1")]
    [InlineData("2001:db8::-2001:db8::1", "2001:db8::/127")]
    [InlineData("::/0", "::/0")]
    public void The_text_is_the_shortest(string text, string shortest)
    {
        Assert.True(AddressRange.TryParse(text, out var range));
        Assert.Equal(shortest, range.ToString());
    }

    [Theory]
    [InlineData("::/0")]
    [InlineData("::/64")]
    [InlineData("::fffe:0:0/95")]
    public void No_ipv6_range_holds_an_ipv4_address_nor_the_other_way_round(string wide)
    {
        Assert.True(AddressRange.TryParse(wide, out var range));
        Assert.False(range.Contains(Samples.Parse("192.0.2.1")));
        Assert.False(AddressRange.Cidr(Samples.Parse("0.0.0.0"), 0).Contains(range.First));
        Assert.True(range.Contains(range.First));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "0.0.0.0", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0", "0.0.0.0", true)]
    [InlineData("0.0.0.0", "0.0.0.1", false)]
    [InlineData("255.255.255.255", "255.255.255.255", true)]
    [InlineData("255.255.255.255", "255.255.255.254", false)]
    [InlineData("::/0", "::", true)]
    [InlineData("::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("::", "::1", false)]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", true)]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffd", false)]
    public void The_ends_of_both_families_are_addresses_like_others(string text, string address, bool holds)
    {
        Assert.True(AddressRange.TryParse(text, out var range));
        Assert.Equal(holds, range.Contains(Samples.Parse(address)));
    }

    [Fact]
    public void Ends_of_two_families_and_lengths_that_do_not_exist_are_a_callers_mistake()
    {
        var (four, six) = (Samples.Parse("192.0.2.1"), Samples.Parse("2001:db8::1"));
        Assert.Throws<ArgumentException>(() => AddressRange.Between(four, six));
        foreach (var (address, length) in new[] { (four, -1), (four, 33), (six, -1), (six, 129) })
            Assert.Throws<ArgumentOutOfRangeException>(() => AddressRange.Cidr(address, length));
    }

    private static bool Naive(AddressRange range, Address address) =>
        range.First.Bits == address.Bits && Samples.Number(range.First) <= Samples.Number(address) && Samples.Number(address) <= Samples.Number(range.Last);

    // The last address of an IPv6 network may fall on a mapped one; as a number of 128 bits it is what it is.
    private static BigInteger Number(Address address, int bits) =>
        bits == 32 ? Samples.Number(address) : new BigInteger(address.ToIPAddress().MapToIPv6().GetAddressBytes(), isUnsigned: true, isBigEndian: true);
}
