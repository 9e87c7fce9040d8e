using System;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class ListUrlTests
{
    [Theory]
    [InlineData("https://www.spamhaus.org/drop/drop_v4.json", "https://www.spamhaus.org/drop/drop_v4.json", false)]
    [InlineData("https://iplists.firehol.org/files/firehol_level1.netset", "https://iplists.firehol.org/files/firehol_level1.netset", false)]
    [InlineData("https://lists.blocklist.de/lists/all.txt", "https://lists.blocklist.de/lists/all.txt", false)]
    [InlineData("https://198.51.100.7:8443/drop.txt", "https://198.51.100.7:8443/drop.txt", false)]
    [InlineData("https://[2001:db8::7]/drop.txt", "https://[2001:db8::7]/drop.txt", false)]
    [InlineData("https://me:SECRET@lists.example/drop.txt", "https://lists.example/drop.txt", true)]
    [InlineData("https://lists.example/drop.txt?SECRET", "https://lists.example/drop.txt?...", true)]
    [InlineData("https://lists.example/drop.txt#SECRET", "https://lists.example/drop.txt", true)]
    [InlineData("https://lists.example/SECRET/drop.txt", "https://lists.example/.../drop.txt", true)]
    [InlineData("https://lists.example/secretsecretsecret/drop.txt", "https://lists.example/.../drop.txt", true)]
    [InlineData("https://lists.example/a1b2c3/drop.txt", "https://lists.example/.../drop.txt", true)]
    [InlineData("https://lists.example/1234567890", "https://lists.example/...", true)]
    [InlineData("https://lists.example/SECRET.txt", "https://lists.example/...", true)]
    [InlineData("https://lists.example/%73ecret1234", "https://lists.example/...", true)]
    [InlineData("https://se1cret2se3cret.dl.lists.example/drop.txt", "https://....dl.lists.example/drop.txt", true)]
    [InlineData("https://se1cret2se3cret.example.co.uk/drop.txt", "https://....example.co.uk/drop.txt", true)]
    public void It_shows_whose_server_it_is_and_no_key(string text, string shown, bool secret)
    {
        Assert.True(ListUrl.TryParse(text, out var url, out _));
        Assert.Equal((shown, secret), (url.ToString(), url.HasSecrets));
    }

    [Theory]
    [InlineData("https://me:Pa55w%20rd@se1cret2se3cret.lists.example/K1E2Y3/x?token=T0KEN&z=1", "got https://me:Pa55w%20rd@se1cret2se3cret.lists.example/K1E2Y3/x?token=T0KEN&z=1")]
    [InlineData("https://me:Pa55w%20rd@se1cret2se3cret.lists.example/K1E2Y3/x?token=T0KEN&z=1", "no such host: SE1CRET2SE3CRET.lists.example:443")]
    [InlineData("https://me:Pa55w%20rd@se1cret2se3cret.lists.example/K1E2Y3/x?token=T0KEN&z=1", "wrong: Pa55w rd, k1e2y3, t0ken")]
    public void A_text_that_quotes_it_is_cleaned(string address, string text)
    {
        Assert.True(ListUrl.TryParse(address, out var url, out _));
        var hidden = url.HideIn(text);
        foreach (var secret in new[] { "Pa55w", "se1cret2", "K1E2Y3", "T0KEN" })
            Assert.DoesNotContain(secret, hidden, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("503 Busy", url.HideIn("503 Busy"));
    }
}
