using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Settings;

public sealed class SettingsPageTests(Chromium browser)
{
    private const string Client = "192.0.2.1";

    private const string Secrets = """
        { // ours
          "log": { "maxAge": "60d" },
          "notify": { "email": { "server": "mail.example", "from": "a@example.com", "to": [ "b@example.com" ], "user": "ipblock", "password": "geheim1" },
            "webhook": { "url": "https://hooks.example/T0/geheim2", "secret": "geheim3" } },
          "catalogue": { "url": "https://lists.example/catalogue.json?key=geheim4" } }
        """;

    [Fact]
    public async Task Mode_error_message_and_the_switch_are_seen_in_the_reply_to_a_client()
    {
        await using var mail = await MailSite.StartAsync(browser, """, "blockList": [ "192.0.2.1" ]""");
        const string usual = "550 5.7.1 192.0.2.1 has been blocked by connection filter rule IP Block list";
        await mail.SaysAsync(Client, usual);
        var page = await mail.OpenAsync("/settings");
        await page.Field("If a client is listed").SelectOptionAsync("report");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved mode.");
        Assert.Equal("report", (string?)mail.Settings["mode"]);
        await mail.SaysAsync(Client, "WARN ipblock would have replied: " + usual);
        await page.Button("Use the default of mode").ClickAsync();
        await page.EnterAsync("Error message of the IP Block list", "%0: <b>no</b>");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("Not saved yet: mode, blockListResponse.");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved mode, blockListResponse.");
        Assert.Null(mail.Settings["mode"]);
        await mail.SaysAsync(Client, "550 5.7.1 192.0.2.1: <b>no</b>");
        await page.Box("Filter connections", AriaRole.Checkbox).UncheckAsync();
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved enabled.");
        await mail.SaysAsync(Client, "DUNNO");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Passwords_and_keys_are_written_kept_and_removed_and_never_shown()
    {
        await using var site = await ManagerSite.StartAsync(browser, Secrets);
        var page = await site.SignInAsync(Role.Administrator, "/settings?group=notify.email");
        await Assertions.Expect(page.Field("Password")).ToHaveAttributeAsync("placeholder", "unchanged");
        await page.EnterAsync("Port", "587");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved notify.email.port.");
        Assert.Equal("geheim1", (string?)Email(site)["password"]);
        await page.EnterAsync("Password", "new word");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved notify.email.password.");
        Assert.Equal("new word", (string?)Email(site)["password"]);
        Assert.DoesNotContain("new word", await page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Field("Password")).ToHaveValueAsync("");
        await page.Box("Remove the present one", AriaRole.Checkbox).CheckAsync();
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved notify.email.password.");
        Assert.Null(Email(site)["password"]);
        foreach (var group in new[] { "notify.email", "notify.webhook", "catalogue" })
        {
            await page.GotoAsync("/settings?group=" + group);
            await page.Locator("form h2").WaitForAsync();
            Assert.DoesNotContain("geheim", await page.ContentAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", await page.EvaluateAsync<string>("[...document.querySelectorAll('input')].map(one => one.value).join()"), StringComparison.Ordinal);
        }

        Assert.Contains("// ours", site.SettingsText, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_search_finds_settings_by_words_and_by_name_and_changes_of_several_groups_are_saved_at_once()
    {
        await using var site = await ManagerSite.StartAsync(browser, Secrets);
        var page = await site.SignInAsync(Role.Administrator, "/settings");
        await page.Field("Search").FillAsync("complaints weeks log");
        await Assertions.Expect(page.Locator("form .field")).ToHaveCountAsync(1);
        await page.EnterAsync("Keep log files for", "5h");
        await Assertions.Expect(page.Locator("#field-log-maxAge-error")).ToHaveTextAsync("5h is too small; possible: 1d to 3650d.");
        await page.Field("Search").FillAsync("lookup");
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("log.maxAge: 5h is too small");
        await page.EnterAsync("Lookup timeout", "10s");
        await Assertions.Expect(page.Locator("#field-totalTimeout-error")).ToContainTextAsync("is less than lookupTimeout");
        await page.EnterAsync("Total timeout", "12s");
        await page.Field("Search").FillAsync("log.maxAge");
        await page.EnterAsync("Keep log files for", "7d");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved lookupTimeout, totalTimeout, log.maxAge.");
        var settings = JObject.Parse(site.SettingsText);
        Assert.Equal(("10s", "12s", "7d"), ((string?)settings["lookupTimeout"], (string?)settings["totalTimeout"], (string?)settings["log"]!["maxAge"]));
        await page.Field("Search").FillAsync("gibberish");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No setting matches.");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task Another_administrator_changes_the_same_file_and_both_changes_stay()
    {
        await using var site = await ManagerSite.StartAsync(browser, Secrets);
        var page = await site.SignInAsync(Role.Administrator, "/settings?group=log");
        var other = await site.SignInAsync(Role.Administrator, "/settings?group=dns", name: "other");
        await other.EnterAsync("Name servers", "192.0.2.53\n192.0.2.54");
        await other.Button("Save").ClickAsync();
        await other.SaysAsync("Saved dns.servers.");
        await page.Field("Senders and recipients in the log").SelectOptionAsync("hashed");
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("dns.servers: set to 192.0.2.53, 192.0.2.54");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved log.mailboxes.");
        var settings = JObject.Parse(site.SettingsText);
        Assert.Equal(("hashed", 2), ((string?)settings["log"]!["mailboxes"], ((JArray)settings["dns"]!["servers"]!).Count));
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_viewer_sees_all_and_changes_nothing()
    {
        await using var site = await ManagerSite.StartAsync(browser, Secrets);
        var page = await site.SignInAsync(Role.Viewer, "/settings?group=log");
        await Assertions.Expect(page.Field("Keep log files for")).ToHaveValueAsync("60d");
        await Assertions.Expect(page.Field("Keep log files for")).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("main button")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("main a.button")).ToHaveCountAsync(0);
        site.AssertNoFaults();
    }

    private static JToken Email(ManagerSite site) => JObject.Parse(site.SettingsText)["notify"]!["email"]!;
}
