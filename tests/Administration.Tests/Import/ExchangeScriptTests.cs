using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>Scripts for the Exchange Management Shell that set up connection filtering.</summary>
public sealed class ExchangeScriptTests
{
    private const string Whole = """
        <# Edge servers:
           Add-IPBlockListProvider -Name Old -LookupDomain old.example -AnyMatch $true #>
        $zone = 'zen.spamhaus.org'; $text = "See https://example.com/?ip=%0"
        Add-IPBlockListProvider -Name "Zen" -LookupDomain $zone -AnyMatch $false -BitmaskMatch $null `
            -IPAddressesMatch 127.0.0.2,127.0.0.3, "127.0.0.4" -RejectionResponse $text -Priority 2
        add-ipblocklistprovider SpamCop -Lookup bl.spamcop.net -Any:$true -Enabled:$false -Pri 1   # later
        # Add-IPBlockListProvider -Name Off -LookupDomain off.example -AnyMatch $true
        Add-IPAllowListProvider -Name 'Good''s' -LookupDomain list.dnswl.org -IPAddressesMatch @("127.0.1.2", '127.0.1.3') | Out-Null
        Set-IPBlockListProvidersConfig -BypassedRecipients postmaster@example.com,abuse@example.com
        Add-IPBlockListEntry -IPRange 192.0.2.0/24 -Comment "bad $zone" -ExpirationTime 2030-12-31T00:00:00Z
        Add-IPBlockListEntry -IPAddress 198.51.100.7
        Add-IPAllowListEntry -IPAddress 203.0.113.7 -Comment 'costs $5'
        Set-IPBlockListConfig -StaticEntryRejectionResponse "On our list, {0}" -MachineEntryRejectionResponse "x"
        """;

    [Fact]
    public void What_a_script_sets_up_is_carried_over()
    {
        var plan = Plan(Whole);
        Assert.Equal(ImportSource.ExchangeScript, plan.Source);
        var settings = Load(plan);
        Assert.Equal(["SpamCop", "Zen"], settings.BlockProviders.Select(static provider => provider.Name));
        var zen = settings.BlockProviders[1];
        Assert.Equal(("zen.spamhaus.org", true, false, "See https://example.com/?ip=%0"),
            (zen.LookupDomain.Reveal(), zen.Enabled, zen.AnyMatch, zen.RejectionResponse));
        Assert.Equal(["127.0.0.2", "127.0.0.3", "127.0.0.4"], zen.IpAddressesMatch.Select(static code => code.ToString()));
        Assert.Equal((false, true), (settings.BlockProviders[0].Enabled, settings.BlockProviders[0].AnyMatch));
        Assert.Equal(("Good's", 2), (settings.AllowProviders.Single().Name, settings.AllowProviders.Single().IpAddressesMatch.Count));
        Assert.Equal(["192.0.2.0/24", "198.51.100.7"], settings.BlockList.Select(static entry => entry.Address.ToString()));
        Assert.Equal(("bad zen.spamhaus.org", new DateTimeOffset(2030, 12, 31, 0, 0, 0, TimeSpan.Zero)),
            (settings.BlockList[0].Comment, settings.BlockList[0].Expires));
        Assert.Equal("costs $5", settings.AllowList.Single().Comment);
        Assert.Equal(2, settings.Exceptions.Recipients.Count);
        Assert.Equal("On our list, {0}", settings.BlockListResponse);
        Assert.Equal((4, 6), (Item(plan, "Zen").Line, Item(plan, "SpamCop").Line));
        Assert.Equal(["13: MachineEntryRejectionResponse"], plan.NotCarriedOver.Select(static refusal => refusal.Line + ": " + refusal.What));
    }

