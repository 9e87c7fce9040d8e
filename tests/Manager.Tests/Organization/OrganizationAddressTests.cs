using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Security;
using Xunit;

namespace IpBlock.Manager.Tests.Organization;

/// <summary>The addresses of the sign-in with the organization, and where they lead.</summary>
public sealed class OrganizationAddressTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/log?client=192.0.2.1&x=%22", "/log?client=192.0.2.1&x=%22")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task The_sign_in_leads_to_a_page_of_this_site(string next, string target)
    {
        await using var site = await OrganizationSite.StartAsync();
        site.Provider.Claims = new() { ["roles"] = "mail-see" };
        using var alice = new Employee(site);
        Assert.Contains($"content=\"0; url={target}\"", await alice.SignInAsync(next), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_off_there_is_neither_button_nor_address()
    {
        await using var site = await OrganizationSite.StartAsync(isOn: false);
        using var nobody = new Employee(site);
        foreach (var path in new[] { "/sign-in/organization", "/sign-in/organization/callback", "/sign-in/organization/callback?code=x&state=y" })
        {
            using var answer = await nobody.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var page = await nobody.GetAsync("/sign-in");
        Assert.DoesNotContain("your organization", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_on_there_is_a_button_and_no_address_but_the_two_which_stand_in_the_table_of_roles()
    {
        await using var site = await OrganizationSite.StartAsync();
        using var nobody = new Employee(site);
        foreach (var path in new[] { "/signin-oidc", "/signout-oidc", "/signout-callback-oidc" })
        {
            using var answer = await nobody.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var page = await nobody.GetAsync("/sign-in?organization=<b>made%20up");
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("Sign in with your organization", text, StringComparison.Ordinal);
        Assert.DoesNotContain("made up", text, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Host.Endpoints, static endpoint => RoleTable.Of(endpoint) is null);
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent([]);
        using var posted = await client.PostAsync(new Uri(site.Url + "/sign-in/organization/callback"), form);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x&state=y")]
    [InlineData("?error=access_denied&error_description=%3Cb%3E")]
    [InlineData("?id_token=x.y.z&state=y")]
    public async Task An_answer_that_nobody_asked_for_is_refused_with_a_sentence(string query)
    {
        await using var site = await OrganizationSite.StartAsync();
        using var nobody = new Employee(site);
        using var answer = await nobody.GetAsync("/sign-in/organization/callback" + query);
        Assert.Equal(ResponseHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("The sign-in with your organization failed.", await nobody.ShownAsync(answer), StringComparison.Ordinal);
        Assert.Empty(site.Sessions);
    }

    [Fact]
    public async Task Whoever_asks_too_often_is_told_so()
    {
        await using var site = await OrganizationSite.StartAsync();
        using var nobody = new Employee(site);
        for (var tries = 0; tries < SignInLimits.TriesOfAddress; tries++)
            (await nobody.GetAsync("/sign-in/organization/callback")).Dispose();
        foreach (var path in new[] { "/sign-in/organization/callback", "/sign-in/organization" })
        {
            using var answer = await nobody.GetAsync(path);
            Assert.Contains("too many sign-ins", await nobody.ShownAsync(answer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_the_provider_leads_back_to_the_name_and_path_of_the_proxy()
    {
        await using var site = await OrganizationSite.StartAsync(isBehindProxy: true);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        var start = site.Url.Replace("localhost", "127.0.0.1", StringComparison.Ordinal) + "/ipblock/sign-in/organization";
        using var request = new HttpRequestMessage(HttpMethod.Get, start);
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "mail.example.com");
        using var answer = await client.SendAsync(request);
        var back = Uri.EscapeDataString("https://mail.example.com/ipblock/sign-in/organization/callback");
        Assert.Contains("redirect_uri=" + back + "&", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, static cookie =>
        {
            Assert.Contains("path=/ipblock/sign-in/organization/callback", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.Ordinal);
            Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
            Assert.Contains("httponly", cookie, StringComparison.Ordinal);
            var expires = Regex.Match(cookie, "(?<=expires=)[^;]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
            var ends = DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture);
            Assert.True(ends < DateTimeOffset.UtcNow.AddMinutes(16), cookie);
        });
    }
}
