using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IpBlock.Time;

namespace IpBlock.Manager.Hosting;

/// <summary>The certificate for TLS: a given one, or one that the page makes for itself.</summary>
public static class OwnCertificate
{
    private const string FileName = "certificate.pfx";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(825);
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

    /// <summary>The certificate by the options; null when there is to be none.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="CryptographicException">A file holds no certificate with its key.</exception>
    public static X509Certificate2? Of(ManagerOptions options, Clock clock)
    {
        if (options.Certificate is { } path)
            return Load(path, options.CertificateKey);
        return options.MakesCertificate ? Made(options, clock.UtcNow) : null;
    }

    /// <summary>What the administrator compares with what the browser shows: SHA-256 as pairs of hexadecimal digits.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => BitConverter.ToString(SHA256.HashData(certificate.RawData)).Replace('-', ':');

    private static X509Certificate2 Load(string path, string? keyPath)
    {
        if (Path.GetExtension(path) is ".pfx" or ".p12")
            return X509CertificateLoader.LoadPkcs12FromFile(path, password: null);

        // Through PKCS #12, because SChannel of Windows does not take a key that lies in memory alone.
        using var pem = X509Certificate2.CreateFromPemFile(path, keyPath);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }

    private static X509Certificate2 Made(ManagerOptions options, DateTimeOffset now)
    {
        var path = Path.Combine(options.DataFolder, FileName);
        if (File.Exists(path))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
            if (kept.NotAfter.ToUniversalTime() > (now + Renewal).UtcDateTime && HasAll(kept, ListenPlace.Names(options)))
                return kept;
            kept.Dispose();
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName("CN=IpBlock page"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(NamesFor(options));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        var content = made.Export(X509ContentType.Pkcs12);
        WritePrivately(path, content);
        return X509CertificateLoader.LoadPkcs12(content, password: null);
    }

    private static bool HasAll(X509Certificate2 certificate, IEnumerable<string> names) => names.All(name => certificate.MatchesHostname(name));

    private static X509Extension NamesFor(ManagerOptions options)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in ListenPlace.Names(options))
        {
            if (IPAddress.TryParse(name, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(name);
        }

        return names.Build();
    }

    private static void WritePrivately(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(content);
    }
}
