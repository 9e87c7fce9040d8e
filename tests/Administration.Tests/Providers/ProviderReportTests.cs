using System;
using System.Linq;
using IpBlock.Administration.Import;
using IpBlock.Administration.Providers;
using IpBlock.Settings;
using IpBlock.Tests;
using Xunit;

namespace IpBlock.Administration.Tests.Providers;

public sealed class ProviderReportTests
{
    private static readonly FilterSettings Settings = Some.Settings("""
        { "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true } ],
          "blockProviders": [
            { "name": "keyed", "lookupDomain": "abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net", "ipAddressesMatch": [ "127.0.0.[2..4]" ] },
            { "name": "bits", "lookupDomain": "bits.test", "bitmaskMatch": "0.0.0.4", "ipAddressesMatch": [ "127.0.0.9" ] },
            { "name": "lost", "lookupDomain": "lost.test", "publicName": "lost.test", "anyMatch": true } ],
          "lists": [ { "name": "drop", "url": "https://lists.example/drop.txt?key=abcdefghijklmnopqrst" } ] }
        """);

    [Fact]
    public void Providers_stand_in_the_order_in_which_they_are_heard()
    {
        Assert.Equal(["Allow 1 good", "Block 1 keyed", "Block 2 bits", "Block 3 lost"], ProviderReport.All(Settings).Select(static one => $"{one.Kind} {one.Priority} {one.Settings.Name}"));
        Assert.Equal(["good"], ProviderReport.All(Settings, ProviderKind.Allow).Select(static one => one.Settings.Name));
    }

    [Fact]
    public void What_matches_is_said_in_words() =>
        Assert.Equal(["any code", "127.0.0.[2..4]", "mask 0.0.0.4, 127.0.0.9", "any code"], ProviderReport.All(Settings).Select(static one => one.Matches));

    [Fact]
    public void A_list_of_which_nothing_is_known_is_well() => Assert.All(ProviderReport.All(Settings), static one => Assert.Empty(one.HealthInSentences()));

    [Fact]
    public void A_key_is_known_of_and_not_shown()
    {
        var keyed = ProviderReport.All(Settings).Single(static one => one.HasKey);
        Assert.Equal("keyed", keyed.Settings.Name);
        Assert.DoesNotContain("abcdefgh", keyed.LookupDomain, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_would_be_left_out_and_that_were_left_out_are_named()
    {
        Assert.Equal(["keyed", "drop"], LeftOutKeys.Of(Settings));
        Assert.Equal(["lost"], LeftOutKeys.Missing(Settings));
    }
}
