using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IpBlock.Testing.Certificates;

/// <summary>An authority of the test's own, and the certificates it gives out.</summary>
public sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly X509Certificate2 _root;

    /// <summary>One that nobody trusts yet.</summary>
    public Authority()
    {
        var request = new CertificateRequest("CN=Test authority", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
    }

    /// <summary>One for 127.0.0.1, feeds.test and cdn.test.</summary>
    public X509Certificate2 Good() => Give("feeds.test", true, Now.AddDays(-1), Now.AddDays(30), "cdn.test");

    /// <summary>One for other.test alone.</summary>
    public X509Certificate2 OfAnotherHost() => Give("other.test", false, Now.AddDays(-1), Now.AddDays(30));

    /// <summary>One for 127.0.0.1 and feeds.test that has ended yesterday.</summary>
    public X509Certificate2 Expired() => Give("feeds.test", true, Now.AddDays(-30), Now.AddDays(-1));

    /// <summary>One for mail.test and an address.</summary>
    public X509Certificate2 For(IPAddress address) => Give("mail.test", Now.AddDays(-1), Now.AddDays(30), address);

    /// <summary>Writes its own certificate in PEM, for settings to name.</summary>
    public void WriteTo(string path) => File.WriteAllText(path, _root.ExportCertificatePem());

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    private X509Certificate2 Give(string host, bool loopback, DateTimeOffset from, DateTimeOffset until, params string[] more) =>
        Give(host, from, until, loopback ? IPAddress.Loopback : null, more);

    private X509Certificate2 Give(string host, DateTimeOffset from, DateTimeOffset until, IPAddress? address, params string[] more)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        foreach (var name in more)
            names.AddDnsName(name);
        if (address is not null)
            names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var bare = request.Create(_root, from, until, RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
