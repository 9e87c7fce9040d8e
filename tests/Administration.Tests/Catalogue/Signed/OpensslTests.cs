using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue.Signed;

/// <summary>openssl has the last word on keys and signatures: what it makes must be taken, what it rejects must not.</summary>
public sealed class OpensslTests : IDisposable
{
    private readonly Publisher _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_catalogue_that_was_signed_by_openssl_alone_is_taken_with_its_key()
    {
        await OpensslAsync("ecparam", "-name", "prime256v1", "-genkey", "-out", "key.pem");
        await OpensslAsync("ec", "-in", "key.pem", "-pubout", "-out", "public.pem");
        Assert.True(CataloguePublicKey.TryParse(await File.ReadAllTextAsync(_site.PathOf("public.pem")), out var key, out var reason), reason);
        await File.WriteAllTextAsync(_site.PathOf("catalogue.json"), Publisher.Catalogue(7, "2027-11-30", "own"));

        // Each signature is another, and its numbers have other lengths.
        for (var i = 0; i < 12; i++)
        {
            await OpensslAsync("dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "catalogue.json");
            var issue = Publisher.Envelope(await File.ReadAllBytesAsync(_site.PathOf("catalogue.json")), await File.ReadAllBytesAsync(_site.PathOf("signature")));
            Assert.Empty(_site.Update.Preview(issue, "new.json", key).Errors);
        }

        await OpensslAsync("dgst", "-sha512", "-sign", "key.pem", "-out", "signature", "catalogue.json");
        Assert.Contains(
            "the signature does not match the key",
            Assert.Single(_site.Update.Preview(Publisher.Envelope(await File.ReadAllBytesAsync(_site.PathOf("catalogue.json")), await File.ReadAllBytesAsync(_site.PathOf("signature"))), "new.json", key).Errors).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secp256k1")]
    [InlineData("secp384r1")]
    public async Task A_key_of_another_curve_is_refused_when_it_is_pinned(string curve)
    {
        await OpensslAsync("ecparam", "-name", curve, "-genkey", "-out", "key.pem");
        await OpensslAsync("ec", "-in", "key.pem", "-pubout", "-out", "public.pem");
        Assert.False(CataloguePublicKey.TryParse(await File.ReadAllTextAsync(_site.PathOf("public.pem")), out _, out var reason));
        Assert.Contains("not an ECDSA key on the curve P-256", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_issue_is_signed_byte_for_byte_as_it_was_written_unless_its_version_or_date_is_given()
    {
        var text = Encoding.UTF8.GetBytes(Publisher.Catalogue(7, "2027-11-30", "own") + "\n// the end");
        Assert.Equal(text, CatalogueIssue.TryMake(text, "a.json", null, null, out _)!.Content);
        var other = CatalogueIssue.TryMake(text, "a.json", 8, new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), out _)!;
        Assert.Equal((8, new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), 1), (other.Catalogue.Version, other.Catalogue.Expires, other.Catalogue.Entries.Count));
        Assert.Null(CatalogueIssue.TryMake(text[..20], "a.json", 8, null, out var errors));
        Assert.Equal("a.json", Assert.Single(errors).File);
        Assert.Null(CatalogueIssue.TryMake([0xFF, 0xFE], "a.json", null, null, out _));
    }

    private Task OpensslAsync(params string[] words) => Openssl.RunAsync(Path.GetDirectoryName(_site.SettingsPath)!, words);
}
