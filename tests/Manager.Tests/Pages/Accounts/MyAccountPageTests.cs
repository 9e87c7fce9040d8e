using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using OtpNet;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Accounts;

public sealed class MyAccountPageTests(Chromium browser)
{
    private const string Another = "another of four words";

    [Fact]
    public async Task A_viewer_changes_the_own_password_and_ends_the_other_sessions()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var first = await site.SignInAsync(Role.Viewer, "/account", name: "alice");
        var second = await site.OpenAsync("/sign-in");
        await SignInAsync(second, ManagerSite.Password);
        await second.ArrivesAtAsync(site.Url + "/");
        await second.Locator("h1").WaitForAsync();
        await first.Button("End my other sessions").ClickAsync();
        await first.SaysAsync("Your other sessions have ended.");
        await second.ArrivesAtAsync(site.Url + "/sign-in");

        await ChangeAsync(first, "wrong", Another);
        await Assertions.Expect(first.GetByRole(AriaRole.Alert).First).ToHaveTextAsync("The password is incorrect.");
        await ChangeAsync(first, ManagerSite.Password, Another);
        await first.SaysAsync("The password was changed.");
        await SignInAsync(second, ManagerSite.Password);
        await Assertions.Expect(second.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The name or the password is incorrect.");
        await SignInAsync(second, Another);
        await second.ArrivesAtAsync(site.Url + "/");
        site.AssertNoFaultsButOfEndedSessions();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task With_an_authenticator_app_the_sign_in_takes_a_code_or_a_recovery_code(ColorScheme colors, int width)
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Viewer, "/account", colors, width, "alice");
        var name = $"account-{colors}-{width}";
        await page.Locator("tbody tr").WaitForAsync();
        await page.LookAsync(name);
        await page.Button("Set up an authenticator app").ClickAsync();
        var secret = Base32Encoding.ToBytes((await page.GetByTestId("secret").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal));
        await page.LookAsync(name + "-set-up");
        await page.EnterAsync("Code from the app", CodeOf(secret));
        await page.EnterAsync("Your password", ManagerSite.Password);
        await page.Button("Turn on").ClickAsync();
        await page.GetByTestId("recovery").WaitForAsync();
        await page.LookAsync(name + "-recovery");
        var recovery = await page.GetByTestId("recovery").Locator("code").AllTextContentsAsync();
        await page.Button("I have saved them").ClickAsync();
        await Assertions.Expect(page.GetByTestId("recovery")).ToHaveCountAsync(0);
        Assert.DoesNotContain(recovery[0], await page.ContentAsync(), StringComparison.Ordinal);
        site.AssertNoFaults();

        var other = await site.OpenAsync("/sign-in?next=%2Faccount", colors, width);
        await SignInAsync(other, ManagerSite.Password);
        await other.Locator("#code").WaitForAsync();
        await other.LookAsync(name + "-code");
        await other.FillAsync("#code", "000000");
        await other.ClickAsync("button[type=submit]");
        await Assertions.Expect(other.GetByRole(AriaRole.Alert)).ToContainTextAsync("The code is incorrect");
        await other.FillAsync("#code", recovery[0]);
        await other.ClickAsync("button[type=submit]");
        await other.ArrivesAtAsync(site.Url + "/account");
        await Assertions.Expect(other.Locator("main")).ToContainTextAsync("7 recovery codes are left");

        await other.EnterAsync("Your password", ManagerSite.Password);
        await other.Button("Remove the authenticator app").ClickAsync();
        await other.SaysAsync("You can now sign in without a code.");
        site.AssertNoFaults();
    }

    private static string CodeOf(byte[] secret) => new Totp(secret).ComputeTotp(DateTime.UtcNow);

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.FillAsync("#name", "alice");
        await page.FillAsync("#password", password);
        await page.ClickAsync("button[type=submit]");
    }

    private static async Task ChangeAsync(IPage page, string current, string password)
    {
        await page.EnterAsync("Current password", current);
        await page.EnterAsync("New password", password);
        await page.EnterAsync("Repeat the password", password);
        await page.Button("Change the password").ClickAsync();
    }
}
