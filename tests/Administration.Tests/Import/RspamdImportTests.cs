using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class RspamdImportTests
{
    [Fact]
    public void Codes_keep_the_names_of_their_symbols_and_the_list_comes_disabled()
    {
        var plan = Sample("rbl.conf", ImportSource.Rspamd);
        var spamhaus = Item(plan, "spamhaus");
        Assert.Equal(["127.0.0.2", "127.0.0.4", "127.0.0.5"], Codes(spamhaus));
        Assert.Equal(["127.0.0.2: RBL_SPAMHAUS_SBL", "127.0.0.4: RBL_SPAMHAUS_XBL", "127.0.0.5: RBL_SPAMHAUS_XBL"], (string[])spamhaus.Properties["returnCodes"]!);
        Assert.Equal((false, 8), (spamhaus.Properties["enabled"], spamhaus.Line));
        Assert.Contains(spamhaus.Remarks, remark => remark.StartsWith("SPAMHAUS_BLOCKED", StringComparison.Ordinal));
        Assert.Contains(spamhaus.Remarks, remark => remark.Contains("received", StringComparison.Ordinal));
    }

    [Fact]
    public void An_allow_list_leaves_its_exceptions_out_and_understands_Lua_patterns()
    {
        var plan = Sample("rbl.conf", ImportSource.Rspamd);
        var dnswl = Item(plan, "dnswl");
        Assert.Equal(ImportedKind.AllowProvider, dnswl.Kind);
        Assert.Equal(["127.0.[0..255].2", "127.0.[0..255].9"], Codes(dnswl));
    }

    [Fact]
    public void Bits_become_a_mask_and_several_bits_together_become_codes()
    {
        var bits = Load(Sample("rbl.conf", ImportSource.Rspamd)).BlockProviders.Single(provider => provider.Name == "bits");
        Assert.Equal(("0.0.0.10", false), (bits.BitmaskMatch.ToString(), bits.IPv6));
        Assert.True(bits.IpAddressesMatch.Single().Matches(0x7F000005));
        Assert.False(bits.IpAddressesMatch.Single().Matches(0x7F000004));
    }

    [Fact]
    public void Lists_that_are_asked_about_something_else_are_refused()
    {
        var plan = Sample("rbl.conf", ImportSource.Rspamd);
        Assert.Equal(
            ["2: .include(try=true,priority=5) \"${DBDIR}/dynamic/rbl.conf\"", "19: list spamhaus_xbl", "34: list emails", "35: list uribl", "36: list hashed", "37: list orphan"],
            plan.NotCarriedOver.Select(refusal => refusal.Line + ": " + refusal.What));
        Assert.Equal("it is queried for urls, emails instead of the client's address", Why(plan, "uribl"));
    }

    [Fact]
    public void What_configdump_prints_is_read_in_both_its_forms()
    {
        Assert.Equal("a", Assert.Single(Plan("*** Section rbl ***\nrbls {\n  a {\n    rbl = \"a.example\";\n  }\n}\n\n*** End of section rbl ***\n").Items).Name);
        var plan = Plan("{\"rbls\":{\"a\":{\"rbl\":\"a.example\",\"ipv6\":false,\"returncodes\":{\"X\":[\"127.0.0.2\",\"127.0.0.3\"]}}}}");
        Assert.Equal(["127.0.0.2", "127.0.0.3"], Codes(Assert.Single(plan.Items)));
    }

    [Fact]
    public void A_named_section_is_a_section_in_a_section() =>
        Assert.Equal("a", Assert.Single(Plan("rbl rbls { a { rbl = a.example } }", "x", ImportSource.Rspamd).Items).Name);

    [Theory]
    [InlineData("rbls {\n a { rbl = a.example\n", 3, "closing brace is missing")]
    [InlineData("rbls {\n a { rbl = \"a.example }\n}\n", 4, "quotation mark is missing")]
    [InlineData("rbls {\n}\n}\n", 3, "has no opening brace")]
    [InlineData("rbls {\n a { checks = [ \"from\" }\n}\n", 2, "closing bracket is missing")]
    public void A_damaged_file_names_its_line(string text, int line, string what)
    {
        var refusal = Plan(text).NotCarriedOver.Single(refusal => refusal.What == "the file");
        Assert.Equal(line, refusal.Line);
        Assert.Contains(what, refusal.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.%d+.[123]", "127.0.[0..255].[1..3]")]
    [InlineData("127%.0%.0%.1[0-3]", "127.0.0.[10..13]")]
    [InlineData("^127.0.0.1?[24]$", "127.0.0.[2;4;12;14]")]
    [InlineData("127.0.0.%d-", "127.0.0.[0..255]")]
    [InlineData("127.0.[^0].2", "127.0.[1..9].2")]
    [InlineData("127.0.0.[%d]%d", "127.0.0.[10..99]")]
    [InlineData("127.0.0.%x", "127.0.0.[0..9]")]
    [InlineData("127.0.0.%a", null)]
    [InlineData("127.0.0.(2)", null)]
    [InlineData("127.0.0.%b12", null)]
    [InlineData("127.0.0.", null)]
    [InlineData("127.+.2", null)]
    public void A_Lua_pattern_means_the_codes_that_fit_it(string pattern, string? codes)
    {
        var plan = Plan("rbls { a { rbl = a.example; returncodes { X = \"" + pattern + "\"; Y = \"127.0.1.2\" } } }");
        var item = Item(plan, "a");
        Assert.Equal(codes is null ? ["127.0.1.2"] : [codes, "127.0.1.2"], Codes(item));
        Assert.Equal(codes is null, item.Remarks.Any(remark => remark.StartsWith("X is omitted", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("glob", "127.0.*.2", "127.0.[0..255].2")]
    [InlineData("radix", "127.0.0.0/30", "127.0.0.0/30")]
    [InlineData("luapattern", "127.0.0.%d", "127.0.0.[0..9]")]
    [InlineData("regexp", "127.0.0.2", null)]
    [InlineData("equality", "127.0.0.%d", null)]
    public void The_matcher_says_how_codes_are_written(string matcher, string code, string? expected)
    {
        var item = Item(Plan("rbls { a { rbl = a.example; returncodes_matcher = " + matcher + "; return_codes { X = [\"" + code + "\"] } returnbits { Y = 4 } } }"), "a");
        Assert.Equal(expected is null ? null : [expected], item.Properties.TryGetValue("ipAddressesMatch", out var codes) ? (string[]?)codes : null);
    }

    [Fact]
    public void Templates_may_stand_in_lists_and_go_over_several_lines()
    {
        var plan = Plan("""
            {# a note
               of two lines #}
            rbl {
              url_whitelist = [
                "https://a.example/x.inc",
                {= "b" ..
                   "c" =},
                "${DBDIR}/x",
              ];
              {% if env.x %}
              rbls {
                a { rbl = "a.example"; checks = [
                    'from',
                    {= env.more =}
                  ];
                  ipv6 = {= env.six =};
                }
                b { rbl = b.example; checks = [ {= env.checks =} ] }
                c { rbl = {= env.zone =}; }
              }
              {% endif %}
            }
            """, "rbl.conf", ImportSource.Rspamd);
        Assert.Equal("a", Assert.Single(plan.Items).Name);
        Assert.Equal(12, plan.Items[0].Line);
        Assert.Equal(["10: {% if env.x %}", "18: list b", "19: list c", "21: {% endif %}"], plan.NotCarriedOver.Select(refusal => refusal.Line + ": " + refusal.What));
    }
}
