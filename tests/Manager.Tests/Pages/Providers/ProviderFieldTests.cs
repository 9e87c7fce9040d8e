using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Providers;

/// <summary>Each field of Exchange's dialogs for a provider: set in the browser, read in the settings file, seen in the reply to a client.</summary>
public sealed class ProviderFieldTests(Chromium browser)
{
    private const string Client = "192.0.2.10";
    private const string Own = """, "blockProviders": [ { "name": "Own", "lookupDomain": "bl.test", "anyMatch": true } ]""";
    private const string Usual = "550 5.7.1 192.0.2.10 has been blocked by connection filter rule Own";

    [Fact]
    public async Task Name_lookup_domain_and_any_return_code_of_a_provider_that_is_added_by_hand()
    {
        await using var mail = await MailSite.StartAsync(browser);
        mail.Lists.Zone("bl.test").Lists(Client, "127.0.0.9");
        mail.Lists.Zone("other.test").Lists("192.0.2.11", "127.0.0.9");
        Assert.Equal("DUNNO", await mail.AskAsync(Client));
        var page = await mail.OpenAsync("/providers/add?kind=block");
        await page.EnterAsync("Provider name", "Own");
        await page.EnterAsync("Lookup domain", "bl.test");
        await page.Box("Match any return code").CheckAsync();
        await Assertions.Expect(page.GetByTestId("reply")).ToHaveTextAsync("550 5.7.1 192.0.2.1 has been blocked by connection filter rule Own");
        await page.Button("Add").ClickAsync();
        await page.SaysAsync("Added the provider Own.");
        Assert.True(JToken.DeepEquals(JToken.Parse("""{ "name": "Own", "lookupDomain": "bl.test", "anyMatch": true }"""), Provider(mail)), mail.Site.SettingsText);
        await mail.SaysAsync(Client, Usual);

        await page.EnterAsync("Provider name", "Renamed");
        await page.EnterAsync("Lookup domain", "other.test");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the provider Renamed.");
        Assert.Equal(("Renamed", "other.test"), ((string?)Provider(mail)["name"], (string?)Provider(mail)["lookupDomain"]));
        await mail.SaysAsync(Client, "DUNNO");
        await mail.SaysAsync("192.0.2.11", "550 5.7.1 192.0.2.11 has been blocked by connection filter rule Renamed");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_bit_mask_and_return_codes_with_what_they_mean()
    {
        await using var mail = await MailSite.StartAsync(browser, Own);
        mail.Lists.Zone("bl.test").Lists(Client, "127.0.0.2").Lists("192.0.2.12", "127.0.0.4").Lists("192.0.2.13", "127.0.0.16");
        await mail.SaysAsync(Client, Usual);
        var page = await mail.OpenAsync("/providers/edit?kind=block&name=Own");
        await page.Box("Match a bit mask and return codes").CheckAsync();
        await page.EnterAsync("Bit mask", "127.0.0.4");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the provider Own.");
        Assert.Equal("127.0.0.4", (string?)Provider(mail)["bitmaskMatch"]);
        Assert.Null(Provider(mail)["anyMatch"]);
        await mail.SaysAsync(Client, "DUNNO");
        await mail.SaysAsync("192.0.2.12", Usual.Replace(Client, "192.0.2.12", StringComparison.Ordinal));

        await page.Button("Add code").ClickAsync();
        await page.EnterAsync("Code 1", "127.0.0.2");
        await page.EnterAsync("Meaning of code 1", "sends spam");
        await page.EnterAsync("Score of code 1", "2.5");
        await page.Box("Custom error message").CheckAsync();
        await page.Field("Text of the custom error message").FillAsync("%0 is on %1 of %2: %4 (%5)");
        await Assertions.Expect(page.GetByTestId("reply")).ToHaveTextAsync("550 5.7.1 192.0.2.1 is on Own of bl.test: 127.0.0.2 (sends spam)");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the provider Own.");
        Assert.Equal("""{"127.0.0.2":2.5}""", Provider(mail)["scores"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("127.0.0.2: sends spam", (string?)Provider(mail)["returnCodes"]![0]);
        Assert.Equal("127.0.0.2", (string?)Provider(mail)["ipAddressesMatch"]![0]);
        await mail.SaysAsync(Client, "550 5.7.1 192.0.2.10 is on Own of bl.test: 127.0.0.2 (sends spam)");
        Assert.Equal("DUNNO", await mail.AskAsync("192.0.2.13"));
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Default_and_custom_error_message_with_its_codes()
    {
        await using var mail = await MailSite.StartAsync(browser, Own);
        mail.Lists.Zone("bl.test").Lists(Client, "127.0.0.2");
        await mail.SaysAsync(Client, Usual);
        var page = await mail.OpenAsync("/providers/edit?kind=block&name=Own");
        await page.Box("Custom error message").CheckAsync();
        await page.Field("Text of the custom error message").FillAsync(new string('x', 241));
        await Assertions.Expect(page.Locator("#message-count")).ToHaveTextAsync("241 of 240 characters");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("One field has an error.");
        await page.Field("Text of the custom error message").FillAsync("Go away <b>%0</b>");
        await page.EnterAsync("Status code", "451");
        await Assertions.Expect(page.GetByTestId("reply")).ToHaveTextAsync("451 4.7.1 Go away <b>192.0.2.1</b>");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the provider Own.");
        Assert.Equal(("Go away <b>%0</b>", 451), ((string?)Provider(mail)["rejectionResponse"], (int)Provider(mail)["statusCode"]!));
        await mail.SaysAsync(Client, "451 4.7.1 Go away <b>192.0.2.10</b>");

        await page.Box("Default error message").CheckAsync();
        await page.EnterAsync("Status code", "554");
        await page.EnterAsync("Enhanced status code", "5.7.0");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the provider Own.");
        Assert.Null(Provider(mail)["rejectionResponse"]);
        await mail.SaysAsync(Client, "554 5.7.0 192.0.2.10 has been blocked by connection filter rule Own");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Enabled_report_mode_address_families_and_error_codes()
    {
        await using var mail = await MailSite.StartAsync(browser, Own);
        mail.Lists.Zone("bl.test").Lists(Client, "127.0.0.2").Lists("2001:db8::1", "127.0.0.2");
        await mail.SaysAsync("2001:db8::1", Usual.Replace(Client, "2001:db8::1", StringComparison.Ordinal));
        var page = await mail.OpenAsync("/providers/edit?kind=block&name=Own");
        await page.Box("Query for IPv6 clients", AriaRole.Checkbox).UncheckAsync();
        await SaveAsync(page);
        Assert.False((bool)Provider(mail)["ipv6"]!);
        await mail.SaysAsync("2001:db8::1", "DUNNO");
        await page.Field("If a client is listed").SelectOptionAsync("report");
        await SaveAsync(page);
        Assert.Equal("report", (string?)Provider(mail)["mode"]);
        await mail.SaysAsync(Client, "WARN ipblock would have replied: " + Usual);
        await page.Field("If a client is listed").SelectOptionAsync("enforce");
        await SaveAsync(page);
        Assert.Null(Provider(mail)["mode"]);
        await mail.SaysAsync(Client, Usual);
        await page.EnterAsync("Error codes", "127.0.0.2");
        await SaveAsync(page);
        Assert.Equal("127.0.0.2", (string?)Provider(mail)["errorCodes"]![0]);
        await mail.SaysAsync(Client, "DUNNO");
        await page.EnterAsync("Error codes", "");
        await page.Box("Enabled", AriaRole.Checkbox).UncheckAsync();
        await SaveAsync(page);
        Assert.False((bool)Provider(mail)["enabled"]!);
        Assert.Null(Provider(mail)["errorCodes"]);
        Assert.Equal("DUNNO", await mail.AskAsync(Client));
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Every_other_field_comes_into_the_file_as_it_was_set()
    {
        await using var site = await ManagerSite.StartAsync(browser, "{ " + Own[1..] + " }");
        var page = await site.SignInAsync(Role.Administrator, "/providers/edit?kind=block&name=Own");
        await page.EnterAsync("Name shown instead of the lookup domain", "bl");
        await page.EnterAsync("Score", "2");
        await page.Box("Only in recipient policies that add it", AriaRole.Checkbox).CheckAsync();
        await page.Field("If the list does not answer").SelectOptionAsync("defer");
        await page.Field("Probe").SelectOptionAsync("alive");
        await page.Field("If the list lists known good clients").SelectOptionAsync("never");
        await page.EnterAsync("Comment", "ask Bob");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("no recipient policy adds Own");
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("no recipient policy adds Own");
        var provider = JObject.Parse(site.SettingsText)["blockProviders"]![0]!;
        Assert.True(JToken.DeepEquals(JToken.Parse("""
            { "name": "Own", "lookupDomain": "bl.test", "publicName": "bl", "anyMatch": true, "score": 2, "onlyInPolicies": true, "onFailure": "defer",
              "probe": "alive", "brake": "never", "comment": "ask Bob" }
            """), provider), site.SettingsText);
        site.AssertNoFaults();
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the provider Own.");
    }

    private static JObject Provider(MailSite mail) => (JObject)mail.Settings["blockProviders"]![0]!;
}
