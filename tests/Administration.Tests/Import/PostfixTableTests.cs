using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>Tables of Postfix become entries that refuse nobody whom the table does not refuse.</summary>
public sealed class PostfixTableTests
{
    [Theory]
    [InlineData("192.0.2.5/24 REJECT", "")]
    [InlineData("192.0.2.0-192.0.2.9 REJECT", "")]
    [InlineData("192.0.2/24 REJECT", "")]
    [InlineData("192.0.2.0/255.255.255.0 REJECT", "")]
    [InlineData("::ffff:192.0.2.1 REJECT", "")]
    [InlineData("192.0.2.1 550", "")]
    [InlineData("192.0.2.1 550 no", "192.0.2.1")]
    [InlineData("[2001:db8::]/32 REJECT", "2001:db8::/32")]
    [InlineData("192.0.2.8/30 DUNNO\n192.0.2.0/24 REJECT", "192.0.2.0/29 192.0.2.12-192.0.2.255")]
    [InlineData("192.0.2.8/30 WARN x\n192.0.2.0/24 REJECT", "192.0.2.0/29 192.0.2.12-192.0.2.255")]
    [InlineData("192.0.2.8/30 450 x\n192.0.2.0/24 REJECT", "192.0.2.0/29 192.0.2.12-192.0.2.255")]
    [InlineData("192.0.2.8/30 OK\n192.0.2.0/24 REJECT", "192.0.2.0/24")]
    [InlineData("192.0.2.0/24 HOLD\n192.0.2.0/25 REJECT", "")]
    [InlineData("if 192.0.0.0/16\n!192.0.2.0/24 REJECT\nendif", "192.0.0.0/23 192.0.3.0-192.0.255.255")]
    [InlineData("!!192.0.2.0/24 REJECT", "192.0.2.0/24")]
    [InlineData("if 192.0.2.0/25\n192.0.2.0/24 REJECT\nendif\n192.0.2.128/25 REJECT", "192.0.2.0/25 192.0.2.128/25")]
    [InlineData("if !192.0.2.0/25\n192.0.2.0/24 REJECT\nif 192.0.2.0/26\n192.0.2.0/24 REJECT\nendif", "192.0.2.128/25")]
    [InlineData("if 2001:db8::/32\n192.0.2.0/24 REJECT\nendif", "")]
    [InlineData("if 192.0.2.5/24\n198.51.100.0/24 REJECT\nendif", "198.51.100.0/24")]
    public void The_first_line_that_fits_decides(string table, string blocked)
    {
        var plan = Plan(table + "\n", "x.cidr", ImportSource.PostfixAccess);
        Assert.Equal(blocked, string.Join(" ", Load(plan).BlockList.Select(entry => entry.Address)));
    }

    [Theory]
    [InlineData("192.0.2.0/24 REJECT\n192.0.2.8 OK", "")]
    [InlineData("192.0.2.0/24 DUNNO\n192.0.0.0/16 OK", "192.0.0.0/23 192.0.3.0-192.0.255.255")]
    [InlineData("192.0.2.8 42", "192.0.2.8")]
    [InlineData("192.0.2.8 42 text", "")]
    [InlineData("192.0.2.8 DISCARD", "")]
    public void Nobody_is_allowed_whom_a_line_before_decides_about(string table, string allowed) =>
        Assert.Equal(allowed, string.Join(" ", Load(Plan(table + "\n", "x.cidr", ImportSource.PostfixAccess)).AllowList.Select(entry => entry.Address)));

