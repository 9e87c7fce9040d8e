using System;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>Golden texts: where new text goes, and what goes with what is removed or moved.</summary>
public sealed class LayoutTests
{
    [Theory]
    [InlineData("{}", "{\n  \"blockList\": [\n    \"192.0.2.9\"\n  ]\n}")]
    [InlineData("{ }", "{\n  \"blockList\": [\n    \"192.0.2.9\"\n  ]\n}")]
    [InlineData("{\n\t\"enabled\": true\n}\n", "{\n\t\"enabled\": true,\n\t\"blockList\": [\n\t\t\"192.0.2.9\"\n\t]\n}\n")]
    [InlineData("{\r\n    \"enabled\": true\r\n}", "{\r\n    \"enabled\": true,\r\n    \"blockList\": [\r\n        \"192.0.2.9\"\r\n    ]\r\n}")]
    [InlineData("{ \"enabled\": true }", "{ \"enabled\": true, \"blockList\": [ \"192.0.2.9\" ] }")]
    [InlineData("{\"enabled\":true}", "{\"enabled\":true, \"blockList\": [ \"192.0.2.9\" ]}")]
    [InlineData("{ \"enabled\": true, // on\n}", "{ \"enabled\": true, // on\n  \"blockList\": [ \"192.0.2.9\" ],\n}")]
    [InlineData("{\n  \"enabled\": true // on\n}", "{\n  \"enabled\": true, // on\n  \"blockList\": [\n    \"192.0.2.9\"\n  ]\n}")]
    [InlineData("{\n  \"blockList\": []\n}", "{\n  \"blockList\": [\n    \"192.0.2.9\"\n  ]\n}")]
    [InlineData("{\n  \"blockList\": [ // none\n  ]\n}", "{\n  \"blockList\": [ // none\n    \"192.0.2.9\"\n  ]\n}")]
    [InlineData("{\n  \"blockList\": [\n    // none\n  ]\n}", "{\n  \"blockList\": [\n    // none\n    \"192.0.2.9\"\n  ]\n}")]
    [InlineData("{ \"blockList\": [ \"192.0.2.1\" ] }", "{ \"blockList\": [ \"192.0.2.1\", \"192.0.2.9\" ] }")]
    [InlineData("{ \"blockList\": [\"192.0.2.1\",\"192.0.2.2\"] }", "{ \"blockList\": [\"192.0.2.1\",\"192.0.2.2\",\"192.0.2.9\"] }")]
    [InlineData("{ \"blockList\": [ \"192.0.2.1\" // a\n] }", "{ \"blockList\": [ \"192.0.2.1\", // a\n  \"192.0.2.9\"\n] }")]
    [InlineData("{ \"blockList\": [\n    \"192.0.2.1\",\n    ] }", "{ \"blockList\": [\n    \"192.0.2.1\",\n    \"192.0.2.9\",\n    ] }")]
    [InlineData("{ \"blockList\": [ \"192.0.2.1\",\n                 \"192.0.2.2\" ] }", "{ \"blockList\": [ \"192.0.2.1\",\n                 \"192.0.2.2\",\n                 \"192.0.2.9\" ] }")]
    public void A_new_entry_stands_at_the_end_as_its_neighbours_do(string before, string after)
    {
        using var file = new EditedFile(before);
        Assert.Equal(after, file.After(SettingsEdit.AddEntry(ListKind.Block, "192.0.2.9")));
    }

