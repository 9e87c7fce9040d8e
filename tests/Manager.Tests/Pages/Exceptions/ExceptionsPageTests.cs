using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Exceptions;

public sealed class ExceptionsPageTests(Chromium browser)
{
    private const string Settings = """
        { "exceptions": {
            "recipients": [ "postmaster@*", { "recipient": "old@example.com", "comment": "<i>gone</i>", "expires": "2020-01-01" } ],
            "clients": [ { "client": "192.0.2.0/28", "comment": "branch" }, "192.0.2.7", "*.example.net" ] } }
        """;

    [Fact]
    public async Task Which_exception_matches_a_recipient_an_address_or_a_name()
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings);
        var page = await site.SignInAsync(Role.Operator, "/exceptions?tab=find");
        foreach (var (who, found) in new (string, string[])[]
        {
            ("Postmaster@Example.org", ["postmaster@*"]), ("old@example.com", ["old@example.com"]), ("192.0.2.7", ["192.0.2.0/28", "192.0.2.7"]),
            ("mail.EXAMPLE.net", ["*.example.net"]), ("postmaster", ["postmaster@*"]),
        })
        {
            await page.EnterAsync("Recipient, address or host name", who);
            await page.Button("Find").ClickAsync();
            await Assertions.Expect(page.Locator("table caption")).ToHaveTextAsync("Exceptions that match " + who);
            await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(found);
        }

        await page.EnterAsync("Recipient, address or host name", "old@example.com");
        await page.Button("Find").ClickAsync();
        await Assertions.Expect(page.Locator("tbody .badge")).ToHaveTextAsync("expired");
        await Assertions.Expect(page.Locator("tbody td.comment")).ToHaveTextAsync("<i>gone</i>");
        await page.EnterAsync("Recipient, address or host name", "198.51.100.1");
        await page.Button("Find").ClickAsync();
        await Assertions.Expect(page.GetByTestId("found")).ToHaveTextAsync("No exception matches 198.51.100.1.");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task A_viewer_sees_them_and_changes_nothing_and_recipients_only_if_he_may()
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings, hidesMailboxes: true);
        var page = await site.SignInAsync(Role.Viewer, "/exceptions");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Recipients are hidden from your role.");
        Assert.DoesNotContain("postmaster", await page.ContentAsync(), System.StringComparison.Ordinal);
        await page.GotoAsync("/exceptions?tab=clients");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("main button")).ToHaveCountAsync(0);
        await page.GotoAsync("/exceptions?tab=find");
        await page.EnterAsync("Address or host name", "postmaster@example.com");
        await page.Button("Find").ClickAsync();
        await Assertions.Expect(page.GetByTestId("found")).ToContainTextAsync("No exception matches");
        site.AssertNoFaults();
    }

    [Fact]
    public async Task What_somebody_else_has_changed_meanwhile_is_seen_before_an_exception_is_saved()
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings);
        var page = await site.SignInAsync(Role.Operator, "/exceptions");
        await page.Button("Edit postmaster@*").ClickAsync();
        var other = await site.SignInAsync(Role.Operator, "/exceptions", name: "other");
        await other.Button("Edit postmaster@*").ClickAsync();
        await other.EnterAsync("Comment", "theirs");
        await other.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await other.SaysAsync("Saved postmaster@*.");
        await page.EnterAsync("Comment", "mine");
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The settings were changed by another user or program");
        Assert.Contains("theirs", site.SettingsText, System.StringComparison.Ordinal);
        await page.OpenDialog().Locator("button[type=submit]").ClickAsync();
        await page.SaysAsync("Saved postmaster@*.");
        Assert.Contains("mine", site.SettingsText, System.StringComparison.Ordinal);
        site.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task Axe_finds_nothing_and_it_fits(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser, Settings);
        var page = await site.SignInAsync(Role.Administrator, "/exceptions?tab=clients", colors, width);
        await page.Button("Edit *.example.net").ClickAsync();
        await page.OpenDialog().WaitForAsync();
        await page.LookAsync($"exception-{colors}-{width}");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.OpenDialog()).ToHaveCountAsync(0);
        await page.LookAsync($"exceptions-clients-{colors}-{width}");
        await page.GotoAsync("/exceptions");
        await page.Locator("tbody tr").First.WaitForAsync();
        await page.LookAsync($"exceptions-recipients-{colors}-{width}");
        await page.GotoAsync("/exceptions?tab=find");
        await page.EnterAsync("Recipient, address or host name", "192.0.2.7");
        await page.Button("Find").ClickAsync();
        await page.Locator("tbody tr").First.WaitForAsync();
        await page.LookAsync($"exceptions-find-{colors}-{width}");
        site.AssertNoFaults();
    }
}