    [Fact]
    public void A_table_that_main_cf_names_is_read_with_it()
    {
        var plan = Read(
            "smtpd_client_restrictions = check_client_access hash:/t, reject_rbl_client a.example\n",
            "192.0.2.9 OK\n192.0.2 REJECT mine\n.partner.example OK\nmx.friend.example permit\n198.51.100.7 WARN x\n198.51.100 554 go\n");
        var settings = Load(plan);
        Assert.True(settings.BlockProviders.Single().Enabled);
        Assert.Equal(["192.0.2.9"], settings.AllowList.Select(entry => entry.Address.ToString()));
        Assert.Equal(["192.0.2.0/24", "198.51.100.0-198.51.100.6", "198.51.100.8-198.51.100.255"], settings.BlockList.Select(entry => entry.Address.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["*.partner.example", "mx.friend.example", "*.mx.friend.example"], settings.Exceptions.Clients.Select(client => client.Client.ToString()));
    }

    [Theory]
    [InlineData("192.0.2.9 DISCARD", "smtpd_client_restrictions = check_client_access hash:/t, reject_rbl_client a.example")]
    [InlineData("192.0.2.9 DISCARD", "smtpd_client_restrictions = check_client_access hash:/t\nsmtpd_helo_restrictions = reject_rbl_client a.example")]
    [InlineData("a@b.example DISCARD", "smtpd_sender_restrictions = check_sender_access hash:/t\nsmtpd_data_restrictions = reject_rbl_client a.example")]
    [InlineData("host.example DUNNO\n192.0.2 REJECT", "smtpd_client_restrictions = check_client_access hash:/t, reject_rbl_client a.example")]
    [InlineData("a@b.example OK\n192.0.2 REJECT", "smtpd_sender_restrictions = check_sender_access hash:/t, reject_rbl_client a.example")]
    [InlineData("192.0.2.0/24 permit", "smtpd_sender_restrictions = check_sender_mx_access cidr:/t, reject_rbl_client a.example")]
    [InlineData("/192/ OK", "smtpd_client_restrictions = check_client_access pcre:/t, reject_rbl_client a.example")]
    [InlineData("192.0.2.9 OK", "postscreen_dnsbl_action = drop\npostscreen_access_list = cidr:/t\npostscreen_dnsbl_sites = a.example")]
    public void Where_a_table_may_spare_somebody_else_nobody_is_refused(string table, string main)
    {
        var settings = Load(Read(main + "\n", table + "\n"));
        Assert.False(settings.BlockProviders.Single().Enabled);
        Assert.Empty(settings.BlockList);
    }

    [Theory]
    [InlineData("soft_bounce = yes\nsmtpd_client_restrictions = check_client_access cidr:/t")]
    [InlineData("smtpd_client_restrictions = warn_if_reject check_client_access cidr:/t")]
    [InlineData("smtpd_client_restrictions = permit check_client_access cidr:/t")]
    [InlineData("smtpd_client_restrictions = permit_dnswl_client w.example check_client_access cidr:/t")]
    [InlineData("postscreen_dnsbl_action = drop\npostscreen_access_list = cidr:/t\npostscreen_dnsbl_sites = a.example")]
    [InlineData("postscreen_dnsbl_action = drop\npostscreen_denylist_action = ignore\npostscreen_access_list = cidr:/t\npostscreen_dnsbl_sites = a.example")]
    public void Who_is_rejected_not_at_all_or_for_now_does_not_get_on_the_block_list(string main) =>
        Assert.Empty(Load(Read(main + "\n", "192.0.2.0/24 REJECT\n")).BlockList);

    [Fact]
    public void The_table_of_postscreen_rejects_where_its_action_says_so() =>
        Assert.Equal("192.0.2.0/24", Load(Read("postscreen_denylist_action = enforce\npostscreen_access_list = cidr:/t\npostscreen_dnsbl_sites = a.example\n", "192.0.2.0/24 REJECT\n")).BlockList.Single().Address.ToString());

    [Fact]
    public void A_table_in_braces_is_read_as_one_in_a_file()
    {
        var settings = Load(Read("smtpd_client_restrictions = check_client_access inline:{ {192.0.2.1 = REJECT a b}, 192.0.2.2=OK } check_client_access cidr:{ {198.51.100.0/24 REJECT} } reject_rbl_client a.example\n", ""));
        Assert.Equal(["192.0.2.1", "198.51.100.0/24"], settings.BlockList.Select(entry => entry.Address.ToString()));
        Assert.Equal(["192.0.2.2"], settings.AllowList.Select(entry => entry.Address.ToString()));
        Assert.True(settings.BlockProviders.Single().Enabled);
    }

    [Fact]
    public void Ten_thousand_lines_that_cut_one_range_do_not_take_long()
    {
        var table = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"10.{i >> 8}.{i & 255}.0/25 DUNNO\n10.0.0.0/8 REJECT\n"));
        Assert.True(Load(Plan(table, "x.cidr", ImportSource.PostfixAccess)).BlockList.Count is > 0 and < 70_000);
    }

    private static ImportPlan Read(string main, string table) => Importer.Read(main, "main.cf", ImportSource.PostfixMain, path => path == "/t" ? table : null);
}
