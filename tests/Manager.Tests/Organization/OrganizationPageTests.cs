using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Organization;

public sealed class OrganizationPageTests(Chromium browser)
{
    [Fact]
    public async Task In_a_browser_the_button_leads_through_the_provider_to_the_page_that_was_wanted_and_changes_bear_the_name()
    {
        await using var provider = new TestProvider { ShowsPage = true };
        await provider.StartAsync();
        var secret = Path.Combine(Path.GetDirectoryName(provider.TrustedPath)!, "secret");
        await File.WriteAllTextAsync(secret, TestProvider.Secret);
        await using var site = await ManagerSite.StartProgramAsync(
            browser, "{}", "--make-certificate", "--oidc-authority", provider.Url, "--oidc-client-id", TestProvider.ClientId,
            "--oidc-client-secret-file", secret, "--oidc-administrator", "mail-all", "--oidc-trusted-certificate", provider.TrustedPath);
        provider.Claims = new() { ["roles"] = new[] { "nothing" }, ["preferred_username"] = "alice" };
        var page = await site.OpenAsync("/account", width: 360);
        await page.AssertNoViolationsAsync();
        await page.AssertFitsAsync();
        await page.KeepAsync("sign-in-organization");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your organization" }).ClickAsync();
        await page.ClickAsync("#on");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Not permitted: your organization has not assigned you a role for this page.");

        provider.Claims["roles"] = new[] { "nothing", "mail-all" };
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your organization" }).ClickAsync();
        await page.ClickAsync("#on");
        await page.ArrivesAtAsync(site.Url + "/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "alice (organization)" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("You have no password on this page.")).ToBeVisibleAsync();
        await page.AssertNoViolationsAsync();
        await page.AssertFitsAsync();
        var cookies = await page.Context.CookiesAsync([site.Url + "/sign-in/organization/callback"]);
        Assert.True(Assert.Single(cookies, static cookie => !cookie.Name.StartsWith("ipblock-form-", StringComparison.Ordinal)) is
        { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.Strict });

        await page.GotoAsync("/");
        await page.ClickAsync("text=Switch off");
        await page.ClickAsync("[role=dialog] >> button.danger");
        await Assertions.Expect(page.GetByTestId("message")).ToBeVisibleAsync();
        await page.GotoAsync("/history");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("alice (organization)");

        // The provider is the other host that is asked, and only at the address where one signs in.
        Assert.Equal(2, site.Faults.RemoveAll(fault => fault.StartsWith($"asked another host: {provider.Url}/authorize?", StringComparison.Ordinal)));
        site.AssertNoFaults();
    }
}
