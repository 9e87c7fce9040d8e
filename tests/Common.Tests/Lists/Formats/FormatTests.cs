using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

public sealed class FormatTests
{
    [Fact]
    public void A_plain_list_is_read_in_all_notations()
    {
        var list = ListText.Read(
            ListFormat.Auto, "# ours", "192.0.2.1", "", "  198.51.100.0/24 ; bad", "203.0.113.0/255.255.255.128", "10.0.0.5 - 10.0.0.9", "2001:db8::/32 # six", "! 198.51.100.7", "::1");

        Assert.Equal((ListFormat.Plain, 9, 6, 1, 0, null), Summary(list));
        Assert.Equal(
            ["10.0.0.5-10.0.0.9", "192.0.2.1", "198.51.100.0-198.51.100.6", "198.51.100.8-198.51.100.255", "203.0.113.0/25", "::1", "2001:db8::/32"],
            list.Ranges);
    }

    [Fact]
    public void A_network_with_host_bits_is_the_network_and_is_counted()
    {
        var list = ListText.Read(ListFormat.Plain, "192.0.2.1/24", "198.51.100.0/24", "203.0.113.9/255.255.255.0", "2001:db8::1/32", "10.0.0.0(255.0.0.0)");

        Assert.Equal(3, list.Contents.HostBitsIgnored);
        Assert.Equal(["10.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"], list.Ranges);
    }

    [Theory]
    [InlineData("192.0.2.1 spammer", "put # before the text after the address")]
    [InlineData("192.0.2.0/24\tREJECT", "put # before the text after the address")]
    [InlineData("mail.example.com", "set the format to hosts")]
    [InlineData("127.0.0", "set the format to rbldnsd")]
    [InlineData("192.0.2.256", "write an address, 192.0.2.0/24, or 192.0.2.1-192.0.2.9")]
    [InlineData("192.0.2.9-192.0.2.1", "the first address is higher than the last")]
    [InlineData("192.0.2.0/33", "a prefix length must be 0 to 32")]
    [InlineData("!", "is not an IPv4 or IPv6 address")]
    public void A_bad_line_of_a_plain_list_comes_with_its_cure(string line, string cure) => Refuses(ListFormat.Plain, line, cure);

    [Fact]
    public void Spamhaus_drop_is_read_as_text()
    {
        var list = ListText.Read(
            ListFormat.Auto, "; Spamhaus DROP List 2026/11/21 - (c) 2026 The Spamhaus Project SLU", "; Last-Modified: Sat, 21 Nov 2026 18:08:29 GMT", "1.10.16.0/20 ; SBL256894", "2a06:e480::/29 ; SBL301771");

        Assert.Equal((ListFormat.SpamhausDrop, 4, 2, 0, 0, null), Summary(list));
        Assert.Equal(["1.10.16.0/20", "2a06:e480::/29"], list.Ranges);
    }

    [Fact]
    public void Spamhaus_drop_is_read_as_json()
    {
        var list = ListText.Read(
            ListFormat.Auto, """{"cidr":"1.10.16.0/20","sblid":"SBL256894","rir":"apnic"}""", """{"cidr":"2a06:e480::/29","sblid":"SBL301771","rir":"ripencc"}""", "",
            """{"type":"metadata","timestamp":1763741309,"size":123,"records":2,"copyright":"(c) 2026 The Spamhaus Project SLU","terms":"https://www.spamhaus.org/drop/terms/"}""");

        Assert.Equal((ListFormat.SpamhausDropJson, 4, 2, 0, 0, null), Summary(list));
        Assert.Equal(["1.10.16.0/20", "2a06:e480::/29"], list.Ranges);
    }

    [Fact]
    public void Half_of_a_json_list_is_refused()
    {
        var list = ListText.Read(ListFormat.Auto, """{"cidr":"1.10.16.0/20"}""", """{"type":"metadata","records":1499}""");

        Assert.Equal("the list declares 1,499 entries but contains 1; download it again", list.Contents.Refusal);
        Assert.Empty(list.Ranges);
    }

