using System;
using IpBlock.Addresses;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class DnsServerAddressTests
{
    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53", 53, "192.0.2.53")]
    [InlineData("192.0.2.53:53", "192.0.2.53", 53, "192.0.2.53")]
    [InlineData("192.0.2.53:5353", "192.0.2.53", 5353, "192.0.2.53:5353")]
    [InlineData("2001:db8::1", "2001:db8::1", 53, "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1", 53, "2001:db8::1")]
    [InlineData("[2001:db8::1]:5353", "2001:db8::1", 5353, "[2001:db8::1]:5353")]
    public void An_address_is_read_with_and_without_port(string text, string address, int port, string written)
    {
        Assert.True(DnsServerAddress.TryParse(text, out var server, out var reason), reason);
        Assert.True(Address.TryParse(address, out var expected));
        Assert.Equal(new DnsServerAddress(expected, port), server);
        Assert.Equal(written, server.ToString());
        Assert.True(DnsServerAddress.TryParse(written, out var again, out _));
        Assert.Equal(server, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dns.example.com")]
    [InlineData("192.0.2.53:0")]
    [InlineData("192.0.2.53:65536")]
    [InlineData("192.0.2.53:")]
    [InlineData("[2001:db8::1]:x")]
    [InlineData("[2001:db8::1")]
    [InlineData("192.0.2")]
    [InlineData("[]")]
    [InlineData(":53")]
    public void Anything_else_is_refused_with_the_cure(string text)
    {
        Assert.False(DnsServerAddress.TryParse(text, out _, out var why));
        Assert.StartsWith($"'{text}' ", why, StringComparison.Ordinal);
        Assert.EndsWith("; write 192.0.2.53, 192.0.2.53:5353 or [2001:db8::1]:5353", why, StringComparison.Ordinal);
    }
}
