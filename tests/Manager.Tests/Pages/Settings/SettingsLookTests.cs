using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Settings;

public sealed class SettingsLookTests(Chromium browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_it_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser, """{ "notify": { "email": { "password": "geheim" } } }""");
        var page = await site.SignInAsync(Role.Administrator, "/settings?group=log", colors, width);
        await page.EnterAsync("Keep log files for", "5h");
        await page.Locator("#field-log-maxAge-error").WaitForAsync();
        await page.LookAsync($"settings-log-{colors}-{width}");
        await page.GotoAsync("/settings?group=notify.email");
        await page.Locator("form h2").WaitForAsync();
        await page.LookAsync($"settings-email-{colors}-{width}");
        await page.Field("Search").FillAsync("time");
        await Assertions.Expect(page.Locator("form h2")).Not.ToHaveCountAsync(1);
        await page.LookAsync($"settings-search-{colors}-{width}");
        site.AssertNoFaults();
    }
}
