using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor.NameServers;

public sealed class WhoAmITests
{
    [Theory]
    [InlineData("192.0.2.53", "ns192.0.2.53")]
    [InlineData("2001:db8::53", "ecs203.0.113.0/24/24", "ns2001:db8::53", "ip203.0.113.1")]
    [InlineData(null, "ecs203.0.113.0/24/24", "ip203.0.113.1")]
    [InlineData(null, "nswhatever")]
    [InlineData(null)]
    public void The_address_is_that_of_the_name_server_and_not_the_clients(string? address, params string[] texts) =>
        Assert.Equal(address, WhoAmI.AddressIn(texts.Length > 0 ? DnsAnswer.WithTexts(texts) : DnsAnswer.Without(DnsStatus.TimedOut))?.ToString());
}
