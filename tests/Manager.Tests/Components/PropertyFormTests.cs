using System.Linq;
using IpBlock.Manager.Components.Forms;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Manager.Tests.Components;

public sealed class PropertyFormTests
{
    private const string Keyed = """
        { "blockProviders": [ { "name": "One", "lookupDomain": "secret0key0of0ours0.zen.dq.spamhaus.net", "ipAddressesMatch": ["127.0.0.2", "127.0.0.3"],
          "statusCode": 450, "score": 2.5 } ] }
        """;

    [Fact]
    public void Only_what_was_changed_is_written_and_a_default_is_taken_out()
    {
        var form = Form();
        Assert.Empty(form.Changes());
        form["score"] = "";
        form["ipv6"] = "false";
        form["statusCode"] = "550";
        form["comment"] = "why";
        form.SetLines("ipAddressesMatch", ["127.0.0.3", "127.0.0.2"]);
        var changes = form.Changes();
        Assert.Equal(["comment", "ipv6", "score", "statusCode"], changes.Keys.Order(System.StringComparer.Ordinal));
        Assert.Equal((null, false, null, "why"), (changes["score"], (bool)changes["ipv6"]!, changes["statusCode"], changes["comment"]));
        form["statusCode"] = "many";
        Assert.Equal("many", form.Changes()["statusCode"]); // for the editor to refuse
    }

    [Fact]
    public void A_key_is_not_in_it_and_an_enhanced_code_that_goes_by_the_status_code_neither()
    {
        var form = Form();
        Assert.True(form.IsSecret("lookupDomain"));
        Assert.All(form.Names, name => Assert.DoesNotContain("secret", form[name], System.StringComparison.Ordinal));
        Assert.Equal("", form["enhancedCode"]);
        form["lookupDomain"] = "other.test";
        Assert.Equal("other.test", form.Changes()["lookupDomain"]);
    }

    [Fact]
    public void Of_a_new_element_all_is_written_that_is_no_default()
    {
        var form = new PropertyForm(typeof(ProviderSettings), null) { ["name"] = " New ", ["lookupDomain"] = "bl.test", ["ipAddressesMatch"] = "127.0.0.2\r\n\r\n127.0.0.3 " };
        var changes = form.Changes();
        Assert.Equal(["ipAddressesMatch", "lookupDomain", "name"], changes.Keys.Order(System.StringComparer.Ordinal));
        Assert.Equal("New", changes["name"]);
        Assert.Equal(["127.0.0.2", "127.0.0.3"], Assert.IsType<string[]>(changes["ipAddressesMatch"]));
    }

    private static PropertyForm Form() => new(typeof(ProviderSettings), SettingsFile.Parse(Keyed, "x").Settings!.BlockProviders[0]);
}
