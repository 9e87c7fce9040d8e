using System;
using System.Linq;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

/// <summary>What stands in lists of other programs beside addresses, and what is said when it cannot be taken.</summary>
public sealed class FoundFormatTests
{
    [Theory]
    [InlineData("192.0.2.0/24 OK")]
    [InlineData("192.0.2.0/24\tREJECT no")]
    [InlineData("192.0.2.1,PERMIT")]
    public void A_table_of_Postfix_is_no_list(string line) =>
        Refused($"{line}\n{line}\n", "invalid, which is");

    [Fact]
    public void An_action_further_down_in_a_table_is_a_bad_line()
    {
        var list = ListText.Read(ListFormat.Auto, [.. Enumerable.Range(0, 200).Select(static i => $"192.0.2.{i}\t{i}"), "198.51.100.1\tOK"]);
        Assert.Equal((200, 1), (list.Contents.Entries, list.Contents.BadLineCount));
        Assert.Contains("ipblock import", list.Contents.BadLines[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1 and text", ListFormat.Plain)]
    [InlineData("192.0.2.1 - 192.0.2.9\n192.0.2.7", ListFormat.Plain)]
    [InlineData("192.0.2.1 ; a, b\n192.0.2.2 ; c, d", ListFormat.Plain)]
    [InlineData("192.0.2.1 # a|b\n192.0.2.2 # c|d", ListFormat.Plain)]
    [InlineData("0.0.0.0\tads.example.com\n0.0.0.0\tb.example.com\n0.0.0.0\tc.example.com", ListFormat.Plain)]
    [InlineData("mx.example.com\n*.dyn.example", ListFormat.Hosts)]
    [InlineData("192.0.2.1 :4:a, b", ListFormat.Rbldnsd)]
    [InlineData("2001:db8::1-2001:db8::9", ListFormat.Plain)]
    [InlineData("fe80:db8::1", ListFormat.Plain)]
    [InlineData("add bl 192.0.2.1", ListFormat.Ipset)]
    [InlineData("-A bl 192.0.2.1", ListFormat.Ipset)]
    [InlineData("ipset -exist add bl 192.0.2.1", ListFormat.Ipset)]
    [InlineData("define bl = { 192.0.2.1 }", ListFormat.Nftables)]
    [InlineData("nft add element inet filter bl { 192.0.2.1 }", ListFormat.Nftables)]
    [InlineData(":do { add address=192.0.2.1 list=bl } on-error={}", ListFormat.Mikrotik)]
    [InlineData("/ip firewall address-list add address=192.0.2.1 list=bl", ListFormat.Mikrotik)]
    [InlineData("set_real_ip_from 192.0.2.1;", ListFormat.Nginx)]
    [InlineData("Require ip 192.0.2.1", ListFormat.Apache)]
    [InlineData("sshd: 192.0.2.", ListFormat.HostsDeny)]
    [InlineData("{\"type\":\"cidr\",\"list\":[\"192.0.2.0/24\"]}", ListFormat.Json)]
    [InlineData("{\"regions\":[{\"cidrs\":[{\"cidr\":\"192.0.2.0/24\"}]}]}", ListFormat.Json)]
    [InlineData("{\"cidr\":\"192.0.2.0/24\",\"rir\":\"x\"}", ListFormat.SpamhausDropJson)]
    public void A_format_is_known_by_what_stands_in_it(string text, ListFormat format) =>
        Assert.Equal(format, ListText.Read(ListFormat.Auto, text.Split('\n')).Contents.Format);

    [Theory]
    [InlineData("{\"a\":{\"start\":\"192.0.2.1\",\"end\":\"192.0.2.9\"}}", "192.0.2.1-192.0.2.9")]
    [InlineData("[{\"type\":\"ip-dst|port\",\"value\":\"192.0.2.1|25\"},{\"type\":\"md5\",\"value\":\"d41d8cd98f00b204\"}]", "192.0.2.1")]
    [InlineData("{\"ssh_keys\":[\"ssh-ed25519 AAAA\"],\"hooks\":[\"192.0.2.0/24\",\"2001:db8::/32\"],\"version\":\"1.2.3.4\"}", "192.0.2.0/24 2001:db8::/32")]
    [InlineData("deny 192.0.2.1; deny 192.0.2.2; # deny 192.0.2.3;", "192.0.2.1-192.0.2.2")]
    [InlineData("allow 192.0.2.0/24;\ndeny all;", "192.0.2.0/24")]
    [InlineData("geo $x {\n192.0.2.0/24 yes;\n192.0.2.128/25 \"\";\ndelete 192.0.2.7;\n}", "192.0.2.0-192.0.2.6 192.0.2.8-192.0.2.127")]
    [InlineData("add bl 192.0.2.0/24\nadd bl 192.0.2.7 nomatch", "192.0.2.0-192.0.2.6 192.0.2.8-192.0.2.255")]
    [InlineData("create bl hash:net\nadd bl 192.0.2.1\nadd bl 192.0.2.2\nadd bl 192.0.2.5-192.0.2.6 timeout 9", "192.0.2.1-192.0.2.2 192.0.2.5-192.0.2.6")]
    [InlineData("ALL EXCEPT sshd: 192.0.2. 198.51.100.0/255.255.255.0, 203.0.113.7 : spawn (echo %a) &", "192.0.2.0/24 198.51.100.0/24 203.0.113.7")]
    [InlineData("sshd: 192.0.2.1, \\\n  192.0.2.2", "192.0.2.1-192.0.2.2")]
    [InlineData("deny from 10.1 192.0.2.", "10.1.0.0/16 192.0.2.0/24")]
    [InlineData("set bl {\nelements = { 192.0.2.1 timeout 1h expires 3m, 192.0.2.3-192.0.2.4,\n192.0.2.9 }\n}", "192.0.2.1 192.0.2.3-192.0.2.4 192.0.2.9")]
    [InlineData("add address=192.0.2.0/24 \\\n list=bl", "192.0.2.0/24")]
    [InlineData("001.002.003.004 - 001.002.003.010 , 127 , x\n5.6.7.8 - 5.6.7.9, 128, y", "1.2.3.4-1.2.3.10")]
    [InlineData("ip;country\n192.0.2.1;AU", "192.0.2.1")]
    public void What_a_program_means_is_listed(string text, string ranges) =>
        Assert.Equal(ranges, string.Join(' ', ListText.Read(ListFormat.Auto, text.Split('\n')).Ranges));

    [Theory]
    [InlineData("deny 192.0.2.1;\nallow 192.0.2.2;", "keep one of the two")]
    [InlineData("deny 192.0.2.1;\ndeny 192.0.2.2", "the ';' at the end")]
    [InlineData("deny 192.0.2.1", "invalid, which is")]
    [InlineData("allow\t192.0.2.1\nallow\t192.0.2.2", "invalid, which is")]
    [InlineData("geo $c {\n192.0.2.0/24 AU;\n198.51.100.0/24 NZ;\n}", "several values")]
    [InlineData("geo $c {\n192.0.2.0/24 1;\n", "the file is incomplete")]
    [InlineData("geo $c {\ninclude x.conf;\n}", "not opened")]
    [InlineData("Deny from 192.0.2.1\nAllow from 192.0.2.2", "keep one of the two")]
    [InlineData("Deny from 192.0.2.1 mail.example.com", "host names and env= are not read")]
    [InlineData("add a 192.0.2.1\nadd b 192.0.2.2", "ipset save NAME")]
    [InlineData("create a hash:ip,port\nadd a 192.0.2.1,tcp:25", "hash:ip,port")]
    [InlineData("add element inet filter a { 192.0.2.1 }\nadd element inet filter b { 192.0.2.2 }", "nft list set")]
    [InlineData("add element inet filter a { 192.0.2.1 . 25 }", "not a plain address")]
    [InlineData("set a {\nelements = { 192.0.2.1,\n", "the file is incomplete")]
    [InlineData("add address=192.0.2.1 list=a\nadd address=192.0.2.2 list=b", "list=NAME")]
    [InlineData("add address=mail.example.com list=a", "is not an IPv4 or IPv6 address")]
    [InlineData("ALL: 192.0.2.1 EXCEPT 192.0.2.2", "EXCEPT is not supported")]
    [InlineData("ALL: ALL", "write ALL: 192.0.2.1")]
    [InlineData("ALL: 192.0.2.1: allow", "the line allows the clients")]
    [InlineData("a:192.0.2.1-192.0.2.9\nb:192.0.2.9-192.0.2.1", "the first address is higher than the last")]
    [InlineData("1.2.3.4 - 1.2.3.9 , 100 , x\n1.2.3.4 - 1.2.3.9", "the access level")]
    [InlineData("[\"192.0.2.1\"", "incomplete")]
    [InlineData("{\"a\": nonsense}", "the JSON is damaged")]
    [InlineData("{\"domains\":[\"a.example\"]}", "this JSON contains no address")]
    [InlineData("{\"nftables\":[{\"set\":{\"elem\":[\"192.0.2.1\"]}}]}", "without -j")]
    [InlineData("[\"192.0.2.1\",\"192.0.2.300\"]", "objects with a property such as ip")]
    [InlineData("192.0.2.1\t5\n192.0.2.2\t5\n192.0.2.3\t5\n192.0.2.4\t5\n192.0.2.5\t5\n192.0.2.6\t5\n192.0.2.7\t5\n192.0.2.8\t5\n192.0.2.9\t5\nnonsense\t6", "are in column 1")]
    [InlineData("x,192.0.2.1\nx,192.0.2.2\nx,192.0.2.3\nx,192.0.2.4\nx,192.0.2.5\nx,192.0.2.6\nx,192.0.2.7\nx,192.0.2.8\nx,192.0.2.9\nx,192.0.2.10\nalone", "column 2")]
    public void What_cannot_be_said_is_named(string text, string why) => Refused(text, why);

    [Theory]
    [InlineData("192.0.2.1\tlisted since/ever - really", "192.0.2.1 listed since/ever - really", "put # before")]
    [InlineData("192.0.2.0 255.255.255.0 x/y", "192.0.2.0 255.255.255.0 x/y", "'192.0.2.0 255.255.255.0 x' in '192.0.2.0 255.255.255.0 x/y' is not")]
    [InlineData("192.0.2.0 255.255.255.0", "192.0.2.0 255.255.255.0", "write 192.0.2.0/24")]
    [InlineData("192.0.2.1 some-name", "192.0.2.1 some-name", "'192.0.2.1 some' in '192.0.2.1 some-name' is not")]
    [InlineData("192.0.2.0/24 OK", "192.0.2.0/24 OK", "ipblock import")]
    public void A_bad_line_is_shown_whole(string line, string shown, string reason)
    {
        var bad = Assert.Single(ListText.Read(ListFormat.Plain, line).Contents.BadLines);
        Assert.Equal(shown, bad.Text);
        Assert.Contains(reason, bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_end_in_CR_alone_have_their_numbers()
    {
        var list = ListText.Read(new ListReadOptions { Format = ListFormat.Plain }, "192.0.2.1\r\r# x\rbad\r192.0.2.2"u8.ToArray());
        Assert.Equal((5, 2, 4), (list.Contents.Lines, list.Contents.Entries, list.Contents.BadLines[0].Line));
    }

    private static void Refused(string text, string why)
    {
        var list = ListText.Read(ListFormat.Auto, text.Split('\n'));
        Assert.Contains(why, list.Contents.Refusal, StringComparison.Ordinal);
        Assert.Empty(list.Ranges);
    }
}
