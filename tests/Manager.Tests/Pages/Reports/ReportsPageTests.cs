using System;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Manager.Tests.Pages.Log;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Reports;

public sealed class ReportsPageTests(LoggedMailSite mail, Chromium browser) : IClassFixture<LoggedMailSite>
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
        await Assertions.Expect(page.GetByTestId("comparison").Locator("tbody th")).ToContainTextAsync([LoggedMailSite.ListName]);
        await Assertions.Expect(page.GetByTestId("comparison").Locator("[data-label=Clients]")).ToHaveTextAsync(["1"]);
        await page.KeepAsync($"reports-{colors}-{width}");
        await page.ClickAsync("summary");
        await page.AssertFitsAsync();
        await page.AssertNoViolationsAsync();
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task Lists_are_compared_in_a_file_before_there_are_settings()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Viewer, "/reports", name: "no-settings");
        System.IO.File.Delete(site.SettingsPath);
        Assert.Equal(200, (await page.APIRequest.GetAsync("/reports.csv?span=24h&table=comparison")).Status);
    }

    [Fact]
    public async Task A_month_has_its_report_and_each_table_its_file()
    {
        await mail.AskAsync(LoggedMailSite.Listed);
        await mail.AskAsync("198.51.100.9");
        var page = await mail.Site.SignInAsync(Role.Viewer, "/log?client=198.51.100.9", name: "months");
        await page.Locator("tbody tr").First.WaitForAsync();
        await page.GotoAsync("/reports");
        await page.Locator("section", new PageLocatorOptions { HasText = "By month" }).Locator("tbody th a").First.ClickAsync();
        await page.ArrivesAtAsync(new Regex(@"/reports\?span=\d{4}-\d\d$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.GetByTestId("summary")).ToContainTextAsync(DateTime.UtcNow.ToString("MMMM yyyy", CultureInfo.InvariantCulture) + ":");
        await Assertions.Expect(page.GetByTestId("comparison").Locator("tbody th")).ToContainTextAsync([LoggedMailSite.ListName]);
        foreach (var (table, columns) in new[]
        {
            ("time", "From,Refused,Reported,Accepted"), ("lists", "List,Refused,Reported,Accepted\r\n" + LoggedMailSite.ListName + ","),
            ("comparison", "List,Kind,Asked,Clients,OnlyHere,"), ("months", "Month,Refused,Reported,Accepted"),
        })
        {
            var answer = await page.APIRequest.GetAsync("/reports.csv?span=24h&table=" + table);
            Assert.Equal(200, answer.Status);
            Assert.StartsWith(columns, await answer.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(404, (await page.APIRequest.GetAsync("/reports.csv?table=other")).Status);
        await page.EvaluateAsync("window.print = () => document.title = 'printed'");
        await page.ClickAsync("text=Print");
        Assert.Equal("printed", await page.TitleAsync());
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(page.Locator("nav").First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("text=Download CSV").First).ToBeHiddenAsync();
        await page.KeepAsync("reports-printed");
        mail.Site.AssertNoFaults();
    }
}
