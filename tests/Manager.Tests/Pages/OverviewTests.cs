using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Testing.Servers;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages;

public sealed class OverviewTests(Chromium browser)
{
    [Fact]
    public async Task Filtering_is_switched_off_after_a_question_and_the_settings_say_so()
    {
        await using var site = await ManagerSite.StartAsync(browser, "{\n  // kept\n  \"mode\": \"enforce\"\n}\n");
        var page = await site.SignInAsync(Role.Administrator);
        await page.ClickAsync("text=Switch off");
        await page.ClickAsync("[role=dialog] >> text=Cancel");
        Assert.DoesNotContain("enabled", site.SettingsText, StringComparison.Ordinal);
        await page.ClickAsync("text=Switch off");
        await page.ClickAsync("[role=dialog] >> button.danger");
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("Filtering is off");
        Assert.Contains("\"enabled\": false", site.SettingsText, StringComparison.Ordinal);
        Assert.Contains("// kept", site.SettingsText, StringComparison.Ordinal);
        await page.ClickAsync("text=Switch on");
        await page.ClickAsync("[role=dialog] >> button.primary");
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("Filtering is on");
        Assert.Contains("\"enabled\": true", site.SettingsText, StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task It_shows_what_the_service_has_in_force_and_not_what_the_file_says()
    {
        var settings = $$"""
            { "service": { "policyListen": [ "127.0.0.1:{{Free.Port()}}" ], "milterListen": [], "metricsListen": [] }, "dns": { "servers": [ "127.0.0.1:9" ] },
              "blockProviders": [ { "name": "bl <b>&amp;", "lookupDomain": "bl.test", "anyMatch": true } ] }
            """;
        await using var site = await ManagerSite.StartAsync(browser, settings);
        await site.StartServiceAsync();
        var page = await site.SignInAsync(Role.Administrator);
        // Nobody is at the name server's port, which the service finds out by its first probe.
        await Assertions.Expect(page.GetByTestId("standing")).ToHaveTextAsync("No provider can be queried", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("th[scope=row]", new PageLocatorOptions { HasText = "bl <b>&amp;" })).ToBeVisibleAsync();
        await page.AssertNoViolationsAsync();
        await page.KeepAsync("overview-serving");
        await page.ClickAsync("text=Only report");
        await page.ClickAsync("[role=dialog] >> button.danger");
        await Assertions.Expect(page.GetByTestId("standing")).ToHaveTextAsync("Report mode: no mail is rejected");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_viewer_sees_the_overview_and_no_switch()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Viewer);
        await Assertions.Expect(page.GetByTestId("standing")).ToHaveTextAsync("Mail is not filtered");
        await Assertions.Expect(page.Locator("text=Switch off")).ToHaveCountAsync(0);
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing(ColorScheme colors)
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Administrator, colors: colors);
        await page.GetByTestId("standing").WaitForAsync();
        await page.AssertNoViolationsAsync();
        await page.ClickAsync("text=Switch off");
        await page.Locator("[role=dialog]").WaitForAsync();
        await page.AssertNoViolationsAsync();
        await page.KeepAsync($"overview-{colors}");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task It_fits_into_a_window_of_360_pixels()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Administrator, width: 360);
        await page.GetByTestId("standing").WaitForAsync();
        await page.AssertFitsAsync();
        await page.ClickAsync("button[aria-controls=navigation]");
        await Assertions.Expect(page.Locator("nav#navigation")).ToBeVisibleAsync();
        await page.AssertNoViolationsAsync();
        await page.KeepAsync("overview-narrow");
        site.AssertNoFaults();
    }
}
