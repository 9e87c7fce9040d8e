using System;
using System.Linq;
using IpBlock.Settings.Import;
using Xunit;
using static IpBlock.Tests.Settings.Import.ImportedText;

namespace IpBlock.Tests.Settings.Import;

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
        Assert.Equal(["127.0.[0..255].2"], Codes(dnswl));
        Assert.Contains(dnswl.Remarks, remark => remark.StartsWith("RCVD_ODD is left out", StringComparison.Ordinal));
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
        Assert.Equal("it is asked about urls, emails instead of the client's address", Why(plan, "uribl"));
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
    [InlineData("rbls {\n}\n}\n", 3, "not opened")]
    [InlineData("rbls {\n a { checks = [ \"from\" }\n}\n", 2, "closing bracket is missing")]
    public void A_damaged_file_names_its_line(string text, int line, string what)
    {
        var refusal = Plan(text).NotCarriedOver.Single(refusal => refusal.What == "the file");
        Assert.Equal(line, refusal.Line);
        Assert.Contains(what, refusal.Why, StringComparison.Ordinal);
    }
}
