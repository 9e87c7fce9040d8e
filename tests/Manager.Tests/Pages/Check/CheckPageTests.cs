using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Manager.Tests.Pages.Log;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Check;

public sealed class CheckPageTests(LoggedMailSite mail) : IClassFixture<LoggedMailSite>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task It_shows_the_steps_and_the_line_that_the_client_is_told_on_the_wire(ColorScheme colors, int width)
    {
        var said = await mail.AskAsync(LoggedMailSite.Listed);
        var page = await mail.Site.SignInAsync(Role.Operator, "/check", colors, width, $"check-{colors}-{width}");
        await page.ClickAsync("form button[type=submit] >> text=Check");
        await Assertions.Expect(page.Locator("#check-address-error")).ToBeVisibleAsync();
        await page.FillAsync("#check-address", LoggedMailSite.Listed);
        await page.FillAsync("#check-recipient", LoggedMailSite.Recipient);
        await page.FillAsync("#check-helo", LoggedMailSite.Helo);
        await page.FillAsync("#check-port", "25");
        await page.ClickAsync("form button[type=submit] >> text=Check");
        await Assertions.Expect(page.GetByTestId("present-outcome")).ToHaveTextAsync("Reject");
        await Assertions.Expect(page.GetByTestId("present-reply")).ToHaveTextAsync(said);
        await Assertions.Expect(page.Locator("tr.decided")).ToContainTextAsync(LoggedMailSite.Words);
        await Assertions.Expect(page.Locator("main :is(img[src=x], script, svg[onload])")).ToHaveCountAsync(0);
        await page.LookAsync($"check-{colors}-{width}");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Other_settings_are_tried_and_their_errors_are_named_by_line()
    {
        var before = mail.Site.SettingsText;
        var page = await mail.Site.SignInAsync(Role.Administrator, "/check?address=" + LoggedMailSite.Listed, name: "instead");
        await Assertions.Expect(page.GetByTestId("present-outcome")).ToHaveTextAsync("Reject");
        await page.ClickAsync("summary");
        await page.FillAsync("#check-settings", "{\n  \"mod\": \"report\"\n}");
        await page.ClickAsync("form button[type=submit] >> text=Check");
        await Assertions.Expect(page.GetByTestId("candidate-errors")).ToContainTextAsync("2");
        await page.FillAsync("#check-settings", mail.SettingsWith("report"));
        await page.ClickAsync("form button[type=submit] >> text=Check");
        await Assertions.Expect(page.GetByTestId("instead-outcome")).ToHaveTextAsync("Accept");
        await Assertions.Expect(page.GetByTestId("instead-reply")).ToContainTextAsync("is listed");
        await page.AssertNoViolationsAsync();
        Assert.Equal(before, mail.Site.SettingsText);
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task A_viewer_asks_no_lists()
    {
        var page = await mail.Site.SignInAsync(Role.Viewer, name: "viewer");
        await Assertions.Expect(page.Locator("nav >> text=Check")).ToHaveCountAsync(0);
        Assert.Equal(403, (await page.APIRequest.GetAsync("/check", new APIRequestContextOptions { MaxRedirects = 0 })).Status);
    }
}
