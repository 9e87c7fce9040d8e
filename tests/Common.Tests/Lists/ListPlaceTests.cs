using System;
using System.IO;
using System.Linq;
using IpBlock.Lists;
using Xunit;

namespace IpBlock.Tests.Lists;

public sealed class ListPlaceTests
{
    [Theory]
    [InlineData("drop", "drop.list")]
    [InlineData("Drop", "drop.list")]
    [InlineData("firehol-1", "firehol-1.list")]
    public void A_plain_name_is_the_files_name(string name, string file) => Assert.Equal(Path.Combine("/s", "lists", file), Fetched(name));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("con")]
    [InlineData("LPT1")]
    [InlineData("a b")]
    public void No_name_leaves_the_folder_or_names_a_device(string name)
    {
        var file = Fetched(name);
        Assert.Equal(Path.Combine("/s", "lists"), Path.GetDirectoryName(file));
        Assert.Matches("^[a-z0-9-]+-[0-9a-f]{8}\\.list$", Path.GetFileName(file));
    }

    [Fact]
    public void Names_that_differ_have_files_that_differ() =>
        Assert.Equal(4, new[] { "a b", "a-b", "a.b", "a/b" }.Select(Fetched).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Relative_paths_count_from_the_settings()
    {
        var settings = Some.Settings("""{ "lists": [ { "name": "a", "file": "b/a.txt" }, { "name": "c", "file": "/l/c.txt" }, { "name": "d", "url": "https://d.test/" } ], "feeds": { "directory": "/var/l" } }""");
        Assert.Equal(["/s/b/a.txt", "/l/c.txt", "/var/l/d.list"], settings.Lists.Select(list => ListPlace.Of(list, settings, "/s/ipblock.json").File));
    }

    private static string Fetched(string name)
    {
        var settings = Some.Settings($$"""{ "lists": [ { "name": "{{name}}", "url": "https://lists.test/a" } ] }""");
        return ListPlace.Of(settings.Lists[0], settings, "/s/ipblock.json").File;
    }
}
