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

    [Fact]
    public void An_object_within_is_written_by_its_paths_and_removed_as_a_whole_when_it_is_emptied()
    {
        var policy = SettingsFile.Parse("""{ "recipientPolicies": [ { "name": "P", "recipients": [ "a@x" ], "thresholds": { "defer": 0.5 } } ] }""", "x").Settings!;
        var form = new PropertyForm(typeof(RecipientPolicySettings), policy.RecipientPolicies[0]);
        Assert.Equal(("1", "0.5", ""), (form["thresholds.reject"], form["thresholds.defer"], form["thresholds.mark"]));
        form["thresholds.reject"] = "1.0";
        form["thresholds.mark"] = "0.2";
        Assert.Equal(["thresholds.mark", "thresholds.reject"], form.Changes().Keys.Order(System.StringComparer.Ordinal));
        foreach (var name in form.Names.Where(static name => name.StartsWith("thresholds.", System.StringComparison.Ordinal)).ToList())
            form[name] = " ";
        var (path, value) = Assert.Single(form.Changes());
        Assert.Equal(("thresholds", null), (path, value));
    }

    [Fact]
    public void A_default_in_an_object_within_that_is_new_is_written_all_the_same()
    {
        var policy = SettingsFile.Parse("""{ "recipientPolicies": [ { "name": "P", "recipients": [ "a@x" ] } ] }""", "x").Settings!;
        var form = new PropertyForm(typeof(RecipientPolicySettings), policy.RecipientPolicies[0]) { ["thresholds.reject"] = "1" };
        Assert.Equal("1", Assert.Single(form.Changes()).Value);
        form = new PropertyForm(typeof(RecipientPolicySettings), null) { ["name"] = "New", ["recipients"] = "a@x" };
        Assert.Equal(["name", "recipients"], form.Changes().Keys.Order(System.StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("log.maxAge", "7d", "7d")]
    [InlineData("log.maxAge", "", null)]
    [InlineData("exceptions.exemptLocalPorts", "25\n\n587 ", "[25,587]")]
    [InlineData("exceptions.exemptLocalPorts", "", "[]")]
    [InlineData("exceptions.recipientDelimiter", "", "")]
    [InlineData("dns.servers", "192.0.2.1\n[2001:db8::1]:53", "[\"192.0.2.1\",\"[2001:db8::1]:53\"]")]
    [InlineData("service.policyListen", "", "[]")]
    [InlineData("mode", "report", "report")]
    [InlineData("notify.email.password", " a, \"b\" ", " a, \"b\" ")]
    public void A_general_setting_comes_into_the_file_as_it_was_typed(string path, string typed, string? written)
    {
        using var folder = new Testing.Servers.ScratchFolder();
        var editor = new Administration.Editing.SettingsEditor(folder.Write("ipblock.json", """{ "log": { "maxAge": "9d" }, "dns": { "servers": [ "192.0.2.9" ] } }"""));
        var form = new PropertyForm(editor.Read().Settings!) { [path] = typed };
        Assert.Equal([path], form.Changed);
        Assert.True(editor.Apply([.. form.Edits()]).Changed);
        var token = Newtonsoft.Json.Linq.JObject.Parse(System.IO.File.ReadAllText(editor.Path)).SelectToken(path);
        Assert.Equal(written, token is Newtonsoft.Json.Linq.JArray list ? list.ToString(Newtonsoft.Json.Formatting.None) : (string?)token);
    }

    [Fact]
    public void A_secret_is_kept_unless_it_is_changed_or_removed()
    {
        var settings = SettingsFile.Parse("""{ "notify": { "email": { "password": "geheim" }, "webhook": { "url": "https://hooks.example/geheim" } } }""", "x").Settings!;
        var form = new PropertyForm(settings);
        Assert.All(form.Names, name => Assert.DoesNotContain("geheim", form[name], System.StringComparison.Ordinal));
        Assert.True(form.IsSecret("notify.email.password") && form.IsSecret("notify.webhook.url"));
        Assert.False(form.IsDefault("notify.email.password"));
        Assert.Empty(form.Edits());
        form.Forget("notify.email.password", forget: true);
        form.Forget("log.maxAge", forget: true); // is none
        Assert.Equal(["notify.email.password"], form.Changed);
        Assert.Single(form.Edits());
        form.Forget("notify.email.password", forget: false);
        Assert.Empty(form.Edits());
    }

    private static PropertyForm Form() => new(typeof(ProviderSettings), SettingsFile.Parse(Keyed, "x").Settings!.BlockProviders[0]);
}
