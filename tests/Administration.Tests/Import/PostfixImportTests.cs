using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class PostfixImportTests
{
    [Fact]
    public void A_list_that_reaches_the_threshold_alone_is_enabled_and_the_others_are_not()
    {
        var plan = Sample("main.cf", ImportSource.PostfixMain);
        var zen = Item(plan, "zen.dq.spamhaus.net");
        Assert.Equal("abcdefabcdef12345678abcdef.zen.dq.spamhaus.net", zen.Properties["lookupDomain"]);
        Assert.Equal(["127.0.0.[2..11;14]"], Codes(zen));
        Assert.Equal((false, 14), (zen.Properties["enabled"], zen.Line));
        Assert.False(Item(Plan("postscreen_dnsbl_action = enforce\npostscreen_dnsbl_threshold = 8\npostscreen_dnsbl_sites = a.example*8 b.example*3\n"), "a.example").Properties.ContainsKey("enabled"));
        var spamCop = Item(plan, "bl.spamcop.net");
        Assert.Equal((false, true, 16), (spamCop.Properties["enabled"], spamCop.Properties["anyMatch"], spamCop.Line));
        Assert.Contains("weight 3 is below the threshold 8, but IpBlock rejects on the first match; added disabled", spamCop.Remarks);
    }

    [Fact]
    public void Commas_within_brackets_are_read_as_semicolons_are() =>
        Assert.Equal(["127.0.0.[2,4]"], Codes(Item(Sample("main.cf", ImportSource.PostfixMain), "odd.example.net")));

    [Fact]
    public void Restrictions_of_smtpd_are_carried_over_with_their_reply_code()
    {
        var plan = Sample("main.cf", ImportSource.PostfixMain);
        var barracuda = Item(plan, "b.barracudacentral.org");
        Assert.Equal((true, 554), (barracuda.Properties["anyMatch"], barracuda.Properties["statusCode"]));
        Assert.Contains("hash:/etc/postfix/networks", (string)barracuda.Properties["comment"]!, StringComparison.Ordinal);
        Assert.Contains(barracuda.Remarks, remark => remark.Contains(" in IpBlock error codes", StringComparison.Ordinal));
        Assert.Equal(false, Item(plan, "ix.dnsbl.manitu.net").Properties["enabled"]);
    }

    [Fact]
    public void A_restriction_class_that_only_tables_name_comes_disabled()
    {
        var plan = Plan("smtpd_restriction_classes = strict\nstrict = reject_rbl_client a.example permit_dnswl_client b.example\n");
        Assert.Equal([false, false], plan.Items.Select(item => item.Properties["enabled"]));
    }

    [Fact]
    public void What_is_not_carried_over_is_said_with_its_line()
    {
        var plan = Sample("main.cf", ImportSource.PostfixMain);
        Assert.Equal(
            [
                "4: mynetworks hash:/etc/postfix/networks",
                "11: postscreen_dnsbl_reply_map",
                "12: postscreen_access_list cidr:/etc/postfix/access.cidr",
                "20: list zero.example.net",
                "21: list bad.example.net",
                "23: $undefined in smtpd_recipient_restrictions",
                "26: check_client_access cidr:/etc/postfix/access.cidr",
                "27: list list.dnswl.org",
                "30: reject_rhsbl_sender dbl.spamhaus.org",
                "31: list b.barracudacentral.org",
                "32: list $undefined",
                "34: rbl_reply_maps",
                "35: default_rbl_reply",
                "36: the line",
            ],
            plan.NotCarriedOver.Select(refusal => refusal.Line + ": " + refusal.What));
    }

    [Fact]
    public void Public_networks_of_ones_own_become_exceptions()
    {
        var plan = Sample("main.cf", ImportSource.PostfixMain);
        Assert.Equal(["192.0.2.0/28"], Load(plan).Exceptions.Clients.Select(client => client.Client.ToString()));
    }

    [Fact]
    public void Without_an_action_postscreen_only_logs_so_its_lists_come_disabled()
    {
        var plan = Plan("postscreen_dnsbl_sites = a.example\n");
        Assert.Contains("only logs", string.Concat(Assert.Single(plan.Items).Remarks), StringComparison.Ordinal);
        Assert.False(Load(plan).BlockProviders.Single().Enabled);
        Assert.True(Load(Plan("postscreen_dnsbl_sites = a.example\npostscreen_dnsbl_action = drop\n")).BlockProviders.Single().Enabled);
    }

    [Theory]
    [InlineData("$name.example", "a.example")]
    [InlineData("$(name).example", "a.example")]
    [InlineData("${name?{b}:c}.example", null)]
    [InlineData("${name?b}${none:c}.example", "bc.example")]
    [InlineData("${none?b}${name:c}d.example", "d.example")]
    [InlineData("x${nested}.example", "xa.example")]
    public void Parameters_are_put_in(string zone, string? expected)
    {
        var plan = Plan("name = a\nnested = ${name}\nsmtpd_client_restrictions = reject_rbl_client " + zone + "\n");
        if (expected is not null)
            Assert.Equal(expected, Load(plan).BlockProviders.Single().LookupDomain.Reveal());
    }

    [Fact]
    public void Parameters_that_blow_each_other_up_are_refused()
    {
        var text = "a0 = xxxxxxxxxx\n" + string.Concat(Enumerable.Range(1, 11).Select(i => $"a{i} = " + string.Concat(Enumerable.Repeat($"$a{i - 1}", 10)) + "\n"));
        var plan = Plan(text + "loop = $loop\nmynetworks = $a11\nsmtpd_client_restrictions = $loop\n");
        Assert.Equal(2, plan.NotCarriedOver.Count(refusal => refusal.Why.Contains("too long", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cidr_table_becomes_entries()
    {
        var plan = Sample("access.cidr", ImportSource.PostfixAccess);
        var settings = Load(plan);
        Assert.Equal(["192.0.2.0/24", "10.1.0.0/16", "203.0.113.0/24"], settings.BlockList.Select(entry => entry.Address.ToString()));
        Assert.Equal("you know     why", settings.BlockList[0].Comment);
        Assert.Equal(["192.0.2.5", "2001:db8::/32"], settings.AllowList.Select(entry => entry.Address.ToString()));
    }

    [Fact]
    public void Lines_of_a_cidr_table_that_no_entry_can_say_are_refused()
    {
        var plan = Sample("access.cidr", ImportSource.PostfixAccess);
        Assert.Equal([5, 7, 8, 13, 14, 15, 16], plan.NotCarriedOver.Select(refusal => refusal.Line));
        Assert.Contains("it defers the client", Why(plan, "203.0.113.9"), StringComparison.Ordinal);
    }
}
