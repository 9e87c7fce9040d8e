using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Import;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

public sealed class ImporterTests
{
    private static readonly string[] Files =
        ["block-providers.clixml", "allow-entries.clixml", "config.clixml", "block-providers.json", "block-entries.csv", "main.cf", "access.cidr", "exim.conf", "rbl.conf", "edge.ps1",
         "master.cf", "dnsbl.conf", "maddy.conf", "policyd-weight.conf", "scores.cf"];

    public static TheoryData<string> Samples => [.. Files];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_edits_of_a_plan_make_the_settings_it_shows(string file)
    {
        using var folder = new TemporaryFolder();
        var plan = Importer.Read(Read(file), file);
        var editor = new SettingsEditor(folder.PathOf("ipblock.json"));
        var result = editor.Apply(plan.ToEdits());
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        Assert.NotEmpty(plan.Items);
        Assert.Equal(Describe(Load(plan)), Describe(result.Settings!));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_that_is_damaged_anywhere_makes_a_plan_that_loads(string file)
    {
        var text = Read(file);
        var random = new Random(file.Length);
        for (var i = 0; i < 60; i++)
            Survives(Damage(text, random));
    }

    [Fact]
    public void Garbage_makes_a_plan_that_loads()
    {
        var words = Gen.Elements(
            "{", "}", "[", "]", "<", ">", "=", "*", "&", "!", ":", ";", ",", "\n", "\n ", "\\\n", "\"", "'", "$", "${", "#", "/*", "*/", "%", "\0", "\uD800", "ä", " ",
            "rbls", "rbl", "returncodes", "returnbits", "deny", "begin acl", "dnslists = ", "message = ", "postscreen_dnsbl_sites = ", "reject_rbl_client ", "mynetworks = ",
            "a.example", "127.0.0.2", "127.255.255.254", "192.0.2.0/24", "REJECT", "OK", "<Objs>", "<Obj>", "</Obj>", "<Props>", "IPRange", "LookupDomain", "\"IPRange\":", "-1", "9999999999",
            "Add-IPBlockListProvider -Name ", "Set-IPBlockListProvider ", " -LookupDomain ", "$x = ", "@(", "`", "smtp inet n - y - - smtpd -o ", "@dnsbl_score = (", "$MAXDNSBLSCORE = ", "dnsbl ", "smtp tcp://x {\n", "score 3\n", "response ",
            "postscreen_dnsbl_threshold = 2\n", "postscreen_dnsbl_action = drop\n", "*2", "*-3");
        var texts = words.ListOf().Select(parts => string.Concat(parts));
        Prop.ForAll(texts.ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(120));
    }

    [Fact]
    public void Any_text_makes_a_plan_that_loads() =>
        Prop.ForAll<string>(text => Survives(text ?? "")).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData("<Objs>")]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("rbls { a {")]
    [InlineData("a = ${")]
    public void Deep_nesting_is_no_danger(string opening) => Survives(string.Concat(Enumerable.Repeat(opening, 20_000)));

    [Fact]
    public void What_is_not_recognized_is_said()
    {
        var plan = Plan("Dear Sir or Madam,\n");
        Assert.Null(plan.Source);
        Assert.Equal(("x", 1), (plan.NotCarriedOver.Single().What, plan.NotCarriedOver.Single().Line));
    }

    [Theory]
    [InlineData("/etc/postfix/main.cf", ImportSource.PostfixMain)]
    [InlineData("C:\\rbl.conf", ImportSource.Rspamd)]
    [InlineData("exim4.conf.template", ImportSource.Exim)]
    [InlineData("a.cidr", ImportSource.PostfixAccess)]
    [InlineData("a.csv", ImportSource.ExchangeCsv)]
    public void Where_the_text_says_nothing_the_name_does(string name, ImportSource expected) => Assert.Equal(expected, Importer.Detect("", name));

    [Fact]
    public void A_byte_order_mark_does_not_matter()
    {
        Assert.Equal(ImportSource.ExchangeClixml, Importer.Detect("\uFEFF<Objs/>", "x"));
        Assert.Empty(Plan("\uFEFF<Objs/>").NotCarriedOver);
    }

    [Fact]
    public void Names_become_unique_and_short_and_the_same_list_comes_once()
    {
        var name = new string('n', 70);
        var plan = Plan($$"""
            [ { "Name": "{{name}}", "LookupDomain": "a.example", "AnyMatch": true, "RejectionResponse": "" },
              { "Name": "{{name}}", "LookupDomain": "b.example", "AnyMatch": true, "RejectionResponse": "" },
              { "Name": "other", "LookupDomain": "B.example.", "AnyMatch": true, "RejectionResponse": "" } ]
            """);
        Assert.Equal([new string('n', 64), new string('n', 62) + " 2"], plan.Items.Select(item => item.Name));
        Assert.Contains("line 2", Why(plan, "b.example"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_label_that_looks_like_a_key_is_shown_nowhere()
    {
        var plan = Plan("deny dnslists = a1b2c3d4e5f6a7b8c9d0.bl.example.net : a1b2c3d4e5f6a7b8c9d0.xl.example.net!=127.0.0.9\n");
        Assert.Equal("bl.example.net", Load(plan).BlockProviders.Single().LookupDomain.PublicName);
        Assert.DoesNotContain("a1b2c3", string.Concat(plan.Items) + string.Concat(plan.NotCarriedOver), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_in_a_name_or_a_reply_is_taken_out()
    {
        const string Zone = "abcdefabcdef12345678abcdef.zen.dq.spamhaus.net";
        var plan = Plan("[{\"Name\":\"My " + Zone + "\",\"LookupDomain\":\"" + Zone + "\",\"AnyMatch\":true,\"RejectionResponse\":\"see " + Zone.ToUpperInvariant() + "\"}]");
        Assert.Equal("My zen.dq.spamhaus.net", Assert.Single(plan.Items).Name);
        Assert.Equal("see zen.dq.spamhaus.net", Load(plan).BlockProviders.Single().RejectionResponse);
        Assert.Equal(Zone, Load(plan).BlockProviders.Single().LookupDomain.Reveal());
    }

    [Fact]
    public void What_the_settings_have_already_is_not_added_again()
    {
        var plan = ImportedText.Plan("192.0.2.1 REJECT\n192.0.2.2 REJECT\n198.51.100.0/24 OK\n", "access.cidr", ImportSource.PostfixAccess);
        var added = plan.Without(Some.Settings("{ \"blockList\": [ \"192.0.2.2\", \"198.51.100.0/24\" ] }"));
        Assert.Equal(["192.0.2.1", "198.51.100.0/24"], added.Items.Select(static item => item.Name));
        Assert.Equal(2, added.ToEdits().Length);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Import", "Samples", file));

    private static void Survives(string text)
    {
        foreach (var source in Enum.GetValues<ImportSource>().Select(source => (ImportSource?)source).Append(null))
        {
            var plan = Plan(text, "block", source);
            Assert.All(plan.Items.Select(item => item.Line).Concat(plan.NotCarriedOver.Select(refusal => refusal.Line)), line => Assert.True(line >= 1));
            Assert.All(plan.NotCarriedOver, refusal => Assert.NotEmpty(refusal.Why));
        }
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var place = random.Next(damaged.Length);
            var length = Math.Min(random.Next(1, 40), damaged.Length - place);
            if (random.Next(2) == 0)
                damaged.Remove(place, length);
            else
                damaged.Insert(random.Next(damaged.Length), damaged.ToString(place, length));
        }

        return damaged.ToString();
    }

    private static List<string> Describe(FilterSettings settings)
    {
        var all = new List<string> { settings.BlockListResponse ?? "", $"{settings.Verdict} {settings.Thresholds.Reject} {settings.Thresholds.Mark} {settings.Thresholds.Allow}" };
        foreach (var provider in settings.BlockProviders.Concat(settings.AllowProviders))
        {
            var codes = string.Join(",", provider.IpAddressesMatch) + provider.BitmaskMatch + provider.AnyMatch + string.Join(",", provider.ReturnCodes);
            all.Add(string.Join("|", provider.Name, provider.LookupDomain.Reveal(), provider.Enabled, codes, provider.RejectionResponse, provider.StatusCode, provider.OnFailure, provider.IPv4, provider.IPv6, provider.Score));
        }

        all.AddRange(settings.BlockList.Concat(settings.AllowList).Select(entry => entry.Address + "|" + entry.Comment + "|" + entry.Expires));
        all.AddRange(settings.Exceptions.Clients.Select(client => client.Client + "|" + client.Comment));
        all.AddRange(settings.Exceptions.Recipients.Select(recipient => recipient.Recipient + "|" + recipient.Comment));
        return all;
    }
}
