using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Manager.Tests.Pages.Log;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages;

public sealed class OverviewFiguresTests(LoggedMailSite mail) : IClassFixture<LoggedMailSite>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task It_shows_what_was_rejected_by_which_list_in_the_last_day_week_and_month(ColorScheme colors, int width)
    {
        await mail.AskAsync(LoggedMailSite.Listed);
        await mail.AskAsync(LoggedMailSite.Unlisted);
        var page = await mail.Site.SignInAsync(Role.Viewer, "/", colors, width, $"figures-{colors}-{width}");
        await Assertions.Expect(page.GetByTestId("traffic-summary")).ToContainTextAsync("(50%) rejected or deferred");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = LoggedMailSite.ListName })).ToBeVisibleAsync();
        foreach (var span in new[] { "Last 7 days", "Last 30 days" })
        {
            await page.Button(span).ClickAsync();
            await Assertions.Expect(page.Button(span)).ToHaveAttributeAsync("aria-pressed", "true");
            await Assertions.Expect(page.GetByTestId("traffic-summary")).ToContainTextAsync("(50%) rejected or deferred");
        }

        await Assertions.Expect(page.Locator("main img")).ToHaveCountAsync(0);
        await page.ClickAsync("text=The chart as a table");
        await page.LookAsync($"overview-figures-{colors}-{width}");
        mail.Site.AssertNoFaults();
    }

    [Fact]
    public async Task An_operator_has_the_server_examined_and_a_viewer_sees_what_was_found()
    {
        var page = await mail.Site.SignInAsync(Role.Operator, name: "examining");
        await Assertions.Expect(page.GetByTestId("examined")).ToHaveTextAsync("Not checked yet");
        await page.Button("Check now").ClickAsync();
        await Assertions.Expect(page.GetByTestId("examined")).ToHaveTextAsync("Checked just now");
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("found.");
        var examination = page.Locator("section", new PageLocatorOptions { HasText = "Check of this server" });
        await Assertions.Expect(examination).ToContainTextAsync("No problems with");
        await Assertions.Expect(page.Locator(".findings").First).ToContainTextAsync("The check of this server found");
        await page.LookAsync("overview-examined");

        var viewer = await mail.Site.SignInAsync(Role.Viewer, name: "reading");
        await Assertions.Expect(viewer.GetByTestId("examined")).ToContainTextAsync("Checked");
        await Assertions.Expect(viewer.Button("Check now")).ToHaveCountAsync(0);
        mail.Site.AssertNoFaults();
    }
}
