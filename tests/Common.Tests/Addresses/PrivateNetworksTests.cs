using System.Linq;
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
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("::")]
    [InlineData("::2")]
    [InlineData("1::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fe00::")]
    [InlineData("fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fec0::")]
    [InlineData("2001:db8::1")]
    public void An_address_just_outside_is_not(string address) => Assert.False(PrivateNetworks.Contains(Samples.Parse(address)));

    [Fact]
    public void The_ranges_are_what_is_private_and_end_where_it_ends()
    {
        foreach (var range in PrivateNetworks.Ranges)
        {
            Assert.True(PrivateNetworks.Contains(range.First) && PrivateNetworks.Contains(range.Last), range.ToString());
            Assert.False(PrivateNetworks.Contains(range.First.Previous) || PrivateNetworks.Contains(range.Last.Next), range.ToString());
        }

        Assert.Equal((5, 3), (PrivateNetworks.Ranges.Count(range => range.First.IsIPv4), PrivateNetworks.Ranges.Count(range => !range.First.IsIPv4)));
    }
}
