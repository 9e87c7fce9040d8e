using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using IpBlock.Service.Feeds;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>Judges the certificate of the server that takes notifications, and says in plain words what is wrong with it. Nothing turns it off.</summary>
internal sealed class ServerCertificate
{
    private const int MostNames = 5;

    private readonly OwnAuthorities? _own;
    private readonly string _host;
    private readonly string _setting;
    private readonly DateTimeOffset _now;

    /// <param name="host">Whose certificate it must be.</param>
    /// <param name="path">The file of certificates that are trusted beside those of the system; null for none.</param>
    /// <param name="setting">The setting that names the file.</param>
    /// <param name="now">The time of day.</param>
    /// <exception cref="IOException">The file cannot be read, or there is no certificate in it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ServerCertificate(string host, string? path, string setting, DateTimeOffset now)
    {
        (_host, _setting, _now) = (host, setting, now);
        _own = path is null ? null : new OwnAuthorities(path, setting);
    }

    /// <summary>What is wrong with the certificate that was judged last; empty when nothing is, or there has been none.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>A callback of .NET's and MailKit's.</summary>
    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var isTrusted = errors == SslPolicyErrors.None || (_own?.Trusts(sender, certificate, chain, errors) ?? false);
        Problem = isTrusted ? "" : WhyNot(certificate as X509Certificate2, errors);
        return isTrusted;
    }

    private string WhyNot(X509Certificate2? certificate, SslPolicyErrors errors)
    {
        if (certificate is null)
            return $"{_host} sent no certificate";
        var (from, until) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        if (until < _now)
            return $"the certificate of {_host} expired on {PointInTime.Format(until)}; renew it there";
        if (from > _now)
            return $"the certificate of {_host} is not valid before {PointInTime.Format(from)}; check the clocks of both servers";
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != SslPolicyErrors.None)
        {
            var names = string.Join(", ", NamesOf(certificate));
            return $"the certificate is for {names} and not for {_host}; use a name in the certificate, or install a certificate for {_host} on that server";
        }

        return string.Equals(certificate.Subject, certificate.Issuer, StringComparison.Ordinal)
            ? $"the certificate of {_host} is self-signed; save it to a file and enter the file in {_setting}"
            : $"the certificate of {_host} is issued by an authority that is not trusted ({Shown.Cut(certificate.Issuer)}); save the certificate of the authority "
                + $"to a file and enter the file in {_setting}";
    }

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(static address => address.ToString()))).ToList();
        if (names.Count == 0)
            names.Add(certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false));
        return names.Take(MostNames).Select(static name => Shown.Cut(name));
    }
}
