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
    [InlineData("fe80::1%lo", "lo", 53, "fe80::1%lo")]
    [InlineData("[fe80::1%lo]:5353", "lo", 5353, "[fe80::1%lo]:5353")]
    [InlineData("FE80::1%1", "1", 53, "fe80::1%1")]
    public void A_link_local_address_has_its_interface(string text, string scope, int port, string written)
    {
        Assert.True(DnsServerAddress.TryParse(text, out var server, out var reason), reason);
        Assert.Equal((scope, port, written), (server.Scope, server.Port, server.ToString()));
        Assert.True(DnsServerAddress.TryParse(written, out var again, out _));
        Assert.Equal(server, again);

        // Loopback is the first interface of every Linux.
        Assert.Equal(1, server.ToEndPoint().Address.ScopeId);
        Assert.NotEqual(server, new DnsServerAddress(server.Address, port));
    }

    [Theory]
    [InlineData("fe80::1")]
    [InlineData("[fe80::1]:53")]
    [InlineData("fe80::1%")]
    [InlineData("fe80::1%eth 0")]
    [InlineData("fe80::1%a-name-that-is-too-long")]
    [InlineData("2001:db8::1%eth0")]
    [InlineData("192.0.2.1%eth0")]
    public void An_interface_stands_where_it_must_and_nowhere_else(string text) => Assert.False(DnsServerAddress.TryParse(text, out _, out _));

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