    [Theory]
    [InlineData("{", "is not a JSON object")]
    [InlineData("1.10.16.0/20", "is not a JSON object")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "has no \"cidr\"")]
    [InlineData("""{"cidr":7}""", "has no \"cidr\"")]
    [InlineData("""{"cidr":"1.10.16.0/99"}""", "a prefix length must be 0 to 32")]
    public void A_bad_line_of_a_json_list_comes_with_its_cure(string line, string cure) => Refuses(ListFormat.SpamhausDropJson, line, cure);

    [Fact]
    public void Data_of_rbldnsd_is_known_by_its_values_and_directives()
    {
        foreach (var line in new[] { "$SOA 300 ns.example h.example 1 600 300 86400 60", ":127.0.0.2:Listed, see $", "192.0.2.1 :4:text", "192.0.2.1\t:4", "2001:db8 :127.0.0.4" })
            Assert.Equal(ListFormat.Rbldnsd, ListText.Read(ListFormat.Auto, "# comment", "", line, "192.0.2.9").Contents.Format);
        Assert.Equal(ListFormat.Plain, ListText.Read(ListFormat.Auto, "::1", "192.0.2.9").Contents.Format);
    }

    [Fact]
    public void The_narrowest_network_decides_in_data_of_rbldnsd()
    {
        var list = ListText.Read(Coded, ":2:default", "10/8", "!10.1/16", "10.1.2.3 :5", "10.1.2.0/24 :6", "10.128/9 :3");

        Assert.Equal(["10.0.0.0/16:2", "10.1.2.0-10.1.2.2:6", "10.1.2.3:5", "10.1.2.4-10.1.2.255:6", "10.2.0.0-10.127.255.255:2", "10.128.0.0/9:3"], list.Ranges);
        Assert.Equal(new Dictionary<uint, int> { [0x7F000002] = 1, [0x7F000003] = 1, [0x7F000005] = 1, [0x7F000006] = 1 }, list.Contents.ReturnCodes);
        Assert.Equal((ListFormat.Rbldnsd, 6, 4, 1, 0, null), Summary(list));
    }

    [Fact]
    public void An_address_that_is_listed_inside_an_exclusion_is_listed_as_in_an_ip4trie() =>
        Assert.Equal(["10.9.0.1"], ListText.Read(ListFormat.Rbldnsd, "10.9.0.1", "!10.9.0.0/30").Ranges);

    [Fact]
    public void A_network_around_all_of_ipv4_is_as_wide_as_it_is_written() =>
        Assert.Equal(["1000::/4"], ListText.Read(ListFormat.Rbldnsd, "::/3", "!::/4").Ranges);

    [Fact]
    public void All_values_are_one_unless_they_are_asked_for_and_some_can_be_left_out()
    {
        string[] lines = ["10.0.0.1 :2", "10.0.0.2 :3", "10.0.0.3 :4", "10.0.0.4"];

        Assert.Equal(["10.0.0.1-10.0.0.4"], ListText.Read(ListFormat.Rbldnsd, lines).Ranges);
        Assert.Equal(
            ["10.0.0.1:7", "10.0.0.3-10.0.0.4:7"],
            ListText.Read(new ListReadOptions { ValueOfReturnCode = static code => code == 0x7F000003 ? (byte)0 : (byte)7 }, Encoding.ASCII.GetBytes(string.Join('\n', lines))).Ranges);
    }

    [Fact]
    public void Too_large_ranges_are_left_out_as_the_file_wants_it()
    {
        var list = ListText.Read(ListFormat.Rbldnsd, ["10/8", "$MAXRANGE4 /24", "11.0.0/24", "$MAXRANGE4 65536", "12/24", .. Enumerable.Range(0, 200).Select(i => $"13.0.{i}.1"), "14.0.0.0/23"]);

        Assert.Equal((1, null, false, true, true), (list.Contents.BadLineCount, list.Contents.Refusal, list.Lists("14.0.0.1"), list.Lists("11.0.0.1"), list.Lists("10.0.0.1")));
        Assert.False(ListText.Read(ListFormat.Rbldnsd, "$MAXRANGE4 256", "14.0/23").Lists("14.0.0.1"));
        Assert.True(ListText.Read(ListFormat.Rbldnsd, "$MAXRANGE4 what", "$MAXRANGE4", "14.0/23").Lists("14.0.0.1"));
    }

    [Theory]
    [InlineData("10.0.0.1/24", "bits set after the prefix, and rbldnsd skips such lines; write 10.0.0.0/24")]
    [InlineData("2001:db8::1/32", "write 2001:db8::/32")]
    [InlineData("10.0.0.300", "is not an address, network or range in rbldnsd syntax")]
    [InlineData("10.0.0.1.2", "is not an address")]
    [InlineData("10.0.0.9-5", "is not an address")]
    [InlineData("10.0.0.0/33", "is not an address")]
    [InlineData("2001:db8::/129", "is not an address")]
    [InlineData("2001:xyz", "is not an address")]
    [InlineData("mail.example.com", "is not an address")]
    [InlineData("10.0.0.1 :nonsense:text", "write :127.0.0.2: or :2:")]
    [InlineData(":300:", "write :127.0.0.2: or :2:")]
    [InlineData("!", "is not an address")]
    public void A_bad_line_of_rbldnsd_data_comes_with_its_cure(string line, string cure) => Refuses(ListFormat.Rbldnsd, line, cure);

    [Fact]
    public void A_combined_dataset_is_refused() =>
        Assert.Contains("$DATASET", ListText.Read(ListFormat.Auto, "$DATASET ip4set:proxy proxies @", "10.0.0.1").Contents.Refusal, StringComparison.Ordinal);

    [Fact]
    public void Host_names_and_addresses_stand_in_one_list()
    {
        var list = ListText.Read(ListFormat.Auto, "# PureMessage", "mail.example.com", "*.dyn.example", "!good.dyn.example", "192.0.2.0/24", "!192.0.2.7", "@exact.example ; only it");

        Assert.Equal((ListFormat.Hosts, 7, 4, 2, 0, null), Summary(list));
        Assert.Equal((true, false), (list.Lists("192.0.2.1"), list.Lists("192.0.2.7")));
        Assert.Equal(3, list.Contents.Hosts.Count);
        Assert.Equal((true, false), (list.Contents.Hosts.Contains("bad.dyn.example"), list.Contents.Hosts.Contains("good.dyn.example")));
    }

    [Theory]
    [InlineData("example", "is not a host name")]
    [InlineData("a..example", "is not a host name")]
    [InlineData("mail.*", "does not end in a domain")]
    [InlineData("user@mail.example", "neither an address nor a host name; write mx.example.com")]
    [InlineData("192.0.2.300", "is not an IPv4 or IPv6 address")]
    public void A_bad_host_name_comes_with_its_cure(string line, string cure) => Refuses(ListFormat.Hosts, line, cure);

    private static readonly ListReadOptions Coded = new() { Format = ListFormat.Auto, ValueOfReturnCode = static code => (byte)code };

    private static (ListFormat, int, int, int, int, string?) Summary(ListText list) =>
        (list.Contents.Format, list.Contents.Lines, list.Contents.Entries, list.Contents.Exclusions, list.Contents.BadLineCount, list.Contents.Refusal);

    private static void Refuses(ListFormat format, string line, string cure)
    {
        var list = ListText.Read(format, line);
        Assert.Contains(cure, Assert.Single(list.Contents.BadLines).Reason, StringComparison.Ordinal);
        Assert.Equal(1, list.Contents.BadLines[0].Line);
        Assert.NotNull(list.Contents.Refusal);
        Assert.Empty(list.Ranges);
    }
}
