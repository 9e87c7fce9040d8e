using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class ZoneFittingTests
{
    [Theory]
    [InlineData("ix.dnsbl.manitu.net", "NiX Spam has been shut down")]
    [InlineData("dnsbl.ahbl.org", "lists every address")]
    [InlineData("bl.nszones.com", "stolen")]
    [InlineData("dbl.spamhaus.org", "lists domains")]
    public void A_zone_of_no_use_comes_disabled_with_the_reason_in_its_comment(string zone, string why)
    {
        var item = Item(Plan($"smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client {zone}\n"), zone);
        Assert.Equal(false, item.Properties["enabled"]);
        Assert.Contains(zone + ": ", (string)item.Properties["comment"]!, StringComparison.Ordinal);
        Assert.Contains(why, (string)item.Properties["comment"]!, StringComparison.Ordinal);
        Assert.Contains(item.Remarks, remark => remark.Contains(why, StringComparison.Ordinal) && remark.EndsWith("; added disabled", StringComparison.Ordinal));
    }

    [Fact]
    public void A_zone_with_a_new_name_gets_it()
    {
        var item = Item(Plan("smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client spamrbl.imp.ch\n"), "spamrbl.swinog.ch");
        Assert.Equal("spamrbl.swinog.ch", item.Properties["lookupDomain"]);
        Assert.False(item.Properties.ContainsKey("enabled"));
        Assert.Contains("spamrbl.imp.ch has a new name: spamrbl.swinog.ch is used instead", item.Remarks);
    }

    [Theory]
    [InlineData("bl.score.senderscore.com", "register your resolver")]
    [InlineData("tor.dan.me.uk", "Tor")]
    public void A_zone_that_may_be_meant_stays_enabled_and_is_told_of(string zone, string why)
    {
        var item = Item(Plan($"smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client {zone}\n"), zone);
        Assert.False(item.Properties.ContainsKey("enabled"));
        Assert.Contains(item.Remarks, remark => remark.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_list_that_is_well_nothing_is_said() =>
        Assert.DoesNotContain(Item(Plan("smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client bl.spamcop.net\n"), "bl.spamcop.net").Remarks, remark => remark.Contains("reported", StringComparison.Ordinal));
}
