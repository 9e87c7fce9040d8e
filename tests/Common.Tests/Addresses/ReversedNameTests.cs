using System.Linq;
using System.Net;
using FsCheck.Fluent;
using IpBlock.Addresses;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class ReversedNameTests
{
    [Theory]
    [InlineData("192.0.2.99", "99.2.0.192")]
    [InlineData("127.0.0.2", "2.0.0.127")]
    [InlineData("::ffff:127.0.0.2", "2.0.0.127")]
    [InlineData("255.100.10.9", "9.10.100.255")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("2001:db8:1:2:3:4:567:89ab", "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2")]
    [InlineData("::", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0")]
    public void An_address_is_filed_last_part_first(string address, string name) => Assert.Equal(name, Written(Samples.Parse(address)));

    [Theory]
    [InlineData("::ffff:127.0.0.2", "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0")]
    [InlineData("127.0.0.1", "1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0")]
    [InlineData("2001:db8:1:2:3:4:567:89ab", "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2")]
    public void The_test_entries_of_an_ipv6_list_keep_their_32_nibbles(string address, string name) =>
        Assert.Equal(name, Written(Samples.Parse(address), asIPv6: true));

    [Fact]
    public void Every_address_is_filed_where_an_independent_codec_files_it() => Sampled.Check(Prop.ForAll(Samples.Addresses.ToArbitrary(), address =>
    {
        var expected = WireName.Reverse(address.ToString());
        return Written(address) + (address.IsIPv4 ? ".in-addr.arpa" : ".ip6.arpa") == expected;
    }));

    [Fact]
    public void The_labels_can_be_read()
    {
        var buffer = new byte[ReversedName.MaxLength];
        Assert.Equal("1.2.0.192.", ReversedName.Text(buffer, ReversedName.Write(Samples.Parse("192.0.2.1"), buffer, 0)));
        Assert.Equal("", ReversedName.Text(buffer, 0));
    }

    [Fact]
    public void The_longest_name_is_as_long_as_promised()
    {
        var buffer = new byte[ReversedName.MaxLength];
        Assert.Equal(ReversedName.MaxLength, ReversedName.Write(Address.From(IPAddress.IPv6Loopback), buffer, 0));
    }

    // At an offset, so that what stands before is seen to be left alone; the zero that ends the name is ours.
    private static string Written(Address address, bool asIPv6 = false)
    {
        var buffer = Enumerable.Repeat((byte)0xEE, 3 + ReversedName.MaxLength + 1).ToArray();
        var end = asIPv6 ? ReversedName.WriteAsIPv6(address, buffer, 3) : ReversedName.Write(address, buffer, 3);
        Assert.All(buffer[..3], b => Assert.Equal(0xEE, b));
        Assert.All(buffer[end..], b => Assert.Equal(0xEE, b));
        buffer[end] = 0;
        var offset = 3;
        return WireName.Decode(buffer, ref offset);
    }
}
