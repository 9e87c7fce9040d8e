using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages;

public sealed class SignInTests(Chromium browser)
{
    [Fact]
    public async Task An_invitation_sets_the_password_once_and_signs_in()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var link = new Uri(await site.InviteAsync("alice", Role.Operator)).PathAndQuery;
        var page = await site.OpenAsync(link);
        await page.FillAsync("#password", "short");
        await page.FillAsync("#again", "short");
        await page.ClickAsync("button[type=submit]");
        await page.FillAsync("#password", ManagerSite.Password);
        await page.FillAsync("#again", ManagerSite.Password + "x");
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The two passwords differ.");
        await page.FillAsync("#password", ManagerSite.Password);
        await page.FillAsync("#again", ManagerSite.Password);
        await page.ClickAsync("button[type=submit]");
        await page.ArrivesAtAsync(site.Url + "/");
        await Assertions.Expect(page.Locator(".who")).ToContainTextAsync("alice");
        var other = await site.OpenAsync(link);
        await Assertions.Expect(other.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This link cannot be used");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_sign_in_leads_to_where_one_wanted_to_go_and_a_sign_out_ends_it()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Viewer, name: "bob");
        await page.ClickAsync("button[aria-label='Sign out']");
        await page.ArrivesAtAsync(site.Url + "/sign-in");
        await page.GotoAsync("/not-found?x=1");
        await page.FillAsync("#name", "BOB");
        await page.FillAsync("#password", ManagerSite.Password + "!");
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The name or the password is incorrect.");
        await page.FillAsync("#password", ManagerSite.Password);
        await page.ClickAsync("button[type=submit]");
        await page.ArrivesAtAsync(site.Url + "/not-found?x=1");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("There is no such page");
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing(ColorScheme colors)
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.OpenAsync("/sign-in", colors, width: 360);
        await page.AssertNoViolationsAsync();
        await page.AssertFitsAsync();
        await page.GotoAsync(new Uri(await site.InviteAsync("alice", Role.Operator)).PathAndQuery);
        await page.AssertNoViolationsAsync();
        await page.AssertFitsAsync();
        await page.KeepAsync($"sign-in-{colors}");
        site.AssertNoFaults();
    }
}