    [Theory]
    [InlineData("[ \"192.0.2.9\" ]", "[]")]
    [InlineData("[\n  // why\n  \"192.0.2.9\", // because\n]", "[]")]
    [InlineData("[ // ours\n  \"192.0.2.9\"\n]", "[ // ours\n]")]
    [InlineData("[ // ours\n  \"192.0.2.9\" ]", "[ // ours\n]")]
    [InlineData("[\n  // ours\n\n  \"192.0.2.9\"\n]", "[\n  // ours\n]")]
    [InlineData("[ \"192.0.2.9\", \"192.0.2.1\" ]", "[ \"192.0.2.1\" ]")]
    [InlineData("[ \"192.0.2.1\", \"192.0.2.9\" ]", "[ \"192.0.2.1\" ]")]
    [InlineData("[ \"192.0.2.1\", \"192.0.2.9\", ]", "[ \"192.0.2.1\", ]")]
    [InlineData("[\n  \"192.0.2.1\", // one\n  // why\n  \"192.0.2.9\" // because\n]", "[\n  \"192.0.2.1\" // one\n]")]
    [InlineData("[\n  // one\n  \"192.0.2.1\",\n  // nine\n  \"192.0.2.9\",\n  // two\n  \"192.0.2.2\"\n]", "[\n  // one\n  \"192.0.2.1\",\n  // two\n  \"192.0.2.2\"\n]")]
    [InlineData("[\n  // section\n\n  // nine\n  \"192.0.2.9\",\n\n  // next\n\n  \"192.0.2.1\"\n]", "[\n  // section\n\n  // next\n\n  \"192.0.2.1\"\n]")]
    [InlineData("[ \"192.0.2.1\"\n, \"192.0.2.9\"\n, \"192.0.2.2\" ]", "[ \"192.0.2.1\"\n, \"192.0.2.2\" ]")]
    [InlineData("[ \"192.0.2.9\", /* two */ \"192.0.2.2\" ]", "[ /* two */ \"192.0.2.2\" ]")]
    [InlineData("[ { \"address\": \"192.0.2.009/32\" }, \"192.0.2.9\" ]", null)]
    [InlineData("[ { \"address\": \"192.0.2.9/32\", \"comment\": \"x\" }, \"192.0.2.9\" ]", "[]")]
    public void A_removed_entry_takes_along_what_is_about_it_and_no_more(string before, string? after)
    {
        using var file = new EditedFile($"{{ \"blockList\": {before} }}");
        var edit = SettingsEdit.RemoveEntry(ListKind.Block, "192.0.2.9");
        if (after is null)
            Assert.NotEmpty(file.ErrorsAfter(edit));
        else
            Assert.Equal($"{{ \"blockList\": {after} }}", file.After(edit));
    }

    [Theory]
    [InlineData("[ A, B, C ]", "[ C, A, B ]")]
    [InlineData("[A,B,  C]", "[C,A,  B]")]
    [InlineData("[ A, /* b */ B, C /* c */ ]", "[ C /* c */, A, /* b */ B ]")]
    [InlineData("[ A, B, C // c\n]", "[ C, // c\n  A, B\n]")]
    [InlineData("[\n  A, // a\n\n  B,\n  C, // c\n]", "[\n  C, // c\n\n  A, // a\n  B,\n]")]
    [InlineData("[\n  // section\n\n  A,\n  // see\n  C,\n  B ]", "[\n  // section\n\n  // see\n  C,\n  A,\n  B ]")]
    public void A_moved_provider_takes_its_comments_along_and_the_layout_stays(string before, string after)
    {
        using var file = new EditedFile("{ \"blockProviders\": " + Providers(before) + " }");
        Assert.Equal("{ \"blockProviders\": " + Providers(after) + " }", file.After(SettingsEdit.MoveProvider(ProviderKind.Block, "C", 1)));
    }

    [Theory]
    [InlineData("[ A ]", "[ N, A ]")]
    [InlineData("[A,B]", "[N,A,B]")]
    [InlineData("[ A,\n   B ]", "[ N,\n   A,\n   B ]")]
    [InlineData("[\n  // a\n  A\n]", "[\n  N,\n  // a\n  A\n]")]
    [InlineData("[ // ours\n  A ]", "[ // ours\n  N,\n  A ]")]
    [InlineData("[ /* a */ A ]", "[ N, /* a */ A ]")]
    public void A_new_first_provider_stands_above_the_comments_of_the_next(string before, string after)
    {
        using var file = new EditedFile("{ \"allowProviders\": " + Providers(before) + " }");
        Assert.Equal("{ \"allowProviders\": " + Providers(after) + " }", file.After(SettingsEdit.AddProvider(ProviderKind.Allow, EditedFile.Provider("N"), priority: 1)));
    }

