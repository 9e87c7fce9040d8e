using System.Linq;
using IpBlock.Administration.Sharing;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Xunit;

namespace IpBlock.Administration.Tests.Sharing;

/// <summary>What stays a server's own.</summary>
public sealed class OwnPartsTests
{
    [Fact]
    public void Where_it_listens_its_name_servers_and_every_path_are_a_servers_own() => Assert.Equal(
        ["service", "dns.servers", "feeds.caFile", "feeds.directory", "lists[*].file", "log.directory", "notify.email.passwordFile", "notify.email.trustedCertificate",
            "notify.webhook.trustedCertificate", "recipientPolicies[*].recipientsFile"],
        OwnParts.Usual.Names);

    [Theory]
    [InlineData("dns.cacheEntries")]
    [InlineData("dns")]
    [InlineData("dns.*")]
    [InlineData("blockList")]
    [InlineData("exceptions.clients")]
    [InlineData("blockProviders[*].lookupDomain")]
    [InlineData("blockProviders[Spamhaus ZEN].enabled")]
    public void A_setting_a_group_of_settings_a_list_and_a_property_of_elements_can_be_named(string name)
    {
        Assert.Null(OwnParts.TryParse([name], out var parts));
        Assert.Equal([name.Replace(".*", "", System.StringComparison.Ordinal)], parts!.Named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no.such")]
    [InlineData("dns.servers.x")]
    [InlineData("blockProviders[Zen]")]
    [InlineData("blockProviders[*].name")]
    [InlineData("blockProviders[*].noSuch")]
    [InlineData("blockList[192.0.2.1].comment")]
    [InlineData("dns[*].servers")]
    [InlineData("[*].file")]
    public void What_is_no_setting_is_told(string name) => Assert.Contains($"'{name}' is not a setting", OwnParts.TryParse([name], out _));

    [Fact]
    public void Every_general_setting_can_be_named() => Assert.All(GeneralSetting.All, setting => Assert.Null(OwnParts.TryParse([setting.Path], out _)));
}
