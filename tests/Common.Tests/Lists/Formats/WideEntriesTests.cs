using System;
using System.Linq;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

/// <summary>One line of a file, which may come from a stranger, must not refuse or let in everybody: the rule for it is the one of the settings.</summary>
public sealed class WideEntriesTests
{
    private static readonly string[] Everywhere = ["8.8.8.8", "100.64.0.1", "127.255.255.255", "128.0.0.1", "223.0.0.1", "2400::1", "2a00::1", "3000::1", "3fff::1"];
    private static readonly string[] Good = [.. Enumerable.Range(0, 300).Select(i => $"10.{i / 200}.{i % 200}.1")];

    [Theory]
    [InlineData(ListFormat.Plain, "0.0.0.0/0")]
    [InlineData(ListFormat.Plain, "0.0.0.0/1")]
    [InlineData(ListFormat.Plain, "128.0.0.0/1 ")]
    [InlineData(ListFormat.Plain, "128.0.0.0/1 # the other half")]
    [InlineData(ListFormat.Plain, "200.0.0.0/1")]
    [InlineData(ListFormat.Plain, "0.0.0.0-255.255.255.255")]
    [InlineData(ListFormat.Plain, "1.0.0.0-200.0.0.0")]
    [InlineData(ListFormat.Plain, "0.0.0.0/0.0.0.0")]
    [InlineData(ListFormat.Plain, "0.0.0.0(128.0.0.0)")]
    [InlineData(ListFormat.Plain, "::/0")]
    [InlineData(ListFormat.Plain, "2000::/3")]
    [InlineData(ListFormat.Plain, "2000::/4")]
    [InlineData(ListFormat.Plain, "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData(ListFormat.Plain, "::ffff:0:0/96")]
    [InlineData(ListFormat.Plain, "64:ff9b::/96")]
    [InlineData(ListFormat.Plain, "!0.0.0.0/0")]
    [InlineData(ListFormat.Plain, "! ::/0")]
    [InlineData(ListFormat.SpamhausDrop, "0.0.0.0/0 ; SBL1")]
    [InlineData(ListFormat.Hosts, "0.0.0.0/0")]
    [InlineData(ListFormat.Hosts, "!128.0.0.0/1")]
    [InlineData(ListFormat.Rbldnsd, "0.0.0.0/0")]
    [InlineData(ListFormat.Rbldnsd, "0/0 :4:everybody")]
    [InlineData(ListFormat.Rbldnsd, "0/1")]
    [InlineData(ListFormat.Rbldnsd, "0-127")]
    [InlineData(ListFormat.Rbldnsd, "!128-255")]
    [InlineData(ListFormat.Rbldnsd, "::/0 :127.0.0.4:everybody")]
    [InlineData(ListFormat.Rbldnsd, "2000::/3")]
    public void A_line_that_holds_half_of_the_internet_is_left_out_and_reported(ListFormat format, string line) => AssertLeftOut(format, line, Good);

    [Theory]
    [InlineData("{\"cidr\":\"0.0.0.0/0\",\"sblid\":\"SBL1\"}")]
    [InlineData("{\"cidr\":\"128.0.0.0/1\"}")]
    [InlineData("{\"cidr\":\"::/0\"}")]
    public void So_is_an_object_of_drop_and_it_counts_as_one_that_is_there(string line) => AssertLeftOut(
        ListFormat.SpamhausDropJson, line, [.. Good.Select(address => $"{{\"cidr\":\"{address}/32\"}}"), "{\"type\":\"metadata\",\"records\":301}"]);

    [Fact]
    public void Two_halves_are_left_out_both()
    {
        var list = ListText.Read(ListFormat.Plain, ["0.0.0.0/1", "128.0.0.0/1", .. Good]);
        Assert.Equal([1, 2], list.Contents.BadLines.Select(bad => bad.Line));
        Assert.Equal((null, 300), (list.Contents.Refusal, list.Set.Count));
    }

    [Fact]
    public void A_list_of_nothing_else_is_refused_with_the_reason_and_the_cure()
    {
        var list = ListText.Read(ListFormat.Auto, "0.0.0.0/0");
        Assert.Equal(0, list.Set.Count);
        Assert.EndsWith(
            "line 1: 0.0.0.0/0 covers half of all IPv4 addresses or more; if this is intended, add it to blockList or allowList in the settings with \"force\": true", list.Contents.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0/2", "63.255.255.255")]
    [InlineData("0.0.0.0-127.255.255.254", "127.255.255.254")]
    [InlineData("128.0.0.1-255.255.255.255", "255.255.255.255")]
    [InlineData("2000::/5", "2400::1")]
    [InlineData("8000::/1", "fe80::1")]
    public void What_is_narrower_is_listed(string line, string listed)
    {
        var list = ListText.Read(ListFormat.Plain, line);
        Assert.Equal((0, true), (list.Contents.BadLineCount, list.Lists(listed)));
    }

    private static void AssertLeftOut(ListFormat format, string line, string[] good)
    {
        var list = ListText.Read(format, [.. good.Take(100), line, .. good.Skip(100)]);

        Assert.Null(list.Contents.Refusal);
        Assert.Equal((300, 0), (list.Contents.Entries, list.Contents.Exclusions));
        var bad = Assert.Single(list.Contents.BadLines);
        Assert.Equal((101, line.Trim()), (bad.Line, bad.Text));
        Assert.Contains(" covers half of all ", bad.Reason, StringComparison.Ordinal);
        Assert.Equal((300, true), (list.Set.Count, list.Lists("10.0.0.1")));
        Assert.DoesNotContain(Everywhere, list.Lists);
    }
}
