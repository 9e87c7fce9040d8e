using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IpBlock.Testing.Certificates;

/// <summary>Certificates that no authority has given.</summary>
public static class SelfSigned
{
    /// <summary>One that its server has made itself, with its key.</summary>
    /// <param name="name">The server's host name or address.</param>
    /// <param name="from">Since when it is valid; since yesterday if not said.</param>
    /// <param name="until">How long; for 30 days if not said.</param>
    /// <param name="isAuthority">True for one that may stand in a file of trusted authorities.</param>
    public static X509Certificate2 For(string name, DateTimeOffset? from = null, DateTimeOffset? until = null, bool isAuthority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        if (isAuthority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(from ?? now.AddDays(-1), until ?? now.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
