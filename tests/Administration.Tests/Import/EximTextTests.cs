using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>What Exim reads of a file: directives, macros, comments, lines that go on.</summary>
public sealed class EximTextTests
{
    [Theory]
    [InlineData(".ifdef X\nLIST\n.else\nOTHER\n.endif", "b")]
    [InlineData("X = 1\n.ifdef X\nLIST\n.else\nOTHER\n.endif", "a")]
    [InlineData("X = 1\n.ifndef X\nLIST\n.else\nOTHER\n.endif", "b")]
    [InlineData("X = 1\n.ifdef XYZ\nLIST\n.endif", "a")] // any text in which a macro stands
    [InlineData("X = 1\n.ifdef NO\nLIST\n.elifdef X\nOTHER\n.else\nLIST\n.endif", "b")]
    [InlineData(".ifdef NO\n.ifndef NO\nLIST\n.else\nLIST\n.endif\n.else\nOTHER\n.endif", "b")]
    [InlineData(".ifdef NO\nX = 1\n.endif\n.ifdef X\nLIST\n.endif", "")]
    public void Of_branches_the_one_is_read_that_Exim_reads(string text, string enabled) =>
        Assert.Equal(enabled, Enabled("acl_smtp_rcpt = check\nbegin acl\ncheck:\n" + Filled(text)));

    [Theory]
    [InlineData("acl_smtp_rcpt = check\nbegin acl\ncheck:\n.ifdef _HAVE_IPV6\nLIST\n.else\nOTHER\n.endif")]
    [InlineData("acl_smtp_rcpt = check\n.include /etc/more\nbegin acl\ncheck:\n.ifdef X\nLIST\n.else\nOTHER\n.endif")]
    [InlineData("acl_check_rcpt:\n.ifdef X\nLIST\n.endif")]
    [InlineData("acl_check_rcpt:\n.ifdef X\naccept\n.endif\nLIST")]
    [InlineData(".ifdef X\nacl_smtp_rcpt = check\n.endif\ncheck:\nLIST")]
    [InlineData("acl_check_rcpt:\n.ifdef X\nY = a.example.org\n.endif\ndeny dnslists = Y")]
    public void What_may_be_read_or_not_is_added_disabled(string text)
    {
        var plan = Plan(Filled(text), source: ImportSource.Exim);
        Assert.Equal("", Enabled(Filled(text)));
        Assert.NotEmpty(plan.Items);
        Assert.All(plan.Items, item => Assert.NotEmpty(item.Remarks));
    }

    [Theory]
    [InlineData("deny dnslists = CHECK_RCPT_IP_DNSBLS")]
    [InlineData("deny dnslists = MACRO.example.org : LISTS_OF.example.org")]
    public void A_macro_that_nobody_defines_is_no_list(string statement)
    {
        var plan = Plan(statement + "\n");
        Assert.DoesNotContain(plan.Items, item => item.Name.Contains('_', StringComparison.Ordinal));
        Assert.Contains(plan.NotCarriedOver, refusal => refusal.Why.Contains("does not define", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("${readfile {/etc/exim4/dnsbl.conf}{:}}", "/etc/exim4/dnsbl.conf")]
    [InlineData("${lookup{rbl}lsearch{/etc/exim4/lists}{$value}} : b.example.org", "/etc/exim4/lists")]
    [InlineData("${if exists{/etc/a}{${readfile{/etc/a}{:}}}{b.example.org}}", "/etc/a")]
    [InlineData("a.example.org : ${sg{$acl_m0}{x}{:}}", "expanded while Exim runs")]
    public void Lists_that_are_computed_are_one_thing_and_their_file_is_named(string lists, string named)
    {
        var plan = Plan($"deny dnslists = {lists}\n");
        Assert.Empty(plan.Items);
        Assert.Contains(named, Assert.Single(plan.NotCarriedOver).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# begin here\nacl_check_rcpt:\nLIST", "a")]
    [InlineData("acl_check_rcpt:\n# accept\n  # accept \\\nLIST", "a")]
    [InlineData("OFF = #\nacl_check_rcpt:\nOFF accept\nLIST\nOFF OTHER", "a")]
    [InlineData("OFF = #\nacl_check_rcpt:\ndeny dnslists = a.example.org : \\\n OFF c.example.org : \\\n b.example.org", "a b")]
    [InlineData("acl_smtp_rcpt = check\nbegin\tacl\ncheck:\nLIST\nbegin  routers\nOTHER", "a")]
    [InlineData("acl_smtp_rcpt = check\nbegin acl\ncheck:\ndeny dnslists = a.example.org : \\\n.ifdef NO\n c.example.org : \\\n.endif\n b.example.org", "a b")]
    public void Comments_and_directives_are_those_that_Exim_takes_for_such(string text, string enabled) => Assert.Equal(enabled, Enabled(Filled(text)));

    [Fact]
    public void Directives_that_are_followed_are_not_worth_a_word()
    {
        var text = "X = 1\nacl_smtp_rcpt = check\n.ifdef Y\nZ = 1\n.endif\n.ifndef X\n.else\n.endif\nbegin acl\ncheck:\naccept\n";
        Assert.Empty(Plan(text, source: ImportSource.Exim).NotCarriedOver);
    }

    private static string Filled(string text) => string.Join('\n', text.Split('\n').Select(line => line
        .Replace("OTHER", "deny dnslists = b.example.org", StringComparison.Ordinal)
        .Replace("LIST", "deny dnslists = a.example.org", StringComparison.Ordinal)));

    private static string Enabled(string text)
    {
        var enabled = Load(Plan(text, source: ImportSource.Exim)).BlockProviders.Where(provider => provider.Enabled);
        return string.Join(' ', enabled.Select(provider => provider.Name.Split('.')[0]).Order(StringComparer.Ordinal));
    }
}
