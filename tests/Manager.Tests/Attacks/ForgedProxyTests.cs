using System.Net;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using Xunit;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>A page behind a proxy at 192.0.2.10, asked by somebody else who says what the proxy would say.</summary>
public sealed class ForgedProxyTests(Chromium browser)
{
    [Fact]
    public async Task What_only_the_page_itself_says_is_not_believed_from_outside()
    {
        await using var site = await ManagerSite.StartProgramAsync(browser, "{}", "--proxy", "127.0.0.1", "--proxy", "::1", "--host", "mail.example.com");
        using var intruder = new Intruder(site);

        // The proxy's machine is asked directly: no header of the proxy, but what the page writes when it has believed one.
        using var answer = await intruder.GetAsync("/sign-in", ("X-Original-For", "127.0.0.1:1"), ("X-Original-Proto", "http"), ("X-Original-Host", "localhost"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("through its proxy", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), System.StringComparison.Ordinal);

        // Of several the last is the proxy's own word; the client's words before it count for nothing.
        using var chain = await intruder.GetAsync(
            "/sign-in", ("X-Forwarded-For", "127.0.0.1, 203.0.113.7"), ("X-Forwarded-Proto", "https, http"), ("X-Forwarded-Host", "mail.example.com, mail.example.com"));
        Assert.Equal(HttpStatusCode.Forbidden, chain.StatusCode);
    }
}
