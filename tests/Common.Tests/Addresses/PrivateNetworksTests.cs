using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class PrivateNetworksTests
{
    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.255.255")]
    [InlineData("127.0.0.0")]
    [InlineData("127.255.255.255")]
    [InlineData("169.254.0.0")]
    [InlineData("169.254.255.255")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::1")]
    [InlineData("fc00::")]
    [InlineData("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("0.0.0.0")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("192.0.0.0")]
    [InlineData("192.0.0.255")]
    [InlineData("198.18.0.0")]
    [InlineData("198.19.255.255")]
    [InlineData("::")]
    [InlineData("100::1")]
    [InlineData("2001:2::1")]
    [InlineData("fec0::")]
    [InlineData("feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fe80::")]
    [InlineData("febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Somebodys_own_address_is_private(string address) => Assert.True(PrivateNetworks.Contains(Samples.Parse(address)));

    [Theory]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("1.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("192.0.0.9")]
    [InlineData("192.0.1.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("192.0.2.1")]
    [InlineData("240.0.0.1")]
    [InlineData("::2")]
    [InlineData("1::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fe00::")]
    [InlineData("fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("ff00::1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2001:2:1::1")]
    [InlineData("2620:4f:8000::1")]
    [InlineData("2a00:1450::1")]
    [InlineData("100:0:0:2::")]
    [InlineData("2001:db8::1")]
    public void An_address_just_outside_is_not(string address) => Assert.False(PrivateNetworks.Contains(Samples.Parse(address)));

    [Fact]
    public void The_ranges_are_what_is_private()
    {
        var gen = from range in Gen.Elements(PrivateNetworks.Ranges.ToArray())
                  from which in Gen.Choose(0, 3)
                  select which switch
                  {
                      0 => range.First,
                      1 => range.Last,
                      2 => range.First.Previous,
                      _ => range.Last.Next,
                  };
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), address =>
            PrivateNetworks.Contains(address) == (PrivateNetworks.Ranges.Any(range => range.Contains(address)) && address != Samples.Parse("192.0.0.9") && address != Samples.Parse("192.0.0.10"))));
    }

    [Fact]
    public void Any_address_is_private_when_the_table_says_so()
    {
        var gen = from high in Gen.Frequency((1, ArbMap.Default.GeneratorFor<ulong>()), (1, Gen.Choose(0x2001, 0x2002).Select(static word => (ulong)word << 48)), (2, Gen.Constant(0UL)))
                  from low in ArbMap.Default.GeneratorFor<uint>()
                  select high == 0 ? Address.FromIPv4(low) : Address.FromIPv6(high | low, low);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(gen.ToArbitrary(), address =>
            SpecialNetworks.Find(address) == SpecialNetworks.All.FirstOrDefault(network => network.Range.Contains(address))));
    }

    [Fact]
    public void Each_line_of_the_table_is_a_network_with_its_RFC() => Assert.All(SpecialNetworks.All, static network =>
    {
        Assert.StartsWith("RFC ", network.Source, StringComparison.Ordinal);
        Assert.False(network.Range.ToString().Contains('-'), network.Range.ToString());
    });
}
