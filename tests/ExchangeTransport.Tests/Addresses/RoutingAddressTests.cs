using System;
using Microsoft.Exchange.Data.Transport;
using Xunit;

namespace IpBlock.ExchangeTransport.Addresses;

public sealed class RoutingAddressTests
{
    [Theory]
    [InlineData("user@example.org", "user", "example.org")]
    [InlineData("\"a@b\"@example.org", "\"a@b\"", "example.org")]
    [InlineData("user@[192.0.2.1]", "user", "[192.0.2.1]")]
    [InlineData("<>", null, null)]
    [InlineData("", null, null)]
    [InlineData("user", null, null)]
    [InlineData("user@", null, null)]
    [InlineData("@example.org", null, null)]
    [InlineData("a b@example.org", null, null)]
    public void It_is_split_at_the_last_at_sign_or_not_at_all(string text, string? local, string? domain)
    {
        var address = new RoutingAddress(text);
        Assert.Equal((local, domain), (address.LocalPart, address.DomainPart));
    }

    [Fact]
    public void The_null_reverse_path_is_valid_and_has_no_domain()
    {
        Assert.True(RoutingAddress.NullReversePath.IsValid);
        Assert.Null(RoutingAddress.NullReversePath.DomainPart);
        Assert.False(RoutingAddress.IsEmpty(RoutingAddress.NullReversePath));
    }

    [Fact]
    public void Case_does_not_make_another_address()
    {
        Assert.True(new RoutingAddress("User@Example.org") == new RoutingAddress("user", "example.ORG"));
        Assert.True(new RoutingAddress("a@example.org") != new RoutingAddress("b@example.org"));
        Assert.Equal(new RoutingAddress("A@b").GetHashCode(), new RoutingAddress("a@B").GetHashCode());
    }

    [Fact]
    public void Parse_throws_where_the_constructor_does_not()
    {
        Assert.Throws<FormatException>(() => RoutingAddress.Parse("nobody"));
        Assert.Equal("nobody", new RoutingAddress("nobody").ToString());
    }

    [Fact]
    public void An_empty_address_has_no_parts()
    {
        Assert.True(RoutingAddress.IsEmpty(RoutingAddress.Empty));
        Assert.Null(RoutingAddress.Empty.DomainPart);
        Assert.Equal(0, RoutingAddress.Empty.Length);
    }

    [Fact]
    public void The_domain_of_an_address_is_an_SMTP_domain()
    {
        var domain = RoutingDomain.GetDomainPart(new RoutingAddress("a@example.org"));
        Assert.True(domain.IsSmtp() && domain.IsValid());
        Assert.Equal("example.org", domain.Domain);
        Assert.Equal(RoutingDomain.Empty, RoutingDomain.GetDomainPart(RoutingAddress.NullReversePath));
    }
}
