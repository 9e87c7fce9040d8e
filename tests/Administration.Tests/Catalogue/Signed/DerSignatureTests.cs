using System;
using System.Formats.Asn1;
using System.Linq;
using System.Numerics;
using System.Security.Cryptography;
using IpBlock.Administration.Catalogue.Signed;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue.Signed;

public sealed class DerSignatureTests
{
    [Fact]
    public void Signatures_of_net_are_read_as_net_writes_them_in_the_other_form()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        for (var i = 0; i < 300; i++)
        {
            var content = BitConverter.GetBytes(i);
            var der = key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            Assert.True(key.VerifyData(content, DerSignature.ToFixed(der)!, HashAlgorithmName.SHA256));
        }
    }

    [Fact]
    public void Numbers_of_every_length_are_read_as_the_writer_of_der_writes_them()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var (r, s) = (Number(random), Number(random));
            var both = DerSignature.ToFixed(Der(r, s));
            Assert.NotNull(both);
            Assert.Equal((r, s), (Unsigned(both[..32]), Unsigned(both[32..])));
        }
    }

    // Whatever is read is written by the writer in the very same bytes, so that there is one spelling of each signature.
    [Fact]
    public void Every_changed_byte_is_refused_or_another_signature()
    {
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            var der = Der(Number(random), Number(random));
            for (var at = 0; at < der.Length; at++)
            {
                var changed = der.ToArray();
                changed[at] = (byte)random.Next(256);
                if (DerSignature.ToFixed(changed) is { } both)
                    Assert.Equal(changed, Der(Unsigned(both[..32]), Unsigned(both[32..])));
            }

            Assert.Null(DerSignature.ToFixed([.. der, 0]));
            Assert.Null(DerSignature.ToFixed(der[..^1]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3000")]
    [InlineData("3003020101")]
    [InlineData("30060201010201")]
    [InlineData("3006020101028101")]
    [InlineData("300702020001020101")]
    [InlineData("3006020181020101")]
    [InlineData("3006020001020101")]
    [InlineData("3005020002010100")]
    [InlineData("308106020101020101")]
    public void What_is_not_der_is_refused(string hex) => Assert.Null(DerSignature.ToFixed(Convert.FromHexString(hex)));

    [Fact]
    public void A_number_that_is_too_large_for_the_curve_is_refused()
    {
        Assert.NotNull(DerSignature.ToFixed(Der((BigInteger.One << 256) - 1, 1)));
        Assert.Null(DerSignature.ToFixed(Der(BigInteger.One << 256, 1)));
    }

    private static BigInteger Number(Random random)
    {
        var bytes = new byte[random.Next(1, 33)];
        random.NextBytes(bytes);
        return Unsigned(bytes);
    }

    private static BigInteger Unsigned(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Der(BigInteger r, BigInteger s)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }
}