    [Theory]
    [InlineData("Add-IPBlockListProvider -Name A -LookupDomain (Get-Content zone.txt) -AnyMatch $true", "can be determined only")]
    [InlineData("Add-IPBlockListProvider -Name A -LookupDomain $_.Zone -AnyMatch $true", "can be determined only")]
    [InlineData("$zone = Get-Zone\nAdd-IPBlockListProvider -Name A -LookupDomain $zone -AnyMatch $true", "can be determined only")]
    [InlineData("Add-IPBlockListProvider -Name A -LookupDomain \"$($x).example\" -AnyMatch $true", "can be determined only")]
    [InlineData("Add-IPBlockListEntry -IPAddress 192.0.2.1 -ExpirationTime (Get-Date).AddDays(7)", "can be determined only")]
    [InlineData("Get-Content ips.txt | % { Add-IPBlockListEntry -IPAddress $_ }", "can be determined only")]
    [InlineData("$p = @{ Name = 'A' }\nAdd-IPBlockListProvider @p", "@p")]
    [InlineData("Set-IPBlockListProvidersConfig -BypassedRecipients @{Add='a@example.com'}", "can be determined only")]
    [InlineData("if ($edge) { Add-IPBlockListEntry -IPAddress 192.0.2.1 }", "is in a block")]
    [InlineData("Add-IPBlockListProvider -Name A -LookupDomain a.example -AnyMatch $true -WhatIf", "-WhatIf")]
    [InlineData("Set-IPBlockListProvider A -Enabled $false", "not added by this script")]
    [InlineData("Remove-IPBlockListEntry -Identity 7", "not added by this script")]
    [InlineData("Add-IPBlockListProvider -Name A", "-LookupDomain is missing")]
    [InlineData("Add-IPBlockListEntry -Comment x", "neither -IPAddress nor -IPRange")]
    [InlineData("Add-IPBlockListProvider -Name A -LookupDomain a.example -Anything x", "no parameter -Anything")]
    [InlineData("Add-IPBlockListEntry -IPAddress 192.0.2.1 -ExpirationTime 12/31/2030", "time zone")]
    public void What_only_a_run_could_tell_is_named(string script, string why)
    {
        var plan = Plan(script, source: ImportSource.ExchangeScript);
        Assert.Empty(plan.Items);
        Assert.Contains(why, Assert.Single(plan.NotCarriedOver).Why, StringComparison.Ordinal);
        Assert.Equal(script.Split('\n').Length, plan.NotCarriedOver[0].Line);
    }

    [Fact]
    public void A_provider_that_is_added_in_a_block_comes_disabled()
    {
        var plan = Plan("if (-not (Get-IPBlockListProvider A)) {\n  Add-IPBlockListProvider -Name A -LookupDomain a.example -AnyMatch $true\n}\nAdd-IPBlockListProvider -Name B -LookupDomain b.example -AnyMatch $true\n");
        Assert.Equal([("A", false), ("B", true)], Load(plan).BlockProviders.Select(static provider => (provider.Name, provider.Enabled)));
        Assert.Contains("is in a block", Item(plan, "A").Remarks[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_later_line_changes_or_removes_is_changed_or_removed()
    {
        var settings = Load(Plan("""
            Add-IPBlockListProvider -Name A -LookupDomain a.example -AnyMatch $true
            Add-IPBlockListProvider -Name B -LookupDomain b.example -AnyMatch $true
            Add-IPBlockListProvider -Name C -LookupDomain c.example -AnyMatch $true
            Set-IPBlockListProvider -Identity b -Enabled $false -LookupDomain bb.example
            Remove-IPBlockListProvider C -Confirm:$false
            """));
        Assert.Equal([("a.example", true), ("bb.example", false)],
            settings.BlockProviders.Select(static provider => (provider.LookupDomain.Reveal(), provider.Enabled)));
    }

    [Theory]
    [InlineData("<# x #>\nAdd-IPBlockListEntry -IPAddress 192.0.2.1")]
    [InlineData("[CmdletBinding()]\nparam()\nAdd-IPAllowListEntry -IPAddress 192.0.2.1")]
    [InlineData("$x = 1; Set-IPBlockListConfig -Enabled $true")]
    public void A_script_is_known_by_its_cmdlets(string script) => Assert.Equal(ImportSource.ExchangeScript, Importer.Detect(script, "x"));
}
