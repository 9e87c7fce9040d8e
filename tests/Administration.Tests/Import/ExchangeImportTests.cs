using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class ExchangeImportTests
{
    [Fact]
    public void Providers_of_a_Clixml_file_come_in_the_order_of_their_priority()
    {
        var plan = Sample("block-providers.clixml", ImportSource.ExchangeClixml);
        Assert.Equal(["Zen", "SpamCop"], plan.Items.Select(item => item.Name));
        var settings = Load(plan);
        var spamCop = settings.BlockProviders[1];
        Assert.Equal(("bl.spamcop.net", false, false), (spamCop.LookupDomain.Reveal(), spamCop.Enabled, spamCop.AnyMatch));
        Assert.Equal(["127.0.0.2", "127.0.0.3"], spamCop.IpAddressesMatch.Select(code => code.ToString()));
        Assert.Equal("Blocked by {1}: see https://www.spamcop.net/bl.shtml?{0}", spamCop.RejectionResponse);
        Assert.Equal("0.0.0.6", settings.BlockProviders[0].BitmaskMatch.ToString());
        Assert.Equal((33, 2), (Item(plan, "Zen").Line, Item(plan, "SpamCop").Line));
    }

    [Fact]
    public void A_text_outside_ASCII_is_made_to_fit_and_a_key_is_not_shown()
    {
        var plan = Sample("block-providers.clixml", ImportSource.ExchangeClixml);
        var zen = Item(plan, "Zen");
        Assert.Equal("Gr??e %0", zen.Properties["rejectionResponse"]);
        Assert.Contains(zen.Remarks, remark => remark.Contains("non-ASCII", StringComparison.Ordinal));
        Assert.Equal("abcdefabcdef12345678abcdef.zen.dq.spamhaus.net", zen.Properties["lookupDomain"]);
        Assert.DoesNotContain("abcdefabcdef", zen.ToString(), StringComparison.Ordinal);
        Assert.Contains("zen.dq.spamhaus.net", zen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_matches_nothing_is_refused()
    {
        var plan = Sample("block-providers.clixml", ImportSource.ExchangeClixml);
        Assert.Contains("never match", Why(plan, "never.example.net"), StringComparison.Ordinal);
        Assert.Equal(53, Assert.Single(plan.NotCarriedOver).Line);
    }

    [Fact]
    public void Entries_keep_range_comment_and_end_and_those_of_the_machine_stay_behind()
    {
        var plan = Sample("allow-entries.clixml", ImportSource.ExchangeClixml);
        var settings = Load(plan);
        Assert.Equal(["192.0.2.0/24", "198.51.100.5-198.51.100.9"], settings.AllowList.Select(entry => entry.Address.ToString()));
        Assert.Equal(("partner", new DateTimeOffset(2030, 12, 31, 17, 0, 0, TimeSpan.Zero)), (settings.AllowList[0].Comment, settings.AllowList[0].Expires));
        Assert.Equal((null, null), (settings.AllowList[1].Comment, settings.AllowList[1].Expires));
        Assert.Contains("sender reputation", Why(plan, "203.0.113.7"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bypassed_recipients_and_the_reply_of_the_list_are_carried_over()
    {
        var plan = Sample("config.clixml", ImportSource.ExchangeClixml);
        var settings = Load(plan);
        Assert.Equal(["postmaster@example.com", "abuse@example.com"], settings.Exceptions.Recipients.Select(recipient => recipient.Recipient.ToString()));
        Assert.Equal("You are on our list, {0}", settings.BlockListResponse);
        Assert.Equal(["InternalMailEnabled = true", "MachineEntryRejectionResponse"], plan.NotCarriedOver.Select(refusal => refusal.What));
    }

    [Fact]
    public void Providers_come_from_JSON_as_well()
    {
        var plan = Sample("block-providers.json", ImportSource.ExchangeJson);
        Assert.Equal(["First", "Second"], plan.Items.Select(item => item.Name));
        Assert.Equal(["127.0.0.2", "127.0.0.4"], Codes(Item(plan, "First")));
        Assert.Equal("bl.example.net", Item(plan, "Second").Shown("lookupDomain"));
        Assert.Contains("Export-Clixml", Why(plan, "Lost"), StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_come_from_CSV_and_an_end_in_the_notation_of_a_country_is_refused()
    {
        var plan = Sample("block-entries.csv", ImportSource.ExchangeCsv);
        Assert.Equal(["192.0.2.0/24", "203.0.113.5"], plan.Items.Select(item => item.Name));
        Assert.Equal(("said \"no\",\ntwice", 2), (((string)plan.Items[0].Properties["comment"]!).ReplaceLineEndings("\n"), plan.Items[0].Line));
        Assert.All(plan.Items, item => Assert.Equal(ImportedKind.BlockListEntry, item.Kind));
        Assert.Contains("time zone", Why(plan, "198.51.100.1"), StringComparison.Ordinal);
        Assert.Equal([4, 6], plan.NotCarriedOver.Select(refusal => refusal.Line));
    }

    [Fact]
    public void The_name_of_the_file_tells_block_from_allow_and_its_folder_does_not()
    {
        const string Csv = "IPRange;Comment\n192.0.2.1;x\n";
        Assert.Equal(ImportedKind.AllowListEntry, Plan(Csv, "C:\\IpBlock\\allow.csv").Items.Single().Kind);
        var unknown = Plan(Csv, "C:\\IpBlock\\entries.csv");
        Assert.Empty(unknown.Items);
        Assert.Contains("block or allow", Why(unknown, "192.0.2.1"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_the_type_tells_block_from_allow()
    {
        var plan = Plan("#TYPE Microsoft.Exchange.IPAllowListProvider\r\n\"Name\",\"LookupDomain\",\"AnyMatch\"\r\n\"A\",\"a.example\",\"True\"\r\n");
        var item = Assert.Single(plan.Items);
        Assert.Equal((ImportedKind.AllowProvider, 3), (item.Kind, item.Line));
    }

    [Theory]
    [InlineData("127.0.0.2 127.0.0.3")]
    [InlineData("{127.0.0.2, 127.0.0.3}")]
    public void Addresses_that_are_text_in_a_CSV_file_are_read(string text)
    {
        var plan = Plan("Name,LookupDomain,RejectionResponse,IPAddressesMatch\nA,a.example,,\"" + text + "\"\n");
        Assert.Equal(["127.0.0.2", "127.0.0.3"], Codes(Assert.Single(plan.Items)));
    }

    [Theory]
    [InlineData("/Date(1893456000000)/", 0)]
    [InlineData("2030-01-01T00:00:00Z", 0)]
    [InlineData("2030-01-01T00:00:00", 1)]
    [InlineData("2030-01-01T01:00:00.0000000+01:00", 0)]
    public void Times_of_both_PowerShells_are_read(string text, int remarks)
    {
        var plan = Plan("[{\"IPRange\":\"192.0.2.1\",\"ExpirationTime\":\"" + text + "\"}]", "block.json");
        var item = Assert.Single(plan.Items);
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Load(plan).BlockList[0].Expires);
        Assert.Equal(remarks, item.Remarks.Count);
    }

    [Fact]
    public void Providers_that_were_switched_off_all_at_once_come_disabled()
    {
        var plan = Plan("""
            [ { "Name": "A", "LookupDomain": "a.example", "AnyMatch": true, "RejectionResponse": null },
              { "BypassedRecipients": [], "Enabled": false } ]
            """);
        Assert.False(Load(plan).BlockProviders.Single().Enabled);
    }

    [Fact]
    public void A_long_reply_is_cut_without_leaving_half_a_placeholder()
    {
        var plan = Plan("[{\"Name\":\"A\",\"LookupDomain\":\"a.example\",\"AnyMatch\":true,\"RejectionResponse\":\"" + new string('x', 239) + "%0 and more\"}]");
        Assert.Equal(new string('x', 239), Load(plan).BlockProviders.Single().RejectionResponse);
    }

    [Fact]
    public void Damaged_files_name_their_line()
    {
        Assert.Equal(3, Assert.Single(Plan("<Objs>\n<Obj>\n</Objs>").NotCarriedOver).Line);
        Assert.Equal(3, Assert.Single(Plan("[\n{},\n{\"a\" 1}\n]").NotCarriedOver).Line);
    }

    [Fact]
    public void A_document_type_is_not_followed()
    {
        var plan = Plan("<!DOCTYPE Objs [<!ENTITY a \"b\">]>\n<Objs><Obj/></Objs>");
        Assert.Contains("DTD", Assert.Single(plan.NotCarriedOver).Why, StringComparison.Ordinal);
    }
}
