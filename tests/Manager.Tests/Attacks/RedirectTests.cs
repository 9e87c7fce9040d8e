using System;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using Xunit;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>Links that look like the page's and would lead elsewhere after the sign-in.</summary>
public sealed class RedirectTests(AttackedSite attacked) : IClassFixture<AttackedSite>
{
    [Theory]
    [InlineData("next", "https://evil.example/")]
    [InlineData("next", "//evil.example/")]
    [InlineData("next", "/\\evil.example/")]
    [InlineData("next", "/%09/evil.example/")]
    [InlineData("next", "/log/../../\\evil.example")]
    [InlineData("next", "/x:@evil.example")]
    [InlineData("next", "javascript:alert(1)")]
    [InlineData("returnUrl", "https://evil.example/")]
    [InlineData("ReturnUrl", "//evil.example/")]
    [InlineData("redirect", "https://evil.example/")]
    [InlineData("url", "https://evil.example/")]
    public async Task A_sign_in_leads_to_this_site(string parameter, string target)
    {
        using var alice = new Intruder(attacked.Site);
        var query = $"?{parameter}={(target.Contains('%', StringComparison.Ordinal) ? target : Uri.EscapeDataString(target))}";
        using var answer = await alice.SignInAsync(AttackedSite.Name, ManagerSite.Password, query);
        AssertOurs(answer.Headers.Location!);
        using var again = await alice.GetAsync("/sign-in" + query); // whoever is signed in already is led on at once
        AssertOurs(again.Headers.Location!);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("//evil.example/%2e%2e")]
    [InlineData("/\\evil.example")]
    [InlineData("/_framework/opaque-redirect?url=https%3A%2F%2Fevil.example")]
    [InlineData("/_framework/opaque-redirect?url=%2F%2Fevil.example")]
    public async Task No_address_of_the_page_leads_to_another_site(string path)
    {
        using var alice = await attacked.AliceAsync();
        using var nobody = new Intruder(attacked.Site);
        foreach (var who in new[] { alice, nobody })
        {
            using var answer = await who.GetAsync(attacked.Site.Url + path);
            if (answer.Headers.Location is { } location)
                AssertOurs(location);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
    }

    private void AssertOurs(Uri location)
    {
        var absolute = new Uri(new Uri(attacked.Site.Url), location);
        Assert.Equal(new Uri(attacked.Site.Url).Authority, absolute.Authority);
        Assert.Equal("http", absolute.Scheme);
        Assert.DoesNotContain('\\', location.OriginalString);
    }
}
