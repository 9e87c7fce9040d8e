using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Providers;

public sealed class ProviderStoryTests(Chromium browser)
{
    private const string Client = "192.0.2.10";

    [Fact]
    public async Task A_list_of_the_catalogue_is_added_tested_and_rejects_until_it_is_removed()
    {
        await using var mail = await MailSite.StartAsync(browser);
        mail.Lists.Zone("bl.test").Lists(Client, "127.0.0.2").Lists("127.0.0.2", "127.0.0.2");
        mail.Lists.Zone("bl.test").At(Client).Text("<script>alert(1)</script> see https://bl.test/");
        Overlay(mail.Site.Folder);
        Assert.Equal("DUNNO", await mail.AskAsync(Client));
        var page = await mail.OpenAsync("/providers");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Add from catalogue" }).ClickAsync();
        await page.Field("Search").FillAsync("our own");
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(1);
        await page.Button("Add Our own list").ClickAsync();
        await page.Field("Provider name").WaitForAsync();
        await page.AssertNoViolationsAsync();
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add", Exact = true }).ClickAsync();
        await page.SaysAsync("Added the provider Our own list.");
        await Assertions.Expect(page.Locator(".tile .badge")).ToHaveTextAsync("added");
        await mail.SaysAsync(Client, "550 5.7.1 192.0.2.10 is listed by Our own list (127.0.0.2); for removal see https://bl.test/remove?ip=192.0.2.10");

        await page.GotoAsync("/providers");
        await page.Button("Test Our own list").ClickAsync();
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Test", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".result .badge")).ToHaveTextAsync(["passed", "passed", "unsure", "passed"]);
        await page.EnterAsync("Address", Client);
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Test", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".result")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".result")).ToContainTextAsync("Listed as 127.0.0.2 (seen sending spam), which matches the rule.");
        await Assertions.Expect(page.Locator(".result")).ToContainTextAsync("Answer text: <script>alert(1)</script> see https://bl.test/");
        await page.AssertNoViolationsAsync();
        await page.KeepAsync("provider-test");
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(page.Button("Test Our own list")).ToBeFocusedAsync();

        await page.Button("Disable Our own list").ClickAsync();
        await page.SaysAsync("Disabled Our own list.");
        await mail.SaysAsync(Client, "DUNNO");
        await page.Button("Remove Our own list").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Removed Our own list.");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "No block providers yet" })).ToBeVisibleAsync();
        Assert.Empty(mail.Settings["blockProviders"]!);
        mail.Site.AssertNoFaults();
    }

    private static void Overlay(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "catalogue.d"));
        File.WriteAllText(Path.Combine(folder, "catalogue.d", "own.json"), """
            { "format": 1, "lists": [ { "id": "own", "name": "Our own list", "kind": "block", "zone": "bl.test", "about": "Addresses that our own servers have seen.",
              "codes": ["127.0.0.2: seen sending spam"], "responses": ["127.0.0.2"], "score": 2, "ipv6": true,
              "testPoints": { "listed": "127.0.0.2", "notListed": "127.0.0.1" }, "removalPage": "https://bl.test/remove?ip=%0", "lastProbed": null,
              "sources": [ { "facts": ["zone", "codes", "responses", "score", "ipv6", "testPoints", "removalPage"], "source": "us", "date": "2026-11-28" } ] } ] }
            """);
    }
}
