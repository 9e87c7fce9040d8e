using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue;

public sealed class SiteCatalogueTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public SiteCatalogueTests() => Directory.CreateDirectory(_folder.PathOf(SiteCatalogue.FolderName));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_overlays_it_is_the_programs_own()
    {
        Directory.Delete(_folder.PathOf(SiteCatalogue.FolderName));
        Assert.Equal(ProviderCatalogue.Entries, Read().Entries);
    }

    [Fact]
    public void An_overlay_adds_entries_and_replaces_those_of_the_same_id_in_their_place()
    {
        Write("10.json", Entry("own", "bl.example.org"), Entry("SpamCop", "mirror.example.org"));
        Write("20.json", Entry("own", "bl2.example.org"));
        Write("note.txt", "no catalogue");
        var catalogue = Read();
        Assert.Empty(catalogue.Errors);
        Assert.Equal(ProviderCatalogue.Entries.Count + 1, catalogue.Entries.Count);
        Assert.Equal(("bl2.example.org", "mirror.example.org"), (catalogue.Find("own")!.DomainPattern, catalogue.Find("spamcop")!.DomainPattern));
        Assert.Equal(ProviderCatalogue.Entries.ToList().FindIndex(entry => entry.Id == "spamcop"), catalogue.Entries.ToList().FindIndex(entry => entry.Id == "spamcop"));
    }

    [Fact]
    public void A_broken_overlay_is_told_by_file_and_place_and_changes_nothing_else()
    {
        Write("10.json", Entry("own", "bl.example.org"));
        Write("20.json", Entry("other", "bl.example.org"), Entry("spamcop", "bl..example.org"));
        var catalogue = Read();
        var error = Assert.Single(catalogue.Errors);
        Assert.Equal((_folder.PathOf(Path.Combine(SiteCatalogue.FolderName, "20.json")), "lists[1].zone"), (error.File, error.Path));
        Assert.NotNull(catalogue.Find("own"));
        Assert.Null(catalogue.Find("other"));
        Assert.Equal("bl.spamcop.net", catalogue.Find("spamcop")!.DomainPattern);
    }

    [Fact]
    public void What_is_no_file_is_told_and_not_waited_for()
    {
        Directory.CreateDirectory(_folder.PathOf(Path.Combine(SiteCatalogue.FolderName, "loop")));
        File.CreateSymbolicLink(_folder.PathOf(Path.Combine(SiteCatalogue.FolderName, "a.json")), "/dev/zero");
        var error = Assert.Single(Read().Errors);
        Assert.EndsWith("a.json", error.File, StringComparison.Ordinal);
    }

    private SiteCatalogue Read() => SiteCatalogue.Read(_folder.PathOf("ipblock.json"));

    private void Write(string name, params string[] entries) => File.WriteAllText(
        _folder.PathOf(Path.Combine(SiteCatalogue.FolderName, name)), "{ \"format\": 1, \"lists\": [ " + string.Join(", ", entries) + " ] }");

    private static string Entry(string id, string zone) => $$"""
        { "id": "{{id.ToLowerInvariant()}}", "name": "One", "kind": "block", "zone": "{{zone}}", "about": "Sources of spam.", "codes": ["127.0.0.2: listed"], "responses": ["127.0.0.2"],
          "score": 1, "ipv6": false, "testPoints": null,
          "sources": [ { "facts": ["zone", "codes", "responses", "score", "ipv6", "testPoints"], "source": "our own list", "date": "2026-11-28" } ], "lastProbed": null }
        """;
}
