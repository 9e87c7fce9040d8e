using System;
using System.Linq;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers.Zones;

public sealed class KnownZonesTests
{
    [Fact]
    public void Every_row_has_zones_in_their_plain_form_and_says_what_they_do_what_to_do_and_who_says_so()
    {
        foreach (var row in KnownZones.All)
        {
            Assert.NotEmpty(row.Zones);
            Assert.All(row.Zones, zone => Assert.Equal(zone, Some.Domain(zone).Reveal()));
            Assert.All(new[] { row.Does, row.Advice, row.Source }, text => Assert.Matches("^[ -~]{3,}[^. ]$|/$", text));
            Assert.Equal(row.State == ZoneState.Renamed, row.NewZone is not null);
            if (row.Since is { } since)
                Assert.Matches("^20[0-2][0-9](-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", since);
            if (row.NewZone is { } name)
                Assert.Null(KnownZones.Of(Some.Domain(name).Reveal()));
        }
    }

    [Fact]
    public void No_zone_stands_twice_and_all_are_found()
    {
        var zones = KnownZones.All.SelectMany(row => row.Zones).ToList();
        Assert.Equal(zones.Count, zones.Distinct(StringComparer.Ordinal).Count());
        Assert.All(KnownZones.All, row => Assert.All(row.Zones, zone => Assert.Same(row, KnownZones.Of(zone))));
    }

    [Theory]
    [InlineData("dnsbl.sorbs.net", ZoneState.Emptied)]
    [InlineData("L1.spews.dnsbl.SORBS.net.", ZoneState.Emptied)]
    [InlineData("ix.dnsbl.manitu.net", ZoneState.Emptied)]
    [InlineData("dnsbl.ahbl.org", ZoneState.ListsWorld)]
    [InlineData("sbl.spamdown.org", ZoneState.ListsWorld)]
    [InlineData("bl.nszones.com", ZoneState.Fake)]
    [InlineData("spamrbl.imp.ch", ZoneState.Renamed)]
    [InlineData("key.dbl.dq.spamhaus.net", ZoneState.Domains)]
    [InlineData("multi.surbl.org", ZoneState.Domains)]
    [InlineData("tr.countries.nerd.dk", ZoneState.Closed)]
    [InlineData("de.countries.nerd.dk", ZoneState.OtherUse)]
    [InlineData("score.senderscore.com", ZoneState.Refuses)]
    public void A_zone_is_known_by_its_name_and_by_those_above_it(string domain, ZoneState state) => Assert.Equal(state, KnownZones.Of(domain)!.State);

    [Theory]
    [InlineData("zen.spamhaus.org")]
    [InlineData("key.zen.dq.spamhaus.net")]
    [InlineData("notsorbs.net")]
    [InlineData("sorbs.net.example.org")]
    [InlineData("bl.spameatingmonkey.net")]
    [InlineData("all.spamrats.com")]
    [InlineData("org")]
    [InlineData("")]
    [InlineData(".")]
    public void Of_other_zones_nothing_is_known(string domain) => Assert.Null(KnownZones.Of(domain));

    [Fact]
    public void It_is_said_in_one_clause_with_the_day_and_the_next_step() =>
        Assert.Equal("NiX Spam has been shut down and lists nobody (reported 2025-01-16); remove it", KnownZones.Of("ix.dnsbl.manitu.net")!.ToString());
}
