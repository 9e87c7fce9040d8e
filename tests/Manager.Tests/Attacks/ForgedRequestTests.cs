using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using Xunit;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>Requests that another site has a browser send, or that say they come from elsewhere.</summary>
public sealed class ForgedRequestTests(AttackedSite attacked) : IClassFixture<AttackedSite>
{
    private const string Token = "__RequestVerificationToken";

    [Fact]
    public async Task A_sign_in_takes_the_token_of_its_form_and_of_its_browser()
    {
        using var other = new Intruder(attacked.Site);
        var (foreign, stale) = (await other.TokenAsync(), "CfDJ8" + new string('A', 150));
        foreach (var token in new[] { null, "", "x", stale, foreign })
        {
            using var intruder = new Intruder(attacked.Site);
            await intruder.TokenAsync();
            var fields = Form(token);
            using var answer = await intruder.PostAsync("/sign-in", fields);
            Assert.Equal((token, HttpStatusCode.BadRequest), (token, answer.StatusCode));
            Assert.Null(intruder.Session);
        }

        using var alice = await attacked.AliceAsync(); // with the right one
    }

    [Fact]
    public async Task A_token_of_before_the_sign_in_is_not_one_of_after_it()
    {
        using var alice = new Intruder(attacked.Site);
        var before = await alice.TokenAsync();
        using var signedIn = await alice.SignInAsync(AttackedSite.Name, ManagerSite.Password);
        using var answer = await alice.PostAsync("/sign-out", [(Token, before)]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/sign-in")]
    [InlineData("/invitation?key=x")]
    public async Task No_form_is_heard_without_a_token(string path)
    {
        using var alice = await attacked.AliceAsync();
        using var answer = await alice.PostAsync(path, Form(null));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var still = await alice.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://localhost")]
    [InlineData("https://localhost")]
    [InlineData("null")]
    [InlineData("file://")]
    public async Task A_page_of_another_origin_sends_neither_a_form_nor_opens_a_circuit(string origin)
    {
        using var alice = await attacked.AliceAsync();
        var requests = new (HttpMethod Method, string Path)[]
            { (HttpMethod.Post, "/sign-in"), (HttpMethod.Post, "/sign-out"), (HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"), (HttpMethod.Get, "/_blazor?id=x"), (HttpMethod.Get, "/log.csv") };
        foreach (var (method, path) in requests)
        {
            using var content = method == HttpMethod.Post ? new FormUrlEncodedContent([]) : null;
            using var answer = await alice.SendAsync(method, path, content, ("Origin", origin));
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, answer.StatusCode));
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n", "4")]
    [InlineData("GET / HTTP/1.1\r\nHost: \r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", "400")]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", "403")]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "4")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\n\r\n", "302")]
    public async Task A_foreign_name_is_refused_however_it_is_said(string request, string status)
    {
        using var intruder = new Intruder(attacked.Site);
        var line = await intruder.SpeakAsync(request.Replace(" / HTTP", " /not-found HTTP", StringComparison.Ordinal).Replace("\r\n\r\n", "\r\nAccept: text/html\r\nConnection: close\r\n\r\n", StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 " + status, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_proxy_nobody_is_believed_where_he_comes_from()
    {
        (string, string)[] forged =
        [
            ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/evil"),
            ("Forwarded", "for=203.0.113.9;host=evil.example;proto=https"), ("X-Original-For", "203.0.113.9"), ("X-Original-URL", "/accounts"), ("X-Rewrite-URL", "/accounts"),
        ];
        using var intruder = new Intruder(attacked.Site);
        using var answer = await intruder.SignInAsync(AttackedSite.Name, ManagerSite.Password, "", forged);
        Assert.Equal("/", answer.Headers.Location!.ToString().Replace(attacked.Site.Url, "", StringComparison.Ordinal));
        Assert.DoesNotContain("secure", string.Join(';', answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        var page = await attacked.Site.SignInAsync(IpBlock.Manager.Accounts.Role.Administrator, "/accounts?tab=sessions", name: "reader");
        await page.Locator("tbody tr").First.WaitForAsync();
        Assert.DoesNotContain("203.0.113.9", await page.ContentAsync(), StringComparison.Ordinal);
    }

    private static (string, string)[] Form(string? token) =>
    [
        ("_handler", "sign-in"), ("Given.Name", AttackedSite.Name), ("Given.Password", ManagerSite.Password), .. token is null ? [] : new[] { (Token, token) },
    ];
}
