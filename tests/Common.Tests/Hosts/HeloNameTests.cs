using System;
using System.Linq;
using IpBlock.Hosts;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Hosts;

public sealed class HeloNameTests
{
    private readonly HeloName _names = new(new[] { "mail.site.example", "*.mx.site.example", "192.0.2.25", "2001:db8::/64" }.Select(Pattern));

    [Theory]
    [InlineData("198.51.100.7", HeloFlaw.BareAddress)]
    [InlineData("203.0.113.9", HeloFlaw.BareAddress)] // not even his own
    [InlineData("198.51.100.7.", HeloFlaw.BareAddress)]
    [InlineData("2001:db8:1::7", HeloFlaw.BareAddress)]
    [InlineData("IPv6:2001:db8:1::7", HeloFlaw.BareAddress)]
    [InlineData("[198.51.100.7]", HeloFlaw.None)] // RFC 5321 §4.1.3
    [InlineData("[IPv6:2001:db8:1::7]", HeloFlaw.None)]
    [InlineData("[2001:db8:1::7]", HeloFlaw.None)]
    [InlineData("mail.site.example", HeloFlaw.OwnName)]
    [InlineData("MAIL.Site.Example.", HeloFlaw.OwnName)]
    [InlineData("a.mx.site.example", HeloFlaw.OwnName)]
    [InlineData("site.example", HeloFlaw.None)]
    [InlineData("mail.site.example.net", HeloFlaw.None)]
    [InlineData("192.0.2.25", HeloFlaw.OwnAddress)]
    [InlineData("[192.0.2.25]", HeloFlaw.OwnAddress)]
    [InlineData("[ipv6:2001:db8::25]", HeloFlaw.OwnAddress)]
    [InlineData("[192.0.2.26]", HeloFlaw.OwnAddress)] // where the client came to
    [InlineData("192.0.2.26", HeloFlaw.OwnAddress)]
    [InlineData("mail.sender.example", HeloFlaw.None)]
    [InlineData("laptop", HeloFlaw.None)]
    [InlineData("localhost.localdomain", HeloFlaw.None)]
    [InlineData("", HeloFlaw.None)]
    [InlineData(".", HeloFlaw.None)]
    [InlineData("[]", HeloFlaw.None)]
    [InlineData("[192.0.2.25", HeloFlaw.None)]
    [InlineData("192.0.2", HeloFlaw.None)]
    public void A_client_says_who_it_is(string helo, HeloFlaw flaw) =>
        Assert.Equal(flaw, _names.Judge(helo, Some.Client("198.51.100.7"), Some.Client("192.0.2.26")));

    [Theory]
    [InlineData("192.0.2.25")] // named in the settings
    [InlineData("192.0.2.26")] // the address it came to
    public void We_may_use_our_own_name(string client) =>
        Assert.Equal(HeloFlaw.None, _names.Judge("mail.site.example", Some.Client(client), Some.Client("192.0.2.26")));

    [Fact]
    public void A_private_address_of_this_server_may_be_the_clients_too() =>
        Assert.Equal(HeloFlaw.None, _names.Judge("[192.168.1.10]", Some.Client("198.51.100.7"), Some.Client("192.168.1.10")));

    [Fact]
    public void A_server_that_does_not_know_where_the_client_came_to_knows_the_rest() =>
        Assert.Equal(HeloFlaw.OwnAddress, _names.Judge("[192.0.2.25]", Some.Client("198.51.100.7"), null));

    private static ClientPattern Pattern(string text) => ClientPattern.TryParse(text, out var pattern, out var reason) ? pattern : throw new FormatException(reason);
}
