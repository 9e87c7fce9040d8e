using System;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class MappedNetworksTests
{
    [Theory]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.0/24")]
    [InlineData("::ffff:127.0.0.0/104", "127.0.0.0/8")]
    [InlineData("::FFFF:C000:0200/120", "192.0.2.0/24")]
    [InlineData("0:0:0:0:0:ffff:192.0.2.77/120", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.1/128", "192.0.2.1")]
    [InlineData("::ffff:0.0.0.0/96", "0.0.0.0/0")]
    [InlineData("::ffff:192.0.2.1-::ffff:192.0.2.9", "192.0.2.1-192.0.2.9")]
    [InlineData("64:ff9b::192.0.2.0/120", "192.0.2.0/24")]
    [InlineData("64:ff9b::/96", "0.0.0.0/0")]
    [InlineData("::/0", "::/0")]
    [InlineData("::/80", "::/80")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    public void A_network_in_IPv6_notation_that_stands_for_IPv4_is_the_IPv4_network(string written, string range)
    {
        Assert.True(AddressRange.TryParse(written, out var read, out var reason), reason);
        Assert.Equal(range, read.ToString());
        Assert.True(ClientPattern.TryParse(written, out var pattern, out reason), reason);
        Assert.Equal(read, pattern.Range);
    }

    [Theory]
    [InlineData("::ffff:192.0.2.0/24", "write 192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.0/95", "write 192.0.2.0/32")]
    [InlineData("::ffff:0.0.0.0/0", "write 0.0.0.0/0")]
    [InlineData("64:ff9b::192.0.2.0/32", "write 192.0.2.0/32")]
    [InlineData("64:ff9b::192.0.2.0/24", "is 96 bits longer")]
    [InlineData("::ffff:192.0.2.0/129", "a prefix length must be 0 to 128, not 129")]
    [InlineData("::ffff:192.0.2.0/255.255.255.0", "neither a prefix length nor a mask")]
    public void A_prefix_length_that_means_something_else_in_128_bits_is_refused(string written, string reason)
    {
        Assert.False(AddressRange.TryParse(written, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_network_in_mapped_form_is_the_one_it_maps()
    {
        var gen = from bits in ArbMap.Default.GeneratorFor<uint>() from length in Gen.Choose(0, 32) select (bits, length);
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var address = Address.FromIPv4(sample.bits);
            return AddressRange.TryParse($"::ffff:{address}/{sample.length + 96}", out var mapped) && AddressRange.TryParse($"{address}/{sample.length}", out var plain) && mapped == plain;
        }));
    }

    [Theory]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.0/24")]
    [InlineData("0:0:0:0:0:ffff", "0.0.0.0/0")]
    [InlineData("0:0:0:0:0:ffff:c000", "192.0.0.0/16")]
    [InlineData("0:0:0:0:0:ffff:c000:263", "192.0.2.99")]
    [InlineData("0:0:0:0:0:ffff:c000/112", "192.0.0.0/16")]
    public void Data_of_rbldnsd_means_the_same(string written, string range)
    {
        Assert.True(RbldnsdRange.TryParse(written, out var read, out var reason), reason);
        Assert.Equal(range, read.ToString());
    }

    [Theory]
    [InlineData("::ffff:192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.0/129")]
    [InlineData("0:0:0:0:0:ffff:c000/200")]
    public void Data_of_rbldnsd_with_another_length_is_a_bad_line(string written) => Assert.False(RbldnsdRange.TryParse(written, out _, out _));

    [Theory]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("[64:ff9b::8.8.8.8]:53")]
    public void A_name_server_behind_a_translator_is_reached_where_it_is_written(string written)
    {
        Assert.True(DnsServerAddress.TryParse(written, out var server, out var reason), reason);
        Assert.Equal(System.Net.IPAddress.Parse("64:ff9b::8.8.8.8"), server.Address.ToIPAddress());
    }
}
