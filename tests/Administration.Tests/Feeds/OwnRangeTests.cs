using System;
using System.Linq;
using System.Net.NetworkInformation;
using IpBlock.Addresses;
using IpBlock.Administration.Feeds;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Feeds;

public sealed class OwnRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_address_of_this_machine_is_its_own()
    {
        var own = OwnRange.Of(new FilterSettings(), Now).ToList();
        var here = NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => Address.From(one.Address)).ToList();
        Assert.NotEmpty(here);
        Assert.All(here, address => Assert.Contains(own, range => range.Range.Contains(address)));
    }

    [Fact]
    public void Exceptions_and_the_allow_list_are_own_as_long_as_they_hold()
    {
        var settings = SettingsFile.Parse(
            """
            {
              "exceptions": { "clients": [ "198.51.100.7", "*.example.com", { "client": "198.51.100.8", "expires": "2025-12-31" } ] },
              "allowList": [ "203.0.113.0/24", { "address": "203.0.114.0/24", "expires": "2025-01-01" } ]
            }
            """, "a").Settings!;
        var ranges = OwnRange.Of(settings, Now).Select(range => range.Range.ToString()).ToList();
        Assert.Equal(["198.51.100.7", "203.0.113.0/24"], ranges.Take(2));
        Assert.DoesNotContain("198.51.100.8", ranges);
        Assert.DoesNotContain("203.0.114.0/24", ranges);
    }
}
