using System;
using System.Linq;
using IpBlock.Administration.Sharing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Sharing;

/// <summary>One text for many servers, and each server's file.</summary>
public sealed class SharedSettingsTests
{
    private const string File = """
        {
          // for all
          "lookup": "sequential",
          "dns": { "servers": [ "192.0.2.53" ], "cacheEntries": 5000 },
          "lists": [ { "name": "A", "file": "/mine/a.txt" } ],
          // where we listen
          "service": { "policyListen": [] }
        }
        """;

    [Fact]
    public void What_is_for_all_is_the_file_without_the_servers_own_parts()
    {
        var shared = SharedSettings.Of(File, OwnParts.Usual);
        Assert.Contains("// for all", shared);
        Assert.Contains("\"cacheEntries\": 5000", shared);
        Assert.Contains("/mine/a.txt", shared);
        Assert.DoesNotContain("192.0.2.53", shared);
        Assert.DoesNotContain("service", shared);
    }

    [Fact]
    public void A_servers_file_keeps_its_own_parts_as_they_are_written()
    {
        var file = SharedSettings.For("""{ "lookup": "parallel", "lists": [ { "name": "A", "file": "/theirs/a.txt" }, { "name": "B", "file": "/theirs/b.txt" } ] }""", File, OwnParts.Usual);
        var settings = SettingsFile.Parse(file, "x").Settings!;
        Assert.Equal(LookupOrder.Parallel, settings.Lookup);
        Assert.Equal("192.0.2.53", settings.Dns.Servers.Single().ToString());
        Assert.Empty(settings.Service.PolicyListen);
        Assert.Equal(["/mine/a.txt", "/theirs/b.txt"], settings.Lists.Select(static list => list.File));
        Assert.Equal(new FilterSettings().Dns.CacheEntries, settings.Dns.CacheEntries);
    }

    [Fact]
    public void A_file_that_is_put_together_again_differs_in_nothing() =>
        Assert.Empty(SharedSettings.Between(File, SharedSettings.For(SharedSettings.Of(File, OwnParts.Usual), File, OwnParts.Usual), null).Changes);

    [Fact]
    public void Own_parts_are_no_difference_and_all_else_is()
    {
        var other = File.Replace("192.0.2.53", "192.0.2.54", StringComparison.Ordinal).Replace("/mine", "/theirs", StringComparison.Ordinal);
        Assert.Empty(SharedSettings.Between(File, other, OwnParts.Usual).Changes);
        Assert.Equal(2, SharedSettings.Between(File, other, null).Changes.Count);
        Assert.Equal(["dns.cacheEntries"], SharedSettings.Between(File, other.Replace("5000", "6000", StringComparison.Ordinal), OwnParts.Usual).Changes.Select(static change => change.Path));
    }

    [Fact]
    public void A_list_that_is_not_there_is_a_difference_although_its_path_would_be_none() =>
        Assert.Equal(["lists[A]"], SharedSettings.Between(File, File.Replace("""{ "name": "A", "file": "/mine/a.txt" }""", "", StringComparison.Ordinal), OwnParts.Usual).Changes.Select(static change => change.Path));

    [Theory]
    [InlineData("""{ "lookup": "parallel", "blockList": [ "192.0.2.1" ] }""", """{ "lookup": "sequential" }""", """{ "lookup": "sequential", "blockList": [ "192.0.2.1" ] }""")]
    [InlineData("""{ "lookup": "parallel" }""", """{ "lookup": "parallel", "blockList": [ "192.0.2.2" ] }""", """{ "lookup": "parallel", "blockList": [ "192.0.2.2" ] }""")]
    [InlineData("""{ "lookup": "sequential" }""", """{ "lookup": "sequential", "mode": "report" }""", """{ "lookup": "sequential", "mode": "report" }""")]
    public void Changes_on_both_sides_are_merged_by_property(string file, string next, string expected)
    {
        var merged = SharedSettings.Merge("""{ "lookup": "parallel" }""", file, next, OwnParts.Usual, out var conflicts);
        Assert.Empty(conflicts);
        Assert.Empty(SharedSettings.Between(expected, merged!, null).Changes);
    }

    [Theory]
    [InlineData("""{ "lookup": "sequential", "mode": "report" }""", """{ "lookup": "sequential", "mode": "enforce" }""", "mode")]
    [InlineData("""{ "blockList": [ { "address": "192.0.2.1", "comment": "a" } ] }""", """{ "blockList": [ { "address": "192.0.2.1", "comment": "b" } ] }""", "blockList[192.0.2.1]")]
    public void What_both_have_changed_is_a_conflict(string file, string next, string place)
    {
        Assert.Null(SharedSettings.Merge("{}", file, next, OwnParts.Usual, out var conflicts));
        Assert.Equal([place], conflicts);
    }

    [Fact]
    public void An_undo_leaves_what_came_later_and_tells_of_what_was_changed_again()
    {
        const string Before = """{ "lookup": "parallel" }""";
        const string After = """{ "lookup": "sequential" }""";
        Assert.Empty(SharedSettings.Between("""{ "lookup": "parallel", "mode": "report" }""", SharedSettings.Undo(Before, After, """{ "lookup": "sequential", "mode": "report" }""", out _)!, null).Changes);
        Assert.Null(SharedSettings.Undo("{}", After, Before, out var conflicts));
        Assert.Equal(["lookup"], conflicts);
    }
}
