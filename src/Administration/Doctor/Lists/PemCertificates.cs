using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

namespace IpBlock.Administration.Doctor.Lists;

/// <summary>The certificates in a text (RFC 7468); whatever else is in it is left out.</summary>
internal static class PemCertificates
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";

    /// <exception cref="FormatException">What stands between two marks is not base64.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is no certificate.</exception>
    public static IReadOnlyList<X509Certificate2> Read(string text)
    {
        var certificates = new List<X509Certificate2>();
        for (var at = text.IndexOf(Begin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begin, at + 1, StringComparison.Ordinal))
        {
            var start = at + Begin.Length;
            var end = text.IndexOf(End, start, StringComparison.Ordinal);
            if (end < 0)
                throw new FormatException("a certificate is incomplete.");
            certificates.Add(Load(Convert.FromBase64String(text.Substring(start, end - start))));
        }

        return certificates;
    }

#if NET
    private static X509Certificate2 Load(byte[] bytes) => X509CertificateLoader.LoadCertificate(bytes);
#else
    private static X509Certificate2 Load(byte[] bytes) => new(bytes);
#endif
}
