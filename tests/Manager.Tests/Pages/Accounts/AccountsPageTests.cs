using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Accounts;

public sealed class AccountsPageTests(Chromium browser)
{
    [Fact]
    public async Task An_administrator_invites_changes_disables_and_removes_an_account()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Administrator, "/accounts", name: "root");
        await page.Button("Invite").ClickAsync();
        await page.EnterAsync("Name", "<b>");
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Invite" }).ClickAsync();
        await Assertions.Expect(page.OpenDialog().GetByRole(AriaRole.Alert)).ToContainTextAsync("letters, digits");
        await page.EnterAsync("Name", "bob");
        await page.OpenDialog().Locator("label", new LocatorLocatorOptions { HasText = "Operator" }).ClickAsync();
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Invite" }).ClickAsync();
        var link = await page.Field("Link").InputValueAsync();
        Assert.StartsWith(site.Url + "/invitation?key=", link, StringComparison.Ordinal);
        await page.Button("Done").ClickAsync();
        await page.SaysAsync("Invited bob as Operator.");
        await Assertions.Expect(Row(page, "bob")).ToContainTextAsync("invited");
        Assert.DoesNotContain(link.Split('=')[1], await page.ContentAsync(), StringComparison.Ordinal); // shown once

        var other = await AcceptAsync(site, link);
        await Assertions.Expect(other.Locator(".who")).ToContainTextAsync("Operator");
        await Assertions.Expect(Row(page, "bob")).ToContainTextAsync("can sign in");

        await page.Button("Edit bob").ClickAsync();
        await page.OpenDialog().Locator("label", new LocatorLocatorOptions { HasText = "Viewer" }).ClickAsync();
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("bob is Viewer now.");
        await page.Button("Edit bob").ClickAsync();
        await page.Field("Enabled").UncheckAsync();
        await page.Button("Save").ClickAsync();
        await page.SaysAsync("bob is disabled, and the sessions have ended.");
        await other.ArrivesAtAsync(site.Url + "/sign-in"); // its open page is closed
        await Assertions.Expect(Row(page, "bob")).ToContainTextAsync("disabled");

        await page.Button("Remove bob").ClickAsync();
        await page.OpenDialog().Locator("button.danger").ClickAsync();
        await page.SaysAsync("Removed the account bob.");
        await Assertions.Expect(Row(page, "bob")).ToHaveCountAsync(0);
        site.AssertNoFaultsButOfEndedSessions();
    }

    [Fact]
    public async Task A_new_link_sets_another_password_and_sessions_are_listed_ended_and_logged()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var carol = await site.SignInAsync(Role.Viewer, name: "carol");
        var page = await site.SignInAsync(Role.Administrator, "/accounts", name: "root");
        await page.Button("New link for carol").ClickAsync();
        await page.OpenDialog().Locator("button.primary").ClickAsync();
        var link = await page.Field("Link").InputValueAsync();
        await page.Button("Done").ClickAsync();
        var again = await AcceptAsync(site, link);
        await carol.ArrivesAtAsync(site.Url + "/sign-in"); // the session of the old password has ended

        await page.ClickAsync("text=Sessions");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "End the session of carol" }).ClickAsync();
        await page.SaysAsync("Ended a session of carol");
        await again.ArrivesAtAsync(site.Url + "/sign-in");

        await page.ClickAsync("text=Sign-ins and changes");
        foreach (var line in new[] { "ended a session", "signed in", "created a link", "invited an account" })
            await Assertions.Expect(page.Locator("tbody tr", new PageLocatorOptions { HasText = line }).First).ToBeVisibleAsync();
        Assert.DoesNotContain(link.Split('=')[1], await page.ContentAsync(), StringComparison.Ordinal);
        site.AssertNoFaultsButOfEndedSessions();
    }

    [Fact]
    public async Task Whoever_is_no_administrator_any_more_sees_no_accounts()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Administrator, "/accounts", name: "root");
        await Assertions.Expect(Row(page, "root")).ToBeVisibleAsync();
        await site.InviteAsync("other", Role.Administrator);
        await site.InviteAsync("root", Role.Operator);
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Your role is Operator, but this requires the role Administrator.");
        Assert.DoesNotContain("other", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_all_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser);
        await site.SignInAsync(Role.Viewer, name: "a name that is rather long@site.example");
        await site.InviteAsync("bob", Role.Operator);
        var page = await site.SignInAsync(Role.Administrator, "/accounts", colors, width);
        var name = $"accounts-{colors}-{width}";
        await Row(page, "bob").WaitForAsync();
        await page.LookAsync(name);
        await page.Button("Edit bob").ClickAsync();
        await page.Button("Save").WaitForAsync();
        await page.LookAsync(name + "-edit");
        await page.Button("Cancel").ClickAsync();
        await page.Button("Invite").ClickAsync();
        await page.EnterAsync("Name", "dora");
        await page.LookAsync(name + "-invite");
        await page.OpenDialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Invite" }).ClickAsync();
        await page.Field("Link").WaitForAsync();
        await page.LookAsync(name + "-link");
        await page.Button("Done").ClickAsync();
        foreach (var tab in new[] { "sessions", "log" })
        {
            await page.GotoAsync("/accounts?tab=" + tab);
            await page.Locator("tbody tr").First.WaitForAsync();
            await page.LookAsync($"{name}-{tab}");
        }

        site.AssertNoFaults();
    }

    private static ILocator Row(IPage page, string name) =>
        page.Locator("tbody tr", new PageLocatorOptions { Has = page.Locator("th", new PageLocatorOptions { HasText = name }) });

    private static async Task<IPage> AcceptAsync(ManagerSite site, string link)
    {
        var page = await site.OpenAsync(new Uri(link).PathAndQuery);
        await page.FillAsync("#password", ManagerSite.Password + " two");
        await page.FillAsync("#again", ManagerSite.Password + " two");
        await page.ClickAsync("button[type=submit]");
        await page.ArrivesAtAsync(site.Url + "/");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        return page;
    }
}
