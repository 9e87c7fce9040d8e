using System.Security.Cryptography;
using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>Checks signatures: ECDSA on P-256 with SHA-256.</summary>
internal static class CatalogueSignature
{
    /// <summary>Why the signature is not that of the key; null when it is.</summary>
    /// <param name="key">Whose it should be.</param>
    /// <param name="content">What was signed.</param>
    /// <param name="der">The signature.</param>
    public static string? WhyNot(CataloguePublicKey key, byte[] content, byte[] der)
    {
        if (DerSignature.ToFixed(der) is not { } signature)
            return "the signature is not an ECDSA P-256 signature in DER format, as written by openssl dgst -sha256 -sign";
        try
        {
            // .NET Framework and netstandard2.0 read no SubjectPublicKeyInfo.
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.X, Y = key.Y } });
            return ecdsa.VerifyData(content, signature, HashAlgorithmName.SHA256)
                ? null
                : "the signature does not match the key in catalogue.publicKey, or the catalogue was changed";
        }
        catch (CryptographicException)
        {
            return "the key in catalogue.publicKey is not a valid P-256 key";
        }
    }
}
