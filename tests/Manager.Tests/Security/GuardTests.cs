using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Security;
using IpBlock.Manager.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Security;

public sealed class GuardTests(Chromium browser)
{
    [Fact]
    public async Task Without_a_session_only_the_way_in_is_served_and_each_answer_has_the_headers()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        var pages = new[]
        {
            ("/", 302), ("/not-found", 302), ("/sign-in", 200), ("/invitation?key=x", 200), ("/css/page.css", 200), ("/_blazor?id=x", 302), ("/sign-out", 404),
            ("/../ipblock.json", 404), ("/nothing", 404),
        };
        foreach (var (path, status) in pages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, site.Url + path);
            request.Headers.Add("Accept", "text/html");
            using var answer = await client.SendAsync(request);
            Assert.Equal((path, status), (path, (int)answer.StatusCode));
            Assert.Equal(ResponseHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        }
    }

    [Theory]
    [InlineData("Host", "rebound.example")]
    [InlineData("Origin", "http://rebound.example")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Origin", "null")]
    public async Task A_request_under_a_foreign_name_or_of_a_foreign_page_is_refused(string header, string value)
    {
        await using var site = await ManagerSite.StartAsync(browser);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Url + "/sign-in");
        request.Headers.Add(header, value);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_role_that_is_changed_counts_in_pages_that_are_open()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Administrator, name: "carol");
        await site.InviteAsync("carol", Role.Viewer); // gives her another role, and leaves her session
        await page.ClickAsync("text=Switch off");
        await page.ClickAsync("[role=dialog] >> button.danger");
        await Assertions.Expect(page.GetByTestId("message")).ToContainTextAsync("Your role is Viewer, but this requires the role Administrator.");
        Assert.Equal("{}", site.SettingsText);
        site.AssertNoFaults();
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_is_a_new_one_after_each_sign_in()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInByFormAsync(Role.Viewer);
        var first = await SessionAsync(page);
        Assert.True(first is { HttpOnly: true, SameSite: SameSiteAttribute.Strict, Path: "/" });
        await page.GotoAsync(new Uri(await site.InviteAsync("dave", Role.Viewer)).PathAndQuery);
        await page.FillAsync("#password", ManagerSite.Password);
        await page.FillAsync("#again", ManagerSite.Password);
        await page.ClickAsync("button[type=submit]");
        await page.ArrivesAtAsync(site.Url + "/");
        Assert.NotEqual(first.Value, (await SessionAsync(page)).Value);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Url + "/");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Cookie", $"{first.Name}={first.Value}");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode); // the session before has ended
        site.AssertNoFaults();
    }

    private static async Task<BrowserContextCookiesResult> SessionAsync(IPage page) =>
        (await page.Context.CookiesAsync()).Single(static cookie => cookie.Name.StartsWith("ipblock-session", StringComparison.Ordinal));
}
