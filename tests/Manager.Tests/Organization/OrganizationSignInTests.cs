using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using Xunit;

namespace IpBlock.Manager.Tests.Organization;

public sealed class OrganizationSignInTests
{
    private const string Failed = "The sign-in with your organization failed.";

    [Theory]
    [InlineData(Role.Viewer, "mail-see")]
    [InlineData(Role.Operator, "mail-run", "others")]
    [InlineData(Role.Administrator, "mail-see", "mail-all", "mail-run")]
    public async Task The_highest_role_that_a_value_gives_is_the_sessions(Role role, params string[] values)
    {
        await using var site = await OrganizationSite.StartAsync();
        Assert.True(await site.SignsInLocallyAsync("alice"));
        site.Provider.Claims = new() { ["roles"] = values, ["preferred_username"] = "alice", ["email"] = "a@example.com" };
        using var alice = new Employee(site);
        Assert.Contains("You are signed in.", await alice.SignInAsync(), StringComparison.Ordinal);
        var session = Assert.Single(site.Sessions);
        Assert.Equal(("alice (organization)", role), (session.Account.Name, session.Account.Role));
        Assert.True(session.Account is { IsOfOrganization: true, HasPassword: false });
        Assert.Equal(("alice (organization)", "signed in"), (site.LastLogged.Account, site.LastLogged.What));

        // The account of the same name is another one, and the list of accounts has only that.
        Assert.Equal("alice", Assert.Single(site.Get<AccountStore>().All()).Name);
        Assert.Equal(Role.Viewer, site.Get<AccountStore>().Find("alice")!.Role);
        Assert.Null(site.Get<AccountStore>().Find(session.Account.Id));

        // Nothing of the flow is left in the browser but the session.
        var cookie = Assert.Single(alice.Cookies("/sign-in/organization/callback"));
        Assert.StartsWith("ipblock-session-", cookie.Name, StringComparison.Ordinal);
        Assert.True(cookie.HttpOnly);
        using var first = await alice.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
    }

    [Theory]
    [InlineData("email", "a@example.com (organization)")]
    [InlineData("sub", "0815 (organization)")]
    public async Task Without_a_user_name_the_mail_address_or_the_subject_is_shown(string claim, string shown)
    {
        await using var site = await OrganizationSite.StartAsync();
        site.Provider.Claims = new() { ["roles"] = "mail-see" };
        if (claim == "email")
            site.Provider.Claims["email"] = "a@example.com";
        using var alice = new Employee(site);
        await alice.SignInAsync();
        Assert.Equal(shown, Assert.Single(site.Sessions).Account.Name);
    }

