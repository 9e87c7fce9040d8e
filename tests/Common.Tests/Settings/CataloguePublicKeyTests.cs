using System;
using System.Linq;
using System.Security.Cryptography;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class CataloguePublicKeyTests
{
    [Fact]
    public void A_key_is_read_as_pem_and_as_base64_and_has_the_point_that_net_says()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = ecdsa.ExportSubjectPublicKeyInfoPem();
        var base64 = Convert.ToBase64String(ecdsa.ExportSubjectPublicKeyInfo());
        foreach (var text in new[] { pem, " " + pem + "\n", pem.ReplaceLineEndings("\r\n"), base64 })
        {
            Assert.True(CataloguePublicKey.TryParse(text, out var key, out var reason), reason);
            var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
            Assert.Equal(point.X, key.X);
            Assert.Equal(point.Y, key.Y);
            Assert.Equal(base64, key.ToString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----")]
    [InlineData("AAAA")]
    [InlineData("no key")]
    public void What_is_no_key_is_refused_with_the_cure(string text)
    {
        Assert.False(CataloguePublicKey.TryParse(text, out _, out var reason));
        Assert.Contains("; write the output of openssl ec", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_kind_and_a_private_key_are_refused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var info = p256.ExportSubjectPublicKeyInfo();
        foreach (var text in new[] { p384.ExportSubjectPublicKeyInfoPem(), rsa.ExportSubjectPublicKeyInfoPem(), Convert.ToBase64String(info[..^1]), Convert.ToBase64String([.. info, 0]) })
            Assert.False(CataloguePublicKey.TryParse(text, out _, out _), text);
        foreach (var text in new[] { p256.ExportECPrivateKeyPem(), p256.ExportPkcs8PrivateKeyPem() })
        {
            Assert.False(CataloguePublicKey.TryParse(text, out _, out var reason));
            Assert.Contains("private key", reason, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n')[1], reason, StringComparison.Ordinal);
        }

        for (var i = 0; i < 27; i++)
        {
            var other = info.ToArray();
            other[i] ^= 1;
            Assert.False(CataloguePublicKey.TryParse(Convert.ToBase64String(other), out _, out _), $"byte {i}");
        }
    }
}