    [Theory]
    [InlineData("{ \"lookup\": \"parallel\" }", "lookup", "sequential", "{ \"lookup\": \"sequential\" }")]
    [InlineData("{ \"lookup\": 'parallel' /* as it is */ }", "lookup", "parallel", "{ \"lookup\": 'parallel' /* as it is */ }")]
    [InlineData("{ \"lookup\": \"parallel\", \"enabled\": true }", "lookup", null, "{ \"enabled\": true }")]
    [InlineData("{ \"dns\": { \"servers\": [ \"192.0.2.1\" ] } }", "dns.servers", null, "{ \"dns\": {} }")]
    [InlineData("{ \"dns\": {} }", "dns.servers", "192.0.2.1, 2001:db8::1", "{ \"dns\": { \"servers\": [ \"192.0.2.1\", \"2001:db8::1\" ] } }")]
    [InlineData("{}", "dns.servers", "[2001:db8::1]:53,[2001:db8::2]", "{\n  \"dns\": {\n    \"servers\": [ \"[2001:db8::1]:53\", \"[2001:db8::2]\" ]\n  }\n}")]
    [InlineData("{}", "dns.servers", "[ \"192.0.2.1\" ]", "{\n  \"dns\": {\n    \"servers\": [ \"192.0.2.1\" ]\n  }\n}")]
    [InlineData("{}", "exceptions.exemptLocalPorts", "", "{\n  \"exceptions\": {\n    \"exemptLocalPorts\": []\n  }\n}")]
    [InlineData("{}", "exceptions.exemptLocalPorts", "25,587", "{\n  \"exceptions\": {\n    \"exemptLocalPorts\": [ 25, 587 ]\n  }\n}")]
    [InlineData("{}", "enabled", "False", "{\n  \"enabled\": false\n}")]
    [InlineData("{ \"log\": { \"enabled\": false } }", "log", null, "{}")]
    [InlineData("{}", "log.maxAge", null, "{}")]
    [InlineData("{\n  /* dns */ \"dns\": { // x\n    \"cacheEntries\": 5000 }\n}", "dns.cacheEntries", "6000", "{\n  /* dns */ \"dns\": { // x\n    \"cacheEntries\": 6000 }\n}")]
    public void A_general_setting_is_changed_where_it_stands(string before, string path, string? value, string after)
    {
        using var file = new EditedFile(before);
        Assert.Equal(after, file.After(SettingsEdit.Set(path, value)));
    }

    [Fact]
    public void A_comment_and_an_expiry_stand_on_the_line_of_the_entry()
    {
        using var file = new EditedFile("{\n  \"allowList\": [\n    {\n      \"address\": \"192.0.2.1\"\n    }\n  ]\n}");
        Assert.Equal(
            "{\n  \"allowList\": [\n    {\n      \"address\": \"192.0.2.1\"\n    },\n"
            + "    { \"address\": \"192.0.2.9\", \"comment\": \"say \\\"no\\\"\", \"expires\": \"2030-01-02T02:04:05Z\" }\n  ]\n}",
            file.After(SettingsEdit.AddEntry(ListKind.Allow, " 192.0.2.9 ", "say \"no\"", new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)))));
    }

    [Fact]
    public void Properties_are_changed_in_their_place_and_new_ones_stand_at_the_end()
    {
        using var file = new EditedFile("{ \"blockProviders\": [\n  {\n    \"anyMatch\": true, // any\n    \"lookupDomain\": 'a.test', \"name\": \"A\"\n  }\n] }");
        Assert.Equal(
            "{ \"blockProviders\": [\n  {\n    \"lookupDomain\": 'a.test', \"name\": \"B\", \"ipAddressesMatch\": [ \"127.0.0.2\" ], \"statusCode\": 451\n  }\n] }",
            file.After(SettingsEdit.SetProvider(ProviderKind.Block, "a", EditedFile.Properties(
                ("statusCode", 451), ("name", "B"), ("anyMatch", null), ("lookupDomain", "a.test"), ("publicName", null), ("ipAddressesMatch", new object[] { "127.0.0.2" })))));
    }

    private static string Providers(string names)
    {
        foreach (var name in new[] { "A", "B", "C", "N" })
            names = names.Replace(name, $$"""{ "name": "{{name}}", "lookupDomain": "{{name}}.test", "anyMatch": true }""", StringComparison.Ordinal);
        return names;
    }
}
