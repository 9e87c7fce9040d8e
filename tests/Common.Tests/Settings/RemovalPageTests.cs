using System;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class RemovalPageTests
{
    [Theory]
    [InlineData("https://bl.test/?ip=%0", true)]
    [InlineData("http://%0.bl.test/a%20b", true)]
    [InlineData("https://bl.test/a b", false)]
    [InlineData("bl.test/?ip=%0", false)]
    [InlineData("mailto:removal@bl.test", false)]
    [InlineData("javascript:alert(1)", false)]
    public void A_page_is_an_address_of_the_web(string text, bool isPage)
    {
        var load = SettingsFile.Parse($$"""{ "blockProviders": [ { "name": "a", "lookupDomain": "bl.test", "anyMatch": true, "removalPage": "{{text}}" } ] }""", "ipblock.json");
        Assert.Equal(isPage, load.Settings is not null);
        if (!isPage)
            Assert.Contains("blockProviders[0].removalPage", Assert.Single(load.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_allow_provider_has_none()
    {
        var load = SettingsFile.Parse("""{ "allowProviders": [ { "name": "a", "lookupDomain": "bl.test", "anyMatch": true, "removalPage": "https://bl.test/" } ] }""", "ipblock.json");
        Assert.Contains("an allow provider does not reject clients", Assert.Single(load.Errors).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("spam", "")]
    [InlineData("", "https://bl.test/?ip=192.0.2.1")]
    [InlineData("spam; see also", "https://bl.test/?ip=192.0.2.1")]
    [InlineData("removal: https://x.test/", "https://bl.test/?ip=192.0.2.1")]
    [InlineData("asked for removal: no", "")]
    public void What_is_put_behind_a_reason_can_be_taken_off_again(string reason, string page) =>
        Assert.Equal(reason, RemovalPage.TakenOff(RemovalPage.Behind(reason, page)));

    [Fact]
    public void A_page_that_the_list_names_itself_is_not_named_twice() =>
        Assert.Equal("see https://bl.test/?ip=192.0.2.1", RemovalPage.Behind("see https://bl.test/?ip=192.0.2.1", "https://bl.test/?ip=192.0.2.1"));
}