    [Fact]
    public async Task A_role_stays_the_sessions_until_it_ends_and_the_name_of_another_person_is_another_account()
    {
        await using var site = await OrganizationSite.StartAsync();
        using var first = new Employee(site);
        using var second = new Employee(site);
        using var other = new Employee(site);
        site.Provider.Claims = new() { ["roles"] = "mail-all", ["preferred_username"] = "alice" };
        await first.SignInAsync();
        site.Provider.Claims = new() { ["roles"] = "mail-see", ["preferred_username"] = "alice" };
        await second.SignInAsync();
        Assert.Equal([Role.Viewer, Role.Administrator], site.Sessions.Select(static one => one.Account.Role).Order());
        Assert.Single(site.Sessions.Select(static one => one.Account.Id).Distinct());
        site.Provider.Claims = new() { ["roles"] = "mail-see", ["preferred_username"] = "alice", ["sub"] = "4711" };
        await other.SignInAsync();
        Assert.Equal(2, site.Sessions.Select(static one => one.Account.Id).Distinct().Count());
        foreach (var session in site.Sessions)
            site.Get<SessionStore>().End(session.Hash);
        using var answer = await first.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("signature", Failed)]
    [InlineData("unsigned", Failed)]
    [InlineData("nonce", Failed)]
    [InlineData("no nonce", Failed)]
    [InlineData("audience", Failed)]
    [InlineData("issuer", Failed)]
    [InlineData("expired", Failed)]
    [InlineData("no subject", Failed)]
    [InlineData("role", "Not permitted: your organization has not assigned you a role for this page.")]
    [InlineData("no role", "Not permitted: your organization has not assigned you a role for this page.")]
    public async Task A_token_that_is_not_good_in_all_respects_gives_no_session(string fault, string sentence)
    {
        await using var site = await OrganizationSite.StartAsync();
        var provider = site.Provider;
        provider.Claims = new() { ["roles"] = "mail-all", ["preferred_username"] = "alice" };
        (provider.SignsWithStrangersKey, provider.SignsNothing) = (fault == "signature", fault == "unsigned");
        var (claim, value) = fault switch
        {
            "nonce" => ("nonce", "another"),
            "no nonce" => ("nonce", null),
            "audience" => ("aud", "another-client"),
            "issuer" => ("iss", "https://login.example.com"),
            "expired" => ("exp", DateTimeOffset.UtcNow.AddMinutes(-20).ToUnixTimeSeconds()),
            "no subject" => ("sub", null),
            "role" => ("roles", "MAIL-ALL"),
            "no role" => ("roles", null),
            _ => ("x", (object?)"x"),
        };
        provider.Claims[claim] = value;
        if (fault == "expired")
            provider.Claims["nbf"] = DateTimeOffset.UtcNow.AddMinutes(-30).ToUnixTimeSeconds();
        using var alice = new Employee(site);
        Assert.Contains(sentence, await alice.SignInAsync(), StringComparison.Ordinal);
        Assert.Equal(1, provider.Redeemed);
        Assert.Empty(site.Sessions);
        Assert.Equal("sign-in failed", site.LastLogged.What);
        Assert.DoesNotContain(alice.Cookies(), static cookie => cookie.Name.StartsWith("ipblock-session-", StringComparison.Ordinal));
        Assert.True(await site.SignsInLocallyAsync("bob"));
    }

    [Fact]
    public async Task An_answer_of_the_provider_counts_once_and_only_in_the_browser_that_asked()
    {
        await using var site = await OrganizationSite.StartAsync();
        site.Provider.Claims = new() { ["roles"] = "mail-all" };
        site.Provider.TakesCodesAgain = true;
        using var alice = new Employee(site);
        using var thief = new Employee(site);
        var callback = await alice.GoThroughProviderAsync();
        var cookies = alice.CookieHeader(callback);
        Assert.Contains(Failed, await thief.ArriveAsync(callback), StringComparison.Ordinal);
        Assert.Empty(site.Sessions);
        Assert.Contains("You are signed in.", await alice.ArriveAsync(callback), StringComparison.Ordinal);
        using var again = await alice.GetAsync(callback.PathAndQuery);
        Assert.Equal("/sign-in?organization=failed", again.Headers.Location!.OriginalString);
        Assert.Equal(1, site.Provider.Redeemed);

        // Even with the cookies that the browser has been told to forget.
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, callback);
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        Assert.Contains(Failed, await thief.ShownAsync(answer), StringComparison.Ordinal);
        Assert.Equal(2, site.Provider.Redeemed);
        Assert.Equal("a response of the provider that was already used", site.LastLogged.Text);
        Assert.Single(site.Sessions);
    }

    [Fact]
    public async Task While_the_provider_is_down_a_sentence_says_so_and_local_accounts_sign_in()
    {
        await using var site = await OrganizationSite.StartAsync();
        site.Provider.Claims = new() { ["roles"] = "mail-all" };
        using var alice = new Employee(site);
        await site.Provider.StopAsync();
        await AssertDownAsync();
        await site.Provider.StartAsync();
        var callback = await alice.GoThroughProviderAsync(); // from here on the page knows the provider
        await site.Provider.StopAsync();
        await AssertDownAsync();
        Assert.Contains("does not answer", await alice.ArriveAsync(callback), StringComparison.Ordinal);
        Assert.Empty(site.Sessions);

        async Task AssertDownAsync()
        {
            using var answer = await alice.GetAsync("/sign-in/organization");
            Assert.Contains("The sign-in service of your organization does not answer.", await alice.ShownAsync(answer), StringComparison.Ordinal);
            Assert.Equal("sign-in failed", site.LastLogged.What);
            Assert.True(await site.SignsInLocallyAsync("bob"));
        }
    }
}
