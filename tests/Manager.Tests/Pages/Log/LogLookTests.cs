using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Log;

public sealed class LogLookTests(LoggedMailSite mail) : IClassFixture<LoggedMailSite>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_all_fits(ColorScheme colors, int width)
    {
        await mail.AskAsync(LoggedMailSite.Listed);
        var page = await mail.Site.SignInAsync(Role.Operator, "/log", colors, width, $"axe-{colors}-{width}");
        var client = page.Locator("tbody th a", new PageLocatorOptions { HasText = LoggedMailSite.Listed }).First;
        await client.WaitForAsync();
        await page.LookAsync($"log-{colors}-{width}");
        await client.ClickAsync();
        await page.GetByTestId("result").WaitForAsync();
        await page.Locator("tr.decided").WaitForAsync();
        await page.LookAsync($"decision-{colors}-{width}");
        await page.ClickAsync("text=Add exception ...");
        await page.Locator("[role=dialog] #exempt-comment").WaitForAsync();
        await page.LookAsync($"exempt-{colors}-{width}");
        mail.Site.AssertNoFaults();
    }
}
