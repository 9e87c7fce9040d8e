using System;
using System.Linq;
using IpBlock.Administration.Import;
using IpBlock.Settings;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class EximImportTests
{
    [Fact]
    public void Lists_of_a_deny_statement_become_block_providers()
    {
        var plan = Sample("exim.conf", ImportSource.Exim);
        var zen = Item(plan, "zen.spamhaus.org");
        Assert.Equal(["127.0.0.2", "127.0.0.3"], Codes(zen));
        Assert.Equal((true, 13), (!zen.Properties.ContainsKey("enabled"), zen.Line));
        Assert.Equal("%0 is listed at %2 %3 (100%% sure)", zen.Properties["rejectionResponse"]);
        Assert.Equal(("0.0.0.4", 15), (Item(plan, "bl.example.net").Properties["bitmaskMatch"], Item(plan, "bl.example.net").Line));
    }

    [Fact]
    public void Masks_of_one_bit_are_joined_and_a_mask_of_several_becomes_the_codes_that_have_them_all()
    {
        var plan = Sample("exim.conf", ImportSource.Exim);
        Assert.Equal("0.0.0.3", Item(plan, "multi.example.net").Properties["bitmaskMatch"]);
        var codes = Load(plan).BlockProviders.Single(provider => provider.Name == "both.example.net").IpAddressesMatch.Single();
        for (var octet = 0u; octet < 256; octet++)
            Assert.Equal((octet & 3) == 3, codes.Matches(0x7F050600 | octet));
    }

    [Fact]
    public void Accept_allows_warn_comes_disabled_and_defer_answers_451()
    {
        var plan = Sample("exim.conf", ImportSource.Exim);
        Assert.Equal(["list.dnswl.org", "swl.example.net"], Load(plan).AllowProviders.Select(provider => provider.Name));
        Assert.Equal(false, Item(plan, "warn.example.net").Properties["enabled"]);
        var deferring = Load(plan).BlockProviders.Single(provider => provider.Name == "defer.example.net");
        Assert.Equal((451, "4.7.1", OnFailure.Defer, true, false), (deferring.StatusCode, deferring.EnhancedCode, deferring.OnFailure, deferring.IPv4, deferring.IPv6));
        Assert.True(deferring.Enabled);
    }

    [Fact]
    public void A_statement_with_further_conditions_gives_providers_that_are_disabled()
    {
        var narrow = Item(Sample("exim.conf", ImportSource.Exim), "narrow.example.net");
        Assert.Equal(false, narrow.Properties["enabled"]);
        Assert.Contains(narrow.Remarks, remark => remark.Contains("(!hosts)", StringComparison.Ordinal));
        Assert.Contains(narrow.Remarks, remark => remark.Contains("$primary_hostname", StringComparison.Ordinal));
        Assert.False(narrow.Properties.ContainsKey("rejectionResponse"));
    }

    [Fact]
    public void What_IpBlock_cannot_say_is_refused()
    {
        var plan = Sample("exim.conf", ImportSource.Exim);
        Assert.Equal(
            ["dnslists negated.example.net!=127.0.0.5", "dnslists all.example.net==127.0.0.2", "dnslists allbits.example.net=&0.0.0.2", "dnslists dbl.example.net"],
            plan.NotCarriedOver.Select(refusal => refusal.What));
        Assert.Equal([30, 31, 32, 34], plan.NotCarriedOver.Select(refusal => refusal.Line));
        Assert.Contains("one is sufficient", Why(plan, "allbits.example.net"), StringComparison.Ordinal);
        Assert.Contains("$sender_address_domain", Why(plan, "dbl.example.net"), StringComparison.Ordinal);
    }

    [Fact]
    public void Require_refuses_who_is_on_a_list_that_is_not_to_hold()
    {
        Assert.False(Item(Sample("exim.conf", ImportSource.Exim), "required.example.net").Properties.ContainsKey("enabled"));
        Assert.Contains("not listed", Assert.Single(Plan("require dnslists = a.example.org\n").NotCarriedOver).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.2-127.0.0.5")]
    [InlineData("127.0.0.[2..5]")]
    [InlineData("127.0.0.02")]
    public void Codes_are_texts_to_Exim_and_ranges_match_nothing(string code)
    {
        Assert.Empty(Plan($"deny dnslists = a.example.org={code}\n").Items);
        Assert.Equal(["127.0.0.3"], Codes(Item(Plan($"deny dnslists = a.example.org={code},127.0.0.3\n"), "a.example.org")));
    }

    [Fact]
    public void Leaving_out_the_codes_of_refusal_means_any_code() =>
        Assert.Equal(true, Item(Sample("exim.conf", ImportSource.Exim), "errors.example.net").Properties["anyMatch"]);

    [Fact]
    public void A_second_zone_and_counting_silence_are_remarked()
    {
        var plan = Sample("exim.conf", ImportSource.Exim);
        Assert.Equal(false, Item(plan, "main.example.net").Properties["enabled"]);
        Assert.Contains(Item(plan, "main.example.net").Remarks, remark => remark.Contains("text.example.net", StringComparison.Ordinal));
        Assert.Contains(Item(plan, "unknown.example.net").Remarks, remark => remark.Contains("+include_unknown", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Items, item => item.Name == "not.here.example");
    }

    [Theory]
    [InlineData("${sender_host_address} at ${dnslist_domain}: $dnslist_value", "%0 at %2: %4")]
    [InlineData("\"quoted \\$5\"", "quoted $5")]
    [InlineData("${if def:dnslist_text{$dnslist_text}}", null)]
    public void Messages_are_translated(string message, string? expected)
    {
        var plan = Plan("deny message = " + message + "\n dnslists = a.example\n");
        Assert.Equal(expected, Load(plan).BlockProviders.Single().RejectionResponse);
    }

    [Fact]
    public void Macros_that_blow_each_other_up_are_no_danger_and_a_long_list_is_not_cut()
    {
        var macros = string.Concat(Enumerable.Range(1, 12).Select(i => $"M{i}_ = " + string.Concat(Enumerable.Repeat($"M{i - 1}_", 10)) + "\n"));
        Assert.Empty(Plan("M0_ = xxxxxxxxxx\n" + macros + "deny dnslists = M12_.example\n").Items);
        var names = string.Join(" : ", Enumerable.Range(0, 500).Select(i => new string('x', 60) + "." + new string('y', 60) + "." + i + ".example"));
        Assert.Equal(500, Plan("A = b\ndeny dnslists = " + names + "\n").Items.Count);
    }

    [Fact]
    public void A_part_of_a_configuration_is_read_too()
    {
        var plan = Plan("drop dnslists = a.example/<;x : b.example\n");
        Assert.Equal("b.example", Assert.Single(plan.Items).Name);
    }
}
