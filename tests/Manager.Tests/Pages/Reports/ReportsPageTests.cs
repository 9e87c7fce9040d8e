using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Manager.Tests.Pages.Log;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Reports;

public sealed class ReportsPageTests(LoggedMailSite mail) : IClassFixture<LoggedMailSite>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280, Role.Operator, "198.51.100.1")]
    [InlineData(ColorScheme.Dark, 1280, Role.Operator, "198.51.100.2")]
    [InlineData(ColorScheme.Light, 360, Role.Viewer, "198.51.100.3")]
    public async Task Real_sessions_are_in_the_chart_and_its_table_by_list_and_by_network(ColorScheme colors, int width, Role role, string served)
    {
        await mail.AskAsync(LoggedMailSite.Listed);
        await mail.AskAsync(served);
        var page = await mail.Site.SignInAsync(role, "/log?client=" + served, colors, width, $"reports-{colors}-{width}");
        await page.Locator("tbody tr").First.WaitForAsync();
        await page.GotoAsync("/reports?span=24h");
        await Assertions.Expect(page.GetByTestId("summary")).ToContainTextAsync("(50%) rejected or deferred");
        await Assertions.Expect(page.Locator("section", new PageLocatorOptions { HasText = "By list" })).ToContainTextAsync(LoggedMailSite.ListName);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("192.0.2.0/24");
        await Assertions.Expect(page.Locator("text=Recipients hit most")).ToHaveCountAsync(role == Role.Viewer ? 0 : 1);
        await Assertions.Expect(page.Locator("main img")).ToHaveCountAsync(0);
        await page.KeepAsync($"reports-{colors}-{width}");
        await page.ClickAsync("summary");
        await page.AssertFitsAsync();
        await page.AssertNoViolationsAsync();
        mail.Site.AssertNoFaults();
    }
}
