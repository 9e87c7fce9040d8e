using System;
using System.Collections.Generic;
using IpBlock.Administration.Sharing;
using Xunit;

namespace IpBlock.Administration.Tests.Sharing;

/// <summary>Values that a group of servers has in place of those for all.</summary>
public sealed class GroupValuesTests
{
    private const string Shared = """
        {
          // for all
          "mode": "enforce",
          "blockProviders": [
            { "name": "Zen", "lookupDomain": "zen.test", "anyMatch": true }, // the first
            { "name": "Cop", "lookupDomain": "cop.test", "anyMatch": true, "enabled": true }
          ]
        }
        """;

    [Fact]
    public void They_take_the_place_of_the_others_and_go_again_without_a_trace()
    {
        var values = Values(("mode", "\"report\""), ("dns.cacheEntries", "1000"), ("blockProviders[zen].enabled", "false"), ("blockProviders[*].statusCode", "550"));
        var own = GroupValues.Apply(Shared, values);
        Assert.Equal(
            ["mode: enforce -> report", "dns.cacheEntries: set to 1000", "blockProviders[Zen].statusCode: set to 550", "blockProviders[Zen].enabled: set to false", "blockProviders[Cop].statusCode: set to 550"],
            Lines(Shared, own), StringComparer.Ordinal);
        Assert.Contains("// for all", own);
        Assert.Empty(Lines(Shared, GroupValues.Without(own, Shared, values.Keys)));
    }

    [Fact]
    public void What_was_changed_beside_them_stays()
    {
        var values = Values(("blockProviders[*].enabled", "false"));
        var own = GroupValues.Apply(Shared, values).Replace("\"mode\": \"enforce\"", "\"mode\": \"report\"", StringComparison.Ordinal);
        Assert.Equal(["mode: enforce -> report"], Lines(Shared, GroupValues.Without(own, Shared, values.Keys)));
    }

    [Fact]
    public void A_value_for_an_element_that_is_not_there_is_passed_over() => Assert.Equal(Shared, GroupValues.Apply(Shared, Values(("blockProviders[Other].enabled", "false"))));

    [Theory]
    [InlineData("1000", "1000")]
    [InlineData("true", "true")]
    [InlineData("5s", "\"5s\"")]
    [InlineData("2026-11-29", "\"2026-11-29\"")]
    [InlineData("192.0.2.1", "\"192.0.2.1\"")]
    [InlineData("[ \"192.0.2.1\" ]", "[\"192.0.2.1\"]")]
    [InlineData("\"550\"", "\"550\"")]
    [InlineData("say \"no\"", "\"say \\\"no\\\"\"")]
    public void A_value_is_JSON_or_text(string typed, string json) => Assert.Equal(json, GroupValues.Parse(typed));

    [Theory]
    [InlineData("dns", "dns.cacheEntries", true)]
    [InlineData("dns.cacheEntries", "dns", true)]
    [InlineData("dns.cacheEntries", "dns.cacheEntry", false)]
    [InlineData("blockProviders[*].enabled", "blockProviders[Zen].enabled", true)]
    [InlineData("blockProviders[Zen].enabled", "blockProviders[zen].enabled", true)]
    [InlineData("blockProviders[Zen].enabled", "blockProviders[Cop].enabled", false)]
    [InlineData("blockProviders[Zen].enabled", "blockProviders[Zen].mode", false)]
    [InlineData("blockProviders", "blockProviders[Zen].mode", true)]
    public void Settings_overlap_when_one_holds_the_other(string one, string other, bool overlap) => Assert.Equal(overlap, GroupValues.Overlap(one, other));

    private static SortedDictionary<string, string> Values(params (string Setting, string Json)[] values)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (setting, json) in values)
            all.Add(setting, json);
        return all;
    }

    private static List<string> Lines(string before, string after)
    {
        var lines = new List<string>();
        foreach (var change in SharedSettings.Between(before, after, null).Changes)
            lines.Add(change.ToString());
        return lines;
    }
}
