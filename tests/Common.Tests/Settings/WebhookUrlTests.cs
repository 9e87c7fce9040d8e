using System;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class WebhookUrlTests
{
    [Theory]
    [InlineData("https://hooks.example/services/T0/B0/SECRET", "https://hooks.example/...")]
    [InlineData("https://hooks.example:8443/?token=SECRET", "https://hooks.example:8443/...")]
    [InlineData("https://me:SECRET@hooks.example/", "https://hooks.example/...")]
    [InlineData("https://hooks.example", "https://hooks.example/")]
    [InlineData("https://[2001:db8::7]/x", "https://[2001:db8::7]/...")]
    [InlineData("http://localhost:8080/x", "http://localhost:8080/...")]
    [InlineData("http://127.0.0.1/x", "http://127.0.0.1/...")]
    [InlineData("http://[::1]:81/x", "http://[::1]:81/...")]
    [InlineData("http://192.168.7.8/x", "http://192.168.7.8/...")]
    [InlineData("http://[fd00::8]/x", "http://[fd00::8]/...")]
    public void It_shows_the_server_and_no_more(string text, string shown)
    {
        Assert.True(WebhookUrl.TryParse(text, out var url, out var reason), reason);
        Assert.Equal(shown, url.ToString());
        Assert.Equal(new Uri(text), url.Reveal());
    }

    [Theory]
    [InlineData("http://hooks.example/SECRET")]
    [InlineData("http://192.0.43.8/SECRET")]
    [InlineData("http://localhost.example/SECRET")]
    [InlineData("ftp://hooks.example/SECRET")]
    [InlineData("hooks.example/SECRET")]
    [InlineData("/SECRET")]
    [InlineData("")]
    [InlineData(null)]
    public void What_others_could_read_on_its_way_is_refused_without_quoting_it(string? text)
    {
        Assert.False(WebhookUrl.TryParse(text, out _, out var reason));
        Assert.DoesNotContain("SECRET", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 no hook /services/T00A/B00B/SECRET")]
    [InlineData("got https://me:Pass@hooks.example/services/T00A/B00B/SECRET?key=K%20EY")]
    [InlineData("no K EY here, SECRET")]
    public void A_text_that_quotes_it_is_cleaned(string text)
    {
        Assert.True(WebhookUrl.TryParse("https://me:Pass@hooks.example/services/T00A/B00B/SECRET?key=K%20EY", out var url, out _));
        var hidden = url.HideIn(text);
        foreach (var secret in new[] { "SECRET", "T00A", "B00B", "Pass", "K EY", "K%20EY" })
            Assert.DoesNotContain(secret, hidden, StringComparison.Ordinal);
        Assert.Equal("503 Busy", url.HideIn("503 Busy"));
    }
}
