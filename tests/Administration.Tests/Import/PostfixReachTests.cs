using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>A list that Postfix never asks, or not about everybody, refuses nobody after the import.</summary>
public sealed class PostfixReachTests
{
    [Theory]
    [InlineData("smtpd_client_restrictions = permit, reject_rbl_client a.example", "permit is before it")]
    [InlineData("smtpd_recipient_restrictions = permit_auth_destination, reject_rbl_client a.example", "permit_auth_destination")]
    [InlineData("smtpd_recipient_restrictions = permit_mx_backup reject_rbl_client a.example", "permit_mx_backup")]
    [InlineData("smtpd_recipient_restrictions = permit_tls_clientcerts reject_rbl_client a.example", "permit_tls_clientcerts")]
    [InlineData("smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:1, timeout=1s }, reject_rbl_client a.example", "check_policy_service")]
    [InlineData("smtpd_recipient_restrictions = check_recipient_access hash:/x, reject_rbl_client a.example", "hash:/x")]
    [InlineData("smtpd_client_restrictions = cidr:/x reject_rbl_client a.example", "cidr:/x")]
    [InlineData("smtpd_client_restrictions = permit_rhswl_client w.example reject_rbl_client a.example", "permit_rhswl_client")]
    [InlineData("smtpd_client_restrictions = permit_dnswl_client bad..name reject_rbl_client a.example", "permit_dnswl_client")]
    [InlineData("smtpd_restriction_classes = c\nc = permit\nsmtpd_client_restrictions = c reject_rbl_client a.example", "permit is")]
    [InlineData("smtpd_etrn_restrictions = reject_rbl_client a.example", "ETRN")]
    [InlineData("smtpd_client_restrictions = warn_if_reject reject_rbl_client a.example", "only logged")]
    [InlineData("smtpd_restriction_classes = c\nc = reject_rbl_client a.example\nsmtpd_client_restrictions = warn_if_reject c", "only logged")]
    [InlineData("mynetworks = hash:/x\nsmtpd_client_restrictions = permit_mynetworks reject_rbl_client a.example", "hash:/x")]
    [InlineData("mynetworks_style = subnet\nsmtpd_client_restrictions = permit_mynetworks reject_rbl_client a.example", "subnet")]
    [InlineData("postscreen_dnsbl_action = drop\npostscreen_access_list = permit_mynetworks, permit\npostscreen_dnsbl_sites = a.example", "permits all clients")]
    [InlineData("postscreen_dnsbl_action = drop\npostscreen_access_list = cidr:/x\npostscreen_dnsbl_sites = a.example", "cidr:/x")]
    [InlineData("postscreen_dnsbl_action = ignore\npostscreen_dnsbl_sites = a.example", "only logs")]
    [InlineData("postscreen_dnsbl_sites = a.example", "only logs")]
    [InlineData("postscreen_dnsbl_action = drop\npostscreen_dnsbl_threshold = $my_threshold\npostscreen_dnsbl_sites = a.example*9", "not a ")]
    [InlineData("postscreen_dnsbl_action = drop\npostscreen_dnsbl_threshold = many\npostscreen_dnsbl_sites = a.example*9", "not a ")]
    public void What_is_not_asked_about_everybody_comes_disabled_with_its_reason(string main, string why)
    {
        var plan = Plan(main + "\n", "main.cf", ImportSource.PostfixMain);
        var list = Item(plan, "a.example");
        Assert.Equal(false, list.Properties["enabled"]);
        Assert.Contains(why, string.Join("; ", list.Remarks), StringComparison.Ordinal);
        Assert.Contains(why, (string)list.Properties["comment"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtpd_client_restrictions = permit_mynetworks permit_sasl_authenticated reject_unauth_destination sleep 1 reject_rbl_client a.example")]
    [InlineData("smtpd_delay_reject = no\nsmtpd_client_restrictions = permit_auth_destination reject_rbl_client a.example")]
    [InlineData("smtpd_client_restrictions = warn_if_reject reject reject_rbl_client a.example")]
    [InlineData("smtpd_recipient_restrictions = check_recipient_access inline:{ {x@y.example = REJECT no}, {z@y.example = 450 later} } reject_rbl_client a.example")]
    [InlineData("smtpd_recipient_restrictions = check_sender_access pcre:{ {/x y/ PREPEND X: y} } reject_rbl_client a.example")]
    [InlineData("smtpd_restriction_classes = c\nc = reject_rbl_client a.example\nsmtpd_client_restrictions = C c")]
    [InlineData("smtpd_client_restrictions = permit_mynetworks $nothing reject_rbl_client a.example permit")]
    [InlineData("smtpd_client_restrictions = ${stress?permit} reject_rbl_client a.example")]
    [InlineData("smtpd_client_restrictions = ${stress?{permit}:{reject_rbl_client a.example}}")]
    [InlineData("smtpd_client_restrictions = ${stress:{reject_rbl_client a.example}}")]
    [InlineData("level = 3\nsmtpd_client_restrictions = ${{$level} >= {2} ? {reject_rbl_client a.example} : {permit}}")]
    [InlineData("postscreen_dnsbl_action = Enforce\npostscreen_dnsbl_threshold = ${t}\nt = 4\npostscreen_dnsbl_sites = a.example*5 w.example*-1")]
    public void What_spares_nobody_leaves_the_list_enabled(string main)
    {
        var plan = Plan(main + "\n", "main.cf", ImportSource.PostfixMain);
        Assert.False(Item(plan, "a.example").Properties.ContainsKey("enabled"));
    }

    [Fact]
    public void What_a_condition_keeps_out_is_said()
    {
        var plan = Plan("smtpd_client_restrictions = ${stress?reject_rbl_client d.example.org} ${set?x:y}\n", "main.cf", ImportSource.PostfixMain);
        Assert.Contains("under stress", Why(plan, "reject_rbl_client d.example.org"), StringComparison.Ordinal);
        Assert.Empty(plan.Items);
    }

    [Theory]
    [InlineData("soft_bounce = yes", 450)]
    [InlineData("soft_bounce = yes\nmaps_rbl_reject_code = 571", 471)]
    [InlineData("maps_rbl_reject_code = 451", 451)]
    [InlineData("default_rbl_reply = 450 4.7.1 later", 450)]
    public void A_refusal_for_now_stays_one(string main, int code)
    {
        var plan = Plan(main + "\nsmtpd_client_restrictions = reject_rbl_client a.example\n");
        Assert.Equal(code, Load(plan).BlockProviders.Single().StatusCode);
    }

    [Fact]
    public void Behind_defer_if_reject_clients_are_told_to_come_again()
    {
        var lists = Load(Plan("smtpd_client_restrictions = reject_rbl_client a.example defer_if_reject reject_rbl_client b.example\n")).BlockProviders;
        Assert.Equal([550, 450], lists.Select(list => list.StatusCode));
        Assert.Equal(450, Load(Plan("soft_bounce = yes\npostscreen_dnsbl_action = drop\npostscreen_dnsbl_sites = a.example\n")).BlockProviders.Single().StatusCode);
    }

    [Fact]
    public void An_allow_list_that_spares_from_no_list_comes_disabled()
    {
        var settings = Load(Plan("smtpd_client_restrictions = reject_rbl_client a.example permit_dnswl_client w.example\nsmtpd_recipient_restrictions = permit_dnswl_client v.example reject_rbl_client b.example\n"));
        Assert.Equal([false, true], settings.AllowProviders.Select(list => list.Enabled));
        Assert.Equal([true, true], settings.BlockProviders.Select(list => list.Enabled));
    }
}
