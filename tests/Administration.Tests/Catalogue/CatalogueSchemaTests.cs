using System;
using System.Linq;
using IpBlock.Administration.Catalogue;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue;

public sealed class CatalogueSchemaTests
{
    private const string Entry = """
        { "id": "one", "name": "One", "kind": "block", "zone": "bl.example.org", "about": "Sources of spam.", "codes": ["127.0.0.2: listed"], "responses": ["127.0.0.2"],
          "score": 1, "ipv6": false, "testPoints": { "listed": "127.0.0.2", "notListed": "127.0.0.1" }, "removalPage": "https://example.org/?ip=%0",
          "sources": [ { "facts": ["zone", "codes", "responses", "score", "ipv6", "testPoints", "removalPage"], "source": "https://example.org/", "date": "2026-11-28", "verified": "2026-11-28" } ],
          "lastProbed": null }
        """;

    [Fact]
    public void The_built_in_catalogue_keeps_to_its_own_rules()
    {
        var file = CatalogueReader.Read(ProviderCatalogue.BuiltInText(), "catalogue.json");
        Assert.Empty(file.Errors);
        Assert.True(file.Entries.Count > 25);
        Assert.All(file.Entries, entry => Assert.Null(entry.LastProbed));
    }

    [Fact]
    public void No_fact_of_the_built_in_catalogue_is_from_the_future_or_verified_before_it_was_published()
    {
        foreach (var source in ProviderCatalogue.Entries.SelectMany(entry => entry.Sources))
        {
            Assert.InRange(source.Date, "2014-01-01", "2026-12-31");
            Assert.True(source.Verified is null || string.CompareOrdinal(source.Verified, source.Date) >= 0, source.Source);
        }
    }

