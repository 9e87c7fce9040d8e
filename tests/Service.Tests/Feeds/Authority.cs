using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>An authority of the test's own, and the certificates it gives out.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly X509Certificate2 _root;

    public Authority()
    {
        var request = new CertificateRequest("CN=Test authority", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
    }

    public X509Certificate2 Good() => Give("feeds.test", true, Now.AddDays(-1), Now.AddDays(30), "cdn.test");

    public X509Certificate2 OfAnotherHost() => Give("other.test", false, Now.AddDays(-1), Now.AddDays(30));

    public X509Certificate2 Expired() => Give("feeds.test", true, Now.AddDays(-30), Now.AddDays(-1));

    public X509Certificate2 For(IPAddress address) => Give("mail.test", Now.AddDays(-1), Now.AddDays(30), address);

    public void WriteTo(string path) => File.WriteAllText(path, _root.ExportCertificatePem());

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
