using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Testing.Servers;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Hosting;

public sealed class ListenTests(Chromium browser)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock-manager.dll");

    [Theory]
    [InlineData("http://0.0.0.0:8480", "plain text")]
    [InlineData("http://192.0.2.1:8480", "plain text")]
    [InlineData("https://localhost:8480", "--make-certificate")]
    [InlineData("http://localhost:8480/ipblock", "--base-path")]
    [InlineData("ftp://localhost", "not a valid URL")]
    public async Task A_place_that_is_not_safe_is_refused_with_the_fix(string url, string fix)
    {
        using var folder = new ScratchFolder();
        var (code, output) = await RealProcess.RunAsync("dotnet", [Program, "serve", "--settings", folder.Write("ipblock.json", "{}"), "--data", folder.Path, "--url", url]);
        Assert.NotEqual(0, code);
        Assert.Contains(fix, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_made_once_its_fingerprint_is_printed_and_the_cookie_goes_over_TLS_only()
    {
        await using var site = await ManagerSite.StartProgramAsync(browser, "{}", "--make-certificate");
        var printed = Fingerprint(site.Output);
        var page = await site.SignInAsync(Role.Viewer);
        Assert.All(await page.Context.CookiesAsync(), static cookie => Assert.True(cookie.Secure, cookie.Name));
        site.AssertNoFaults();
        await site.RestartAsync("--make-certificate");
        Assert.Equal(printed, Fingerprint(site.Output));
    }

    [Fact]
    public async Task A_proxy_alone_is_believed_what_it_says_of_the_client()
    {
        await using var site = await ManagerSite.StartProgramAsync(browser, "{}", "--proxy", "127.0.0.1", "--host", "mail.example.com", "--base-path", "/ipblock");
        Assert.Equal((HttpStatusCode.Forbidden, ""), await AskAsync(site, "/ipblock/", false));
        var (status, location) = await AskAsync(site, "/ipblock/not-found", true);
        Assert.Equal((HttpStatusCode.Redirect, "/ipblock/sign-in?next=%2Fnot-found"), (status, location));
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(site, "/ipblock/", true, host: "other.example.com")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(site, "/ipblock/", true, scheme: "http")).Status);
        Assert.StartsWith("https://mail.example.com/ipblock/invitation?key=", await site.InviteAsync("alice", Role.Viewer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_proxy_is_not_believed()
    {
        await using var site = await ManagerSite.StartProgramAsync(browser, "{}", "--proxy", "192.0.2.10", "--host", "mail.example.com");
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(site, "/sign-in", true, host: "mail.example.com", ownHost: "other.example.com")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(site, "/sign-in", true)).Status); // as a client of this machine, under the name that it gave itself
    }

    [Fact]
    public async Task Pages_of_a_session_that_is_ended_are_closed()
    {
        await using var site = await ManagerSite.StartAsync(browser);
        var page = await site.SignInAsync(Role.Viewer, name: "alice");
        await site.SignInAsync(Role.Viewer, name: "alice"); // a new password, which ends the sessions of the old one
        await page.ArrivesAtAsync(site.Url + "/sign-in");
    }

    private static string Fingerprint(string output) => Regex.Match(output, "([0-9A-F]{2}:){31}[0-9A-F]{2}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Value is { Length: > 0 } found
        ? found
        : throw new InvalidOperationException(output);

    private static async Task<(HttpStatusCode Status, string Location)> AskAsync(
        ManagerSite site, string path, bool isForwarded, string host = "mail.example.com", string scheme = "https", string? ownHost = null)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Url + path);
        request.Headers.Add("Accept", "text/html");
        if (ownHost is not null)
            request.Headers.Host = ownHost;
        if (isForwarded)
        {
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            request.Headers.Add("X-Forwarded-Proto", scheme);
            request.Headers.Add("X-Forwarded-Host", host);
        }

        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.ToString() ?? "");
    }
}