    [Fact]
    public void No_customers_key_stands_in_the_catalogue()
    {
        foreach (var label in ProviderCatalogue.Entries.SelectMany(entry => entry.DomainPattern.Split('.')))
            Assert.True(label.Length < 16 || !label.Any(char.IsAsciiDigit), label);
        Assert.All(ProviderCatalogue.Entries.Where(entry => entry.DomainPattern.EndsWith(".dq.spamhaus.net", StringComparison.Ordinal)), entry => Assert.StartsWith("{key}.", entry.DomainPattern, StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_is_read_with_all_its_facts()
    {
        var entry = Assert.Single(CatalogueReader.Read(Lists(Entry), "a.json").Entries);
        Assert.Equal(("one", "bl.example.org", 10, "127.0.0.2"), (entry.Id, entry.DomainPattern, entry.Score.Tenths, entry.ListedPoint));
        Assert.Equal("%0 is listed by %1 (%4); for removal see %7", entry.RejectionResponse);
        Assert.Equal("2026-11-28", Assert.Single(entry.Sources).Verified);
    }

    [Theory]
    [InlineData("id", "\"One List\"", "lists[0].id")]
    [InlineData("id", null, "lists[0].id")]
    [InlineData("name", null, "lists[0].name")]
    [InlineData("kind", "\"grey\"", "lists[0].kind")]
    [InlineData("kind", null, "lists[0].kind")]
    [InlineData("zone", "\"bl..example.org\"", "lists[0].zone")]
    [InlineData("zone", null, "lists[0].zone")]
    [InlineData("ipv6Zone", "\"https://example.org\"", "lists[0].ipv6Zone")]
    [InlineData("about", null, "lists[0].about")]
    [InlineData("codes", "[\"127.0.0.2\"]", "lists[0].codes")]
    [InlineData("codes", "[]", "lists[0].codes")]
    [InlineData("codes", null, "lists[0].codes")]
    [InlineData("responses", "[\"192.0.2.1\"]", "lists[0].responses")]
    [InlineData("responses", "\"127.0.0.2\"", "lists[0].responses")]
    [InlineData("responses", null, "lists[0].responses")]
    [InlineData("score", "-1", "lists[0].score")]
    [InlineData("score", "1.25", "lists[0].score")]
    [InlineData("score", "\"1\"", "lists[0].score")]
    [InlineData("score", null, "lists[0].score")]
    [InlineData("ipv6", "1", "lists[0].ipv6")]
    [InlineData("ipv6", null, "lists[0].ipv6")]
    [InlineData("testPoints", "{ \"listed\": \"127.0.0.2\" }", "lists[0].testPoints")]
    [InlineData("testPoints", "{ \"listed\": \"here\", \"notListed\": \"127.0.0.1\" }", "lists[0].testPoints")]
    [InlineData("testPoints", null, "lists[0].testPoints")]
    [InlineData("queriesPerDay", "0", "lists[0].queriesPerDay")]
    [InlineData("removalPage", "\"example.org\"", "lists[0].removalPage")]
    [InlineData("removalPage", "\"javascript:alert(1)\"", "lists[0].removalPage")]
    [InlineData("termsPage", "\"https://example.org/\"", "lists[0].sources")]
    [InlineData("sources", "[]", "lists[0].sources")]
    [InlineData("sources", "[ { \"facts\": [\"zone\"], \"source\": \"\", \"date\": \"2026-11-28\" } ]", "lists[0].sources[0]")]
    [InlineData("sources", null, "lists[0].sources")]
    [InlineData("lastProbed", "\"yesterday\"", "lists[0].lastProbed")]
    [InlineData("lastProbed", null, "lists[0].lastProbed")]
    [InlineData("colour", "1", "lists[0].colour")]
    public void What_is_missing_or_wrong_is_told_with_file_and_place_and_the_file_does_not_count(string property, string? value, string path)
    {
        var entry = JObject.Parse(Entry);
        entry.Remove(property);
        if (value is not null)
            entry.Add(property, JToken.Parse(value));
        var file = CatalogueReader.Read(Lists(entry.ToString(), Entry.Replace("\"one\"", "\"two\"", StringComparison.Ordinal)), "a.json");
        Assert.Empty(file.Entries);
        Assert.Contains(file.Errors, error => error.Path == path && error.File == "a.json" && error.Line > 0);
    }

    [Theory]
    [InlineData("\"date\": \"2026-11-28\"", "\"date\": \"28.11.2026\"")]
    [InlineData("\"verified\": \"2026-11-28\"", "\"verified\": true")]
    [InlineData("\"facts\": [\"zone\", ", "\"facts\": [\"zone\", \"zone\", ")]
    [InlineData("\"facts\": [\"zone\", ", "\"facts\": [\"zone\", \"termsPage\", ")]
    [InlineData("\"facts\": [\"zone\", ", "\"facts\": [")]
    [InlineData("\"source\": \"https://example.org/\"", "\"source\": \"https://example.org/\", \"by\": \"me\"")]
    public void A_source_that_says_nothing_or_too_much_is_an_error(string there, string instead)
    {
        Assert.Contains(there, Entry, StringComparison.Ordinal);
        Assert.NotEmpty(CatalogueReader.Read(Lists(Entry.Replace(there, instead, StringComparison.Ordinal)), "a.json").Errors);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("[]", 1)]
    [InlineData("{ \"format\": 2, \"lists\": [] }", 1)]
    [InlineData("{ \"lists\": [] }", 1)]
    [InlineData("{ \"format\": 1 }", 1)]
    [InlineData("{ \"format\": 1, \"lists\": {} }", 1)]
    [InlineData("{ \"format\": 1, \"format\": 1, \"lists\": [] }", 1)]
    [InlineData("{ \"format\": 1, \"lists\": [], \"zones\": [] }", 1)]
    [InlineData("{ \"format\": 1, \"lists\": [] } {}", 1)]
    [InlineData("{ \"format\": 1, \"lists\": [ 1 ] }", 1)]
    [InlineData("{ \"format\": 1,\n \"lists\": [", 2)]
    public void What_is_no_catalogue_is_an_error_and_not_an_exception(string text, int line)
    {
        var file = CatalogueReader.Read(text, "a.json");
        Assert.Empty(file.Entries);
        Assert.True(Assert.Single(file.Errors).Line >= line);
    }

    [Fact]
    public void Two_entries_of_one_id_are_an_error() => Assert.Equal("lists[1].id", Assert.Single(CatalogueReader.Read(Lists(Entry, Entry), "a.json").Errors).Path);

    private static string Lists(params string[] entries) => "{ \"format\": 1, \"lists\": [ " + string.Join(",\n", entries) + " ] }";
}
