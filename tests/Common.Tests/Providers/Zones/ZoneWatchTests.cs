using System;
using System.IO;
using System.Linq;
using IpBlock.Notices;
using IpBlock.Providers;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Providers.Zones;

public sealed class ZoneWatchTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly CollectedNotices _notices = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ZoneWatch _watch;

    public ZoneWatchTests() => _watch = new ZoneWatch(_folder.PathOf("ipblock.json"), _clock, _notices);

    public void Dispose()
    {
        _watch.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_closed_zone_in_force_is_told_at_once_and_then_once_a_day()
    {
        Use("one", "dnsbl.sorbs.net");
        var notice = Assert.Single(_notices.All);
        Assert.Equal((303, NoticeLevel.Warning), (notice.Id, notice.Level));
        Assert.Equal("Provider one queries dnsbl.sorbs.net: SORBS has been shut down and lists nobody (reported 2024-06-05); remove it.", notice.Text);
        Pass(hours: 23);
        Assert.Single(_notices.All);
        Pass(hours: 2);
        Assert.Equal([303, 303], _notices.Ids);
        Pass(hours: 48);
        Assert.Equal(4, _notices.All.Count);
    }

    [Fact]
    public void Settings_that_come_into_force_again_are_no_news_but_another_zone_is()
    {
        Use("one", "dnsbl.sorbs.net");
        Use("one", "dnsbl.sorbs.net");
        Assert.Single(_notices.All);
        Use("one", "dnsbl.ahbl.org");
        Assert.Equal(2, _notices.All.Count);
        Use("one", "one.test");
        Pass(hours: 48);
        Assert.Equal(2, _notices.All.Count);
    }

    [Fact]
    public void A_key_in_front_of_the_zone_is_not_told()
    {
        Use("one", "secretsecret12345.dbl.dq.spamhaus.net");
        Assert.DoesNotContain("secret", Assert.Single(_notices.All).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zen.spamhaus.org")]
    [InlineData("bl.score.senderscore.com")]
    [InlineData("tor.dan.me.uk")]
    public void Nothing_is_told_of_lists_that_are_well_or_may_be_meant(string zone)
    {
        Use("one", zone);
        Pass(hours: 48);
        Assert.Empty(_notices.All);
    }

    [Fact]
    public void A_file_of_zones_comes_into_force_when_it_comes_changes_and_goes()
    {
        Use("one", "bl.example.org");
        Use("one", "bl.example.org");
        Assert.Empty(_notices.All);
        Write(Row("example.org", "the list is no longer in operation"));
        Second();
        Assert.Equal([306, 303], _notices.Ids);
        Assert.Equal("Provider one queries bl.example.org: the list is no longer in operation; remove it.", _notices.All[1].Text);
        Write(Row("example.org", "the list is no longer in operation"), Row("example.net", "parked"));
        Second();
        Assert.Equal([306, 303, 306], _notices.Ids);
        Write(Row("example.org", "the domain is parked"));
        Second();
        Assert.Equal([306, 303, 306, 306, 303], _notices.Ids);
        File.Delete(_folder.PathOf(SiteZones.FileName));
        Second();
        Pass(hours: 48);
        Assert.Equal(5, _notices.All.Count);
    }

    [Fact]
    public void A_broken_file_counts_for_nothing_and_is_told_of_once_when_it_stays_broken()
    {
        Use("one", "dnsbl.sorbs.net");
        Write("{ \"zones\": 1 }");
        Second();
        Assert.Equal([303], _notices.Ids);
        Second();
        Second();
        Assert.Equal([303, 305], _notices.Ids);
        Assert.EndsWith(SiteZones.FileName + ": zones[0].zones: write at least one zone. The built-in table is used. Update the catalogue, or remove the file.", _notices.All[1].Text, StringComparison.Ordinal);
        Pass(hours: 25);
        Assert.Equal([303, 305, 303], _notices.Ids);
        Write(Row("bl.example.org", "dead"));
        Second();
        Assert.Equal([303, 305, 303, 306], _notices.Ids);
    }

    [Fact]
    public void One_that_is_broken_at_the_start_is_told_of_at_once()
    {
        Write("{");
        using var watch = new ZoneWatch(_folder.PathOf("ipblock.json"), _clock, _notices);
        Assert.Equal([305], _notices.Ids);
    }

    // The length tells one version from the next, whatever the disk's clock.
    private void Write(params string[] rows) =>
        File.WriteAllText(_folder.PathOf(SiteZones.FileName), "{ \"format\": 1, \"zones\": [ " + string.Join(", ", rows) + " ] }");

    private static string Row(string zone, string does) => $$"""{ "zones": ["{{zone}}"], "state": "closed", "does": "{{does}}", "advice": "remove it", "source": "https://example.org/" }""";

    private void Second() => _clock.Advance(TimeSpan.FromSeconds(1));

    private void Use(string name, string zone) => _watch.Use([new Provider(Some.Provider($"\"name\": \"{name}\", \"lookupDomain\": \"{zone}\", \"anyMatch\": true"), ProviderKind.Block, 1)]);

    private void Pass(int hours)
    {
        foreach (var _ in Enumerable.Range(0, hours))
            _clock.Advance(TimeSpan.FromHours(1));
    }
}
