using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Settings;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Catalogue.Signed;

/// <summary>Somebody who signs catalogues, and the folder of a site that takes them.</summary>
internal sealed class Publisher : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Publisher()
    {
        Clock.SetUtcNow(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
        Pin(Public);
    }

    public FakeClock Clock { get; } = new();

    public CataloguePublicKey Public => CataloguePublicKey.TryParse(_key.ExportSubjectPublicKeyInfoPem(), out var key, out var reason) ? key : throw new InvalidOperationException(reason);

    public string SettingsPath => _folder.PathOf("ipblock.json");

    public string InForce => _folder.PathOf(SignedCatalogue.FileName);

    public CatalogueUpdate Update => new(SettingsPath, Clock);

    public IEnumerable<string> Files => Directory.GetFiles(Path.GetDirectoryName(SettingsPath)!).Select(path => Path.GetFileName(path));

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>The site believes the owner of this key.</summary>
    public void Pin(CataloguePublicKey? key) => File.WriteAllText(SettingsPath, key is null ? "{}" : $$"""{ "catalogue": { "publicKey": "{{key}}" } }""");

    /// <summary>A catalogue of lists with these ids.</summary>
    public static string Catalogue(int version, string expires, params string[] ids) =>
        $$"""{ "format": 1, "version": {{version}}, "expires": "{{expires}}", "lists": [ {{string.Join(", ", ids.Select(id => Entry(id, id + ".example.org")))}} ] }""";

    public static string Entry(string id, string zone) => $$"""
        { "id": "{{id}}", "name": "{{id}}", "kind": "block", "zone": "{{zone}}", "about": "Sources of spam.", "codes": ["127.0.0.2: listed"], "responses": ["127.0.0.2"],
          "score": 1, "ipv6": false, "testPoints": null,
          "sources": [ { "facts": ["zone", "codes", "responses", "score", "ipv6", "testPoints"], "source": "our own list", "date": "2026-11-28" } ], "lastProbed": null }
        """;

    /// <summary>An issue that is signed and good for a year.</summary>
    public byte[] Issue(int version, params string[] ids) => Sign(Catalogue(version, "2027-11-30", ids));

    /// <summary>The text signed as it is, whatever it says.</summary>
    public byte[] Sign(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return Envelope(content, _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    public static byte[] Envelope(byte[] content, byte[] signature) => Encoding.ASCII.GetBytes(new JObject
    {
        ["format"] = 1,
        ["catalogue"] = Convert.ToBase64String(content),
        ["signature"] = Convert.ToBase64String(signature),
    }.ToString());

    public CatalogueUpdateResult Apply(byte[] content) => Update.Apply(content, "new.json", Public);

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }
}
