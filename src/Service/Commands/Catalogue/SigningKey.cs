using System;
using System.IO;
using System.Security.Cryptography;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary>A publisher's private key, as openssl and <c>ipblock catalog key</c> write it.</summary>
internal sealed class SigningKey : IDisposable
{
    private const int Longest = 64 << 10;
    private readonly ECDsa _ecdsa;

    private SigningKey(ECDsa ecdsa, CataloguePublicKey publicKey) => (_ecdsa, Public) = (ecdsa, publicKey);

    /// <summary>What those set who believe its owner.</summary>
    public CataloguePublicKey Public { get; }

    public static SigningKey Make()
    {
        var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(ecdsa, PublicOf(ecdsa)!);
    }

    /// <summary>The key of a file; null with the reason when there is none in it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SigningKey? TryRead(string path, out string? reason)
    {
        using var stream = RegularFile.OpenRead(path);
        reason = "this is not a private key in PEM format; create one with ipblock catalog key, or openssl ecparam -name prime256v1 -genkey";
        if (stream.Length > Longest)
            return null;
        using var reader = new StreamReader(stream);
        var pem = reader.ReadToEnd();
        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            reason = "the key is encrypted; remove the passphrase with openssl pkcs8 -topk8 -nocrypt";
            return null;
        }

        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
            if (PublicOf(ecdsa) is { } publicKey && IsPrivate(ecdsa))
            {
                reason = null;
                return new SigningKey(ecdsa, publicKey);
            }

            reason = "this is not a private key of ECDSA on the curve P-256 (prime256v1)";
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            // The reason is said already.
        }

        ecdsa.Dispose();
        return null;
    }

    /// <summary>The private key in PEM format.</summary>
    public string ToPem() => _ecdsa.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The signature with SHA-256, in DER.</summary>
    public byte[] Sign(byte[] content) => _ecdsa.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _ecdsa.Dispose();

    private static CataloguePublicKey? PublicOf(ECDsa ecdsa) =>
        CataloguePublicKey.TryParse(Convert.ToBase64String(ecdsa.ExportSubjectPublicKeyInfo()), out var key, out _) ? key : null;

    private static bool IsPrivate(ECDsa ecdsa)
    {
        try
        {
            return ecdsa.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (CryptographicException)
        {
            return false; // there is only the public half
        }
    }
}
