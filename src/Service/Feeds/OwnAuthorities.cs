using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IpBlock.Files;

namespace IpBlock.Service.Feeds;

/// <summary>Certificates of the administrator's own that are trusted beside those of the system. Name and dates are checked as ever.</summary>
internal sealed class OwnAuthorities
{
    private readonly X509Certificate2Collection _roots = [];

    /// <param name="path">The file.</param>
    /// <param name="setting">The setting that names it.</param>
    /// <exception cref="IOException">The file cannot be read, or there is no certificate in it.</exception>
    public OwnAuthorities(string path, string setting)
    {
        try
        {
            using var text = new StreamReader(RegularFile.OpenRead(path));
            _roots.ImportFromPem(text.ReadToEnd());
        }
        catch (CryptographicException damaged)
        {
            throw new IOException($"{path} ({setting}) cannot be read: {damaged.Message}", damaged);
        }

        if (_roots.Count == 0)
            throw new IOException($"{path} ({setting}) contains no certificate in PEM format.");
    }

    public bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_roots);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // a company's own authority seldom has a list of revocations that a server can reach
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        foreach (var element in chain?.ChainElements.AsEnumerable() ?? [])
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(leaf);
    }
}
