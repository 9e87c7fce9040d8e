using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Exceptions;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Exceptions;

public sealed class ExceptionSearchTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly FilterSettings Settings = SettingsFile.Parse(
        """
        { "nat64Prefix": "2001:db8:64::/96",
          "exceptions": {
            "recipients": [ "postmaster@*", { "recipient": "abuse@example.com", "comment": "why", "expires": "2026-11-01" }, "*@example.com" ],
            "clients": [ { "client": "192.0.2.0/24", "expires": "2026-11-29T12:00:00Z" }, "192.0.2.7", "*.example.net", "mail.example.net", "2001:db8:64::c633:6401" ] } }
        """,
        "x").Settings!;

    [Fact]
    public void A_recipient_is_found_however_it_is_spelled()
    {
        Assert.Equal(["abuse@example.com", "*@example.com"], Who(ExceptionSearch.OfRecipient("<Abuse+ticket@EXAMPLE.com>", Settings, Now)));
        Assert.Equal([false, true], ExceptionSearch.OfRecipient("abuse@example.com", Settings, Now).Select(static one => one.Holds));
        Assert.Equal(["postmaster@*"], Who(ExceptionSearch.OfRecipient("postmaster", Settings, Now)));
        Assert.Empty(ExceptionSearch.OfRecipient("bob@example.org", Settings, Now));
    }

    [Fact]
    public void An_address_is_found_in_ranges_and_behind_the_prefix_of_the_site()
    {
        var found = ExceptionSearch.OfAddress(Address("192.0.2.7"), Settings, Now);
        Assert.Equal(["192.0.2.0/24", "192.0.2.7"], Who(found));
        Assert.Equal([false, true], found.Select(static one => one.Holds));
        Assert.Equal(["192.0.2.0/24", "192.0.2.7"], Who(ExceptionSearch.OfAddress(Address("2001:db8:64::c000:207"), Settings, Now)));
        Assert.Single(ExceptionSearch.OfAddress(Address("198.51.100.1"), Settings, Now));
        Assert.Empty(ExceptionSearch.OfAddress(Address("203.0.113.1"), Settings, Now));
    }

    [Fact]
    public void A_host_name_is_found_with_stars_and_without() =>
        Assert.Equal(["*.example.net", "mail.example.net"], Who(ExceptionSearch.OfHostName(" Mail.example.NET. ", Settings, Now)));

    private static IEnumerable<string> Who(IEnumerable<ExceptionMatch> matches) => matches.Select(static one => one.Who);

    private static Address Address(string text) => IpBlock.Addresses.Address.TryParse(text, out var address) ? address : throw new ArgumentException(text);
}
