using System.Net;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

public sealed class PublicResolversTests
{
    [Theory]
    [InlineData("8.8.8.8", "Google")]
    [InlineData("1.0.0.1", "Cloudflare")]
    [InlineData("2606:4700:4700:0:0:0:0:1111", "Cloudflare")]
    [InlineData("2620:FE::9", "Quad9")]
    [InlineData("208.67.220.220", "OpenDNS")]
    [InlineData("168.63.129.16", "Microsoft Azure")]
    [InlineData("::ffff:9.9.9.9", "Quad9")]
    [InlineData("127.0.0.1", null)]
    [InlineData("8.8.8.9", null)]
    public void A_name_server_that_strangers_share_is_known_by_its_address(string address, string? owner) =>
        Assert.Equal(owner, PublicResolvers.OwnerOf(IPAddress.Parse(address)));

    [Theory]
    [InlineData("172.253.4.5", "Google")]
    [InlineData("162.158.9.9", "Cloudflare")]
    [InlineData("9.9.9.9", "Quad9")]
    [InlineData("198.51.100.53", null)]
    [InlineData("172.254.0.1", null)]
    public void One_that_asks_from_a_shared_network_is_known_by_that(string address, string? owner) =>
        Assert.Equal(owner, PublicResolvers.OwnerBehind(IPAddress.Parse(address)));
}
