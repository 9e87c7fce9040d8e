using System;
using System.Linq;
using IpBlock.Notices;
using IpBlock.Providers;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Providers.Zones;

public sealed class ZoneWatchTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly CollectedNotices _notices = new();
    private readonly ZoneWatch _watch;

    public ZoneWatchTests() => _watch = new ZoneWatch(_clock, _notices);

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void A_closed_zone_in_force_is_told_at_once_and_then_once_a_day()
    {
        Use("one", "dnsbl.sorbs.net");
        var notice = Assert.Single(_notices.All);
        Assert.Equal((303, NoticeLevel.Warning), (notice.Id, notice.Level));
        Assert.Equal("Provider one asks dnsbl.sorbs.net: SORBS has been shut down and lists nobody (reported 2024-06-05); remove it.", notice.Text);
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

    private void Use(string name, string zone) => _watch.Use([new Provider(Some.Provider($"\"name\": \"{name}\", \"lookupDomain\": \"{zone}\", \"anyMatch\": true"), ProviderKind.Block, 1)]);

    private void Pass(int hours)
    {
        foreach (var _ in Enumerable.Range(0, hours))
            _clock.Advance(TimeSpan.FromHours(1));
    }
}
