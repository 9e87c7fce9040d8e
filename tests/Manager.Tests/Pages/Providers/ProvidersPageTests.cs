using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Providers;

public sealed class ProvidersPageTests(Chromium browser)
{
    private const string Three = """
        { // kept
          "blockProviders": [
            { "name": "Spamhaus ZEN", "lookupDomain": "secret0key0of0ours0.zen.dq.spamhaus.net", "ipAddressesMatch": ["127.0.0.[2..11]"],
              "returnCodes": ["127.0.0.2: SBL", "127.0.0.[4..7]: XBL"], "score": 3 },
            { "name": "Second <b>list</b>", "lookupDomain": "two.test", "anyMatch": true, "mode": "report" },
            { "name": "Third", "lookupDomain": "three.test", "bitmaskMatch": "127.0.0.4", "enabled": false, "scores": { "127.0.0.4": 2 } } ],
          "allowProviders": [ { "name": "Good", "lookupDomain": "good.test", "anyMatch": true } ] }
        """;

    [Fact]
    public async Task The_order_is_changed_by_button_and_by_drag()
    {
        await using var site = await ManagerSite.StartAsync(browser, Three);
        var page = await site.SignInAsync(Role.Administrator, "/providers");
        await Assertions.Expect(page.Button("Move Spamhaus ZEN up")).ToBeDisabledAsync();
        await page.Button("Move Spamhaus ZEN down").ClickAsync();
        await page.SaysAsync("Moved Spamhaus ZEN down.");
        Assert.Equal(["Second <b>list</b>", "Spamhaus ZEN", "Third"], Names(site));
        await Row(page, "three.test").DragToAsync(Row(page, "two.test"));
        await page.SaysAsync("Moved Third to priority 1.");
        Assert.Equal(["Third", "Second <b>list</b>", "Spamhaus ZEN"], Names(site));
        Assert.Contains("// kept", site.SettingsText, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task The_figures_of_the_last_month_are_those_of_the_log()
    {
        await using var mail = await MailSite.StartAsync(browser, """
            , "blockProviders": [ { "name": "One", "lookupDomain": "one.test", "anyMatch": true }, { "name": "Two", "lookupDomain": "two.test", "anyMatch": true } ]
            """);
        mail.Lists.Zone("one.test").Lists("192.0.2.1", "127.0.0.2").Lists("192.0.2.2", "127.0.0.2");
        mail.Lists.Zone("two.test").Lists("192.0.2.1", "127.0.0.2");
        foreach (var client in new[] { "192.0.2.1", "192.0.2.2" })
        {
            await mail.SaysAsync(client, $"550 5.7.1 {client} has been blocked by connection filter rule One");
            await mail.LogsAsync(client);
        }

        var page = await mail.OpenAsync("/providers");
        await Assertions.Expect(Row(page, "one.test").Locator("td[data-label='Only here']")).ToHaveTextAsync("1");
        await Assertions.Expect(Row(page, "one.test").Locator("td[data-label='Also on']")).ToHaveTextAsync("Two 50 %");
        await Assertions.Expect(Row(page, "two.test").Locator("td[data-label='Also on']")).ToHaveTextAsync("One 100 %");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_key_never_comes_to_the_browser_and_stays_when_other_fields_are_changed()
    {
        await using var site = await ManagerSite.StartAsync(browser, Three);
        var page = await site.SignInAsync(Role.Administrator, "/providers");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("zen.dq.spamhaus.net with your key");
        await page.ClickAsync("text=Spamhaus ZEN");
        await Assertions.Expect(page.Field("Lookup domain")).ToHaveAttributeAsync("placeholder", "unchanged");
        await page.EnterAsync("Comment", "paid until May");
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("Saved the provider Spamhaus ZEN.");
        Assert.Contains("secret0key0of0ours0.zen", site.SettingsText, StringComparison.Ordinal);
        Assert.DoesNotContain("secret0key", await page.ContentAsync(), StringComparison.Ordinal);
        var codes = JObject.Parse(site.SettingsText)["blockProviders"]![0]!["returnCodes"]!;
        Assert.Equal("""["127.0.0.2: SBL","127.0.0.[4..7]: XBL"]""", codes.ToString(Newtonsoft.Json.Formatting.None));
        site.AssertNoFaults();
    }

    [Fact]
    public async Task What_somebody_else_has_changed_meanwhile_is_shown_and_stays()
    {
        await using var site = await ManagerSite.StartAsync(browser, Three);
        var alice = await site.SignInAsync(Role.Administrator, "/providers/edit?kind=block&name=Third", name: "alice");
        var bob = await site.SignInAsync(Role.Administrator, "/providers/edit?kind=block&name=Third", name: "bob");
        await bob.EnterAsync("Comment", "by bob");
        await bob.Button("Save").ClickAsync();
        await bob.SaysAsync("Saved the provider Third.");
        await alice.EnterAsync("Score", "4");
        await alice.Button("Save").ClickAsync();
        await Assertions.Expect(alice.GetByTestId("message")).ToContainTextAsync("by bob");
        await Assertions.Expect(alice.GetByTestId("form-status")).ToContainTextAsync("To keep both changes, save again.");
        await alice.Button("Save").ClickAsync();
        await alice.SaysAsync("Saved the provider Third.");
        var third = JObject.Parse(site.SettingsText)["blockProviders"]![2]!;
        Assert.Equal(("by bob", 4), ((string?)third["comment"], (int)third["score"]!));
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_field_with_an_error_says_so_itself_and_nothing_is_saved()
    {
        await using var site = await ManagerSite.StartAsync(browser, Three);
        var page = await site.SignInAsync(Role.Administrator, "/providers/add?kind=block");
        await page.EnterAsync("Provider name", "Fourth");
        await page.EnterAsync("Lookup domain", "http://bl.test/");
        await page.Box("Match any return code").CheckAsync();
        await page.Button("Add").ClickAsync();
        await Assertions.Expect(page.Locator("#field-lookupDomain-error")).ToContainTextAsync("write a domain name such as zen.spamhaus.org");
        await Assertions.Expect(page.Field("Lookup domain")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.AssertNoViolationsAsync();
        await page.EnterAsync("Lookup domain", "bl.spamcannibal.org");
        await Assertions.Expect(page.Box("Add it anyway", AriaRole.Checkbox)).ToBeVisibleAsync();
        await page.EnterAsync("Lookup domain", "bl.test");
        await page.EnterAsync("Provider name", "third");
        await page.Button("Add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("form-status")).ToContainTextAsync("There is a block provider 'third' already");
        Assert.Equal(Three, site.SettingsText);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_viewer_sees_all_and_changes_nothing()
    {
        await using var site = await ManagerSite.StartAsync(browser, Three);
        var page = await site.SignInAsync(Role.Viewer, "/providers?kind=allow");
        await page.ClickAsync("text=Good");
        await Assertions.Expect(page.Field("Lookup domain")).ToBeDisabledAsync();
        await Assertions.Expect(page.Field("Lookup domain")).ToHaveValueAsync("good.test");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" })).ToHaveCountAsync(0);
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_it_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser, Three);
        var page = await site.SignInAsync(Role.Administrator, "/providers", colors, width);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("text=Reading the log")).ToHaveCountAsync(0);
        await page.LookAsync($"providers-{colors}-{width}");
        (string Path, string Name)[] more =
            [("/providers/edit?kind=block&name=Spamhaus%20ZEN", "provider"), ("/providers/catalogue?kind=block", "catalogue"), ("/providers/add?kind=allow", "new")];
        foreach (var (path, name) in more)
        {
            await page.GotoAsync(path);
            await page.Locator("main :is(.card)").First.WaitForAsync();
            await page.LookAsync($"{name}-{colors}-{width}");
        }

        site.AssertNoFaults();
    }

    private static ILocator Row(IPage page, string text) => page.Locator("tr", new PageLocatorOptions { HasText = text });

    private static string[] Names(ManagerSite site) => [.. JObject.Parse(site.SettingsText)["blockProviders"]!.Select(static one => (string)one["name"]!)];
}
