using System;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class Nat64PrefixTests
{
    // RFC 6052 §2.4, text representations of 192.0.2.33, with Network-Specific Prefixes; and the well-known one.
    [Theory]
    [InlineData("2001:db8::/32", "2001:db8:c000:221::")]
    [InlineData("2001:db8:100::/40", "2001:db8:1c0:2:21::")]
    [InlineData("2001:db8:122::/48", "2001:db8:122:c000:2:2100::")]
    [InlineData("2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::")]
    [InlineData("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100::")]
    [InlineData("2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33")]
    public void The_client_behind_a_prefix_is_the_one_that_the_RFC_says(string prefix, string address) =>
        Assert.Equal("192.0.2.33", Parse(prefix).Fold(Samples.Parse(address)).ToString());

    [Fact]
    public void Any_client_behind_any_prefix_comes_out_as_it_went_in()
    {
        var gen = from length in Gen.Elements(32, 40, 48, 56, 64, 96) from bits in ArbMap.Default.GeneratorFor<uint>() from suffix in Gen.Choose(0, 0xFFFFFF) select (length, bits, suffix);
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var (length, bits, suffix) = sample;
            // Bit by bit, around the octet of zeros.
            var bytes = new byte[16];
            (bytes[0], bytes[1], bytes[2], bytes[3]) = (0x2a, 0x00, 0x12, 0x34);
            for (int i = 0, at = length / 8; i < 4; i++, at++)
            {
                at += at == 8 ? 1 : 0;
                bytes[at] = (byte)(bits >> (24 - 8 * i));
            }

            if (length == 32)
                (bytes[13], bytes[14], bytes[15]) = ((byte)(suffix >> 16), (byte)(suffix >> 8), (byte)suffix);
            return Parse($"2a00:1234::/{length}").Fold(Address.From(new System.Net.IPAddress(bytes))) == Address.FromIPv4(bits);
        }));
    }

    [Theory]
    [InlineData("2001:db8:64::/96", "2001:db8:64::c000:200/120", "192.0.2.0/24")]
    [InlineData("2001:db8:64::/96", "2001:db8:64::192.0.2.9", "192.0.2.9")]
    [InlineData("2001:db8:64::/96", "2001:db8:64::192.0.2.1-2001:db8:64::192.0.2.9", "192.0.2.1-192.0.2.9")]
    [InlineData("2001:db8:122::/48", "2001:db8:122:c000::/64", "192.0.0.0/16")]
    [InlineData("2001:db8::/32", "2001:db8:c000:200::/56", "192.0.2.0/24")]
    [InlineData("2001:db8:64::/96", "2001:db8:65::1", "2001:db8:65::1")]
    [InlineData("2001:db8:64::/96", "2001:db8::/32", "2001:db8::/32")]
    [InlineData("2001:db8:64::/96", "198.51.100.0/24", "198.51.100.0/24")]
    public void A_range_is_what_it_stands_for(string prefix, string range, string folded)
    {
        Assert.True(AddressRange.TryParse(range, out var read, out var reason), reason);
        Assert.Equal(folded, Parse(prefix).Fold(read).ToString());
    }

    [Theory]
    [InlineData("64:ff9b::c000:263", "192.0.2.99")]
    [InlineData("64:FF9B:0:0:0:0:192.0.2.99", "192.0.2.99")]
    [InlineData("64:ff9b::ffff:ffff", "255.255.255.255")]
    [InlineData("64:ff9b::10.0.0.1", "64:ff9b::a00:1")]
    [InlineData("64:ff9b::127.0.0.1", "64:ff9b::7f00:1")]
    [InlineData("64:ff9b::1:c000:263", "64:ff9b::1:c000:263")]
    [InlineData("64:ff9b:1::c000:263", "64:ff9b:1::c000:263")]
    [InlineData("64:ff9a::c000:263", "64:ff9a::c000:263")]
    public void The_well_known_prefix_counts_by_itself(string written, string address)
    {
        Assert.Equal(Samples.Parse(address).IsIPv4, Samples.Parse(written).IsIPv4);
        Assert.Equal(Samples.Parse(address), Samples.Parse(written));
        Assert.Equal(Samples.Parse(address), Address.From(System.Net.IPAddress.Parse(written)));
    }

    [Theory]
    [InlineData("2001:db8:64::", "is not a NAT64 prefix")]
    [InlineData("192.0.2.0/24", "is not a NAT64 prefix")]
    [InlineData("::ffff:0:0/96", "is not a NAT64 prefix")]
    [InlineData("2001:db8:64::/x", "is not a NAT64 prefix")]
    [InlineData("2001:db8:64::/95", "has no length of 95")]
    [InlineData("2001:db8:64::/128", "has no length of 128")]
    [InlineData("2001:db8:64::/200", "has no length of 200")]
    [InlineData("2001:db8:64::1/96", "has bits set after the prefix")]
    public void Anything_else_is_refused_with_the_cure(string text, string reason)
    {
        Assert.False(Nat64Prefix.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
        Assert.EndsWith("such as 2001:db8:64::/96", why, StringComparison.Ordinal);
    }

    private static Nat64Prefix Parse(string text)
    {
        Assert.True(Nat64Prefix.TryParse(text, out var prefix, out var reason), reason);
        Assert.Equal(text, prefix.ToString());
        return prefix;
    }
}
