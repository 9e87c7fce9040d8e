using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Import;

namespace IpBlock.EndToEnd.Import;

/// <summary>Configurations of Postfix, written by hand: each construct at least once.</summary>
internal static class PostfixCases
{
    private static readonly Listing A = Listing.On("a.example.org");
    private static readonly Listing B = Listing.On("b.example.org");
    private static readonly Listing B3 = new("b.example.org", "127.0.0.3");
    private static readonly Listing C = Listing.On("c.example.org");
    private static readonly Listing W = Listing.On("w.example.org");
    private static readonly Listing V = Listing.On("v.example.org");

    private const string Lists = "reject_rbl_client a.example.org, reject_rbl_client b.example.org=127.0.0.[2;4..9]";

    public static IReadOnlyList<PostfixCase> Smtpd { get; } =
    [
        Case("as it usually is", "smtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated,\n  reject_unauth_destination,\n  # lists\n  " + Lists, [A, B, B3], "permit_mynetworks", "permit_sasl_authenticated", "reject_rbl_client", "filter"),
        Case("an allow list first", "smtpd_recipient_restrictions = permit_dnswl_client w.example.org, " + Lists, [A, B, W], "permit_dnswl_client"),
        Case("behind permit", "smtpd_recipient_restrictions = reject_rbl_client c.example.org permit " + Lists, [A, B, C], "permit"),
        Case("behind permit_auth_destination", "smtpd_recipient_restrictions = permit_auth_destination " + Lists, [A, B], "permit_auth_destination"),
        Case("permit_auth_destination before there is a recipient", "smtpd_delay_reject = no\nsmtpd_client_restrictions = permit_auth_destination " + Lists, [A, B], "permit_auth_destination", "smtpd_delay_reject"),
        Case("behind a bare reject", "smtpd_recipient_restrictions = reject_rbl_client a.example.org, reject, reject_rbl_client b.example.org", [A, B], "reject"),
        Case("all stages", "smtpd_client_restrictions = reject_rbl_client a.example.org\nsmtpd_helo_restrictions = reject_rbl_client b.example.org\nsmtpd_sender_restrictions = reject_rbl_client c.example.org\nsmtpd_relay_restrictions = reject_unauth_destination reject_rbl_client v.example.org", [A, B, C, V], "stages"),
        Case("data", "smtpd_data_restrictions = reject_rbl_client a.example.org\nsmtpd_end_of_data_restrictions = reject_rbl_client b.example.org", [A, B], "data stages"),
        Case("etrn", "smtpd_etrn_restrictions = " + Lists + "\nsmtpd_client_restrictions = reject_rbl_client c.example.org", [A, B, C], "etrn"),
        Case("a permit ends one stage only", "smtpd_client_restrictions = permit\nsmtpd_helo_restrictions = permit_dnswl_client w.example.org reject_rbl_client a.example.org\nsmtpd_recipient_restrictions = " + Lists, [A, B, W], "stages", "permit", "permit_dnswl_client"),
        Case("warn_if_reject", "smtpd_client_restrictions = warn_if_reject reject_rbl_client a.example.org, warn_if_reject reject, reject_rbl_client b.example.org", [A, B], "warn_if_reject"),
        Case("a class", "smtpd_restriction_classes = strict, other\nstrict = reject_rbl_client a.example.org\nother = reject_rbl_client c.example.org\nsmtpd_client_restrictions = strict, reject_rbl_client b.example.org", [A, B, C], "class"),
        Case("a class that permits", "smtpd_restriction_classes = lax\nlax = reject_rbl_client a.example.org, permit\nsmtpd_client_restrictions = lax, reject_rbl_client b.example.org", [A, B], "class"),
        Case("a class that warns", "smtpd_restriction_classes = strict\nstrict = reject_rbl_client a.example.org\nsmtpd_client_restrictions = warn_if_reject strict, reject_rbl_client b.example.org", [A, B], "class", "warn_if_reject"),
        Case("soft_bounce", "soft_bounce = yes\nsmtpd_client_restrictions = " + Lists, [A, B], "soft_bounce") with { RefusesForNow = true },
        Case("maps_rbl_reject_code", "maps_rbl_reject_code = 450\nsmtpd_client_restrictions = " + Lists, [A, B], "maps_rbl_reject_code") with { RefusesForNow = true },
        Case("default_rbl_reply", "default_rbl_reply = 451 4.7.1 listed in $rbl_domain\nsmtpd_client_restrictions = " + Lists, [A, B], "default_rbl_reply") with { RefusesForNow = true },
        Case("defer_if_reject", "smtpd_client_restrictions = defer_if_reject, " + Lists, [A, B], "defer_if_reject") with { RefusesForNow = true },
        Case("reject_maps_rbl", "maps_rbl_domains = a.example.org, b.example.org\nsmtpd_client_restrictions = reject_maps_rbl", [A, B], "reject_maps_rbl"),
        Case("lists of domains and other words", "smtpd_recipient_restrictions = REJECT_RHSBL_SENDER d.example.org, reject_rhsbl_client d.example.org, reject_non_fqdn_sender Reject_RBL_Client a.example.org", [A], "reject_rhsbl"),
        Case("stress", "smtpd_client_restrictions = ${stress?reject_rbl_client c.example.org} ${stress?{permit}:{reject_rbl_client a.example.org}} ${stress:reject_rbl_client b.example.org}", [A, B, C], "${stress?}", "${name?{}:{}}"),
        Case("conditions", "on = yes\noff =\nsmtpd_client_restrictions = ${on?reject_rbl_client a.example.org} ${off?{reject_rbl_client c.example.org}} ${off:{reject_rbl_client b.example.org}}", [A, B, C], "${name?}", "${name:}"),
        Case("a comparison", "level = 10\nsmtpd_client_restrictions = ${{$level} > {9} ? {reject_rbl_client a.example.org} : {reject_rbl_client c.example.org}} ${{x} == {y} ? {permit}} reject_rbl_client b.example.org", [A, B, C], "${{a} == {b}?}"),
        Case("macros", "zone = a.example.org\nmine = reject_rbl_client $(zone)\nsmtpd_client_restrictions = $mine, reject_rbl_client ${b}.org $nothing\nb = b.example", [A, B], "$name", "${name}", "$(name)", "unset $name"),
        Case("a condition that permits", "open = yes\nsmtpd_client_restrictions = ${open?permit} " + Lists, [A, B], "${name?}", "permit"),
        Case("a table in front", "smtpd_client_restrictions = check_client_access cidr:{ {11.2.0.0/16 OK}, {11.3.0.0/31 DUNNO}, {11.3.0.0/16 REJECT no} }, " + Lists, [A, B], "check_client_access", "inline table").On(1, 2, 3),
        Case("a table by keys", "smtpd_client_restrictions = check_client_access inline:{ {11.2 = permit}, {11.3.0.1 = WARN x}, {11.3 = 550} }, " + Lists, [A, B], "check_client_access", "inline table").On(1, 2, 3),
        Case("a bare table", "smtpd_client_restrictions = cidr:{ {11.2.0.0/16 OK} } " + Lists, [A, B], "bare table").On(1, 2),
        Case("a table of recipients that spares nobody", "smtpd_recipient_restrictions = check_recipient_access inline:{ {other@site.example = REJECT}, {user@site.example = PREPEND X-A: b} } " + Lists, [A, B], "check_recipient_access"),
        Case("a table of senders that spares", "smtpd_sender_restrictions = check_sender_access inline:{ {sender.example = OK} } " + Lists, [A, B], "check_sender_access"),
        Case("a table that discards", "smtpd_client_restrictions = check_client_access cidr:{ {11.0.0.0/8 DISCARD} } " + Lists, [A, B], "DISCARD"),
        Case("a table that discards, and later lists", "smtpd_client_restrictions = check_client_access cidr:{ {11.0.0.0/8 DISCARD} }\nsmtpd_recipient_restrictions = " + Lists, [A, B], "DISCARD"),
        Case("a policy service that spares all", "smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:1, timeout=1s, default_action=OK }, " + Lists, [A, B], "check_policy_service"),
        Case("a policy service that says nothing", "smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:1, timeout=1s, default_action=DUNNO }, " + Lists, [A, B], "check_policy_service") with { CannotBeSaid = true },
        Case("certificates", "smtpd_recipient_restrictions = permit_tls_clientcerts, " + Lists, [A, B], "permit_tls_clientcerts") with { CannotBeSaid = true },
        Case("a table of unknown content", "smtpd_client_restrictions = check_client_access unionmap:{static:OK, static:OK} reject_rbl_client a.example.org", [A], "unknown table"),
        Case("my networks", "mynetworks = 11.2.0.0/16\nsmtpd_client_restrictions = permit_mynetworks, " + Lists, [A, B], "mynetworks").On(1, 2),
    ];

    public static IReadOnlyList<PostfixCase> Postscreen { get; } =
    [
        Screen("threshold by default", "postscreen_dnsbl_action = enforce\npostscreen_dnsbl_sites = a.example.org b.example.org=127.0.0.3", [A, B, B3], "threshold by default", "filter"),
        Screen("drop", "postscreen_dnsbl_action = Drop\npostscreen_dnsbl_threshold = 2\npostscreen_dnsbl_sites = a.example.org*2, b.example.org*3", [A, B], "action drop"),
        Screen("ignore", "postscreen_dnsbl_action = ignore\npostscreen_dnsbl_sites = a.example.org*2, b.example.org*3", [A, B], "action ignore"),
        Screen("no action", "postscreen_dnsbl_sites = a.example.org*2, b.example.org*3", [A, B], "action unset"),
        Screen("negative weights", "postscreen_dnsbl_action = enforce\npostscreen_dnsbl_threshold = 8\npostscreen_dnsbl_sites = a.example.org*9 b.example.org*8 w.example.org*-4 v.example.org*-1", [A, B, W, V], "negative weight", "weights"),
        Screen("negative weights that change nothing", "postscreen_dnsbl_action = enforce\npostscreen_dnsbl_threshold = 4\npostscreen_dnsbl_allowlist_threshold = -2\npostscreen_dnsbl_sites = a.example.org*9 w.example.org*-3 v.example.org*-2", [A, W, V], "negative weight", "allowlist_threshold"),
        Screen("a negative weight twice", "postscreen_dnsbl_action = enforce\npostscreen_dnsbl_threshold = 3\npostscreen_dnsbl_sites = a.example.org*3 b.example.org*9 w.example.org*-2 w.example.org*-2", [A, B, W], "negative weight", "the same site twice"),
        Screen("macros", "my_threshold = 3\nzones = a.example.org*3\npostscreen_dnsbl_action = enforce\npostscreen_dnsbl_threshold = $my_threshold\npostscreen_dnsbl_sites = $zones ${my_threshold?b.example.org*4}", [A, B], "threshold macro"),
        Screen("a threshold that is not set", "postscreen_dnsbl_action = enforce\npostscreen_dnsbl_threshold = $my_threshold\npostscreen_dnsbl_sites = a.example.org*9", [A], "threshold unset") with { Awaited = [], CannotRun = true },
        Screen("everybody permitted", "postscreen_dnsbl_action = enforce\npostscreen_access_list = permit_mynetworks, permit\npostscreen_dnsbl_sites = a.example.org", [A], "access list permit") with { Awaited = [] },
        Screen("a table", "postscreen_dnsbl_action = enforce\npostscreen_access_list = permit_mynetworks, cidr:{ {11.2.0.0/16 permit}, {11.3.0.0/31 dunno}, {11.3.0.0/16 reject} }\npostscreen_denylist_action = enforce\npostscreen_dnsbl_sites = a.example.org*2, b.example.org", [A, B], "access list table", "denylist_action enforce").On(1, 2, 3) with { Awaited = [] },
        Screen("a table that only logs", "postscreen_dnsbl_action = enforce\npostscreen_access_list = cidr:{ {11.0.0.0/8 reject} }\npostscreen_dnsbl_sites = a.example.org", [A], "denylist_action unset") with { Awaited = [] },
        Screen("soft_bounce", "soft_bounce = yes\npostscreen_dnsbl_action = enforce\npostscreen_dnsbl_sites = a.example.org", [A], "soft_bounce") with { RefusesForNow = true },
        Screen("scores", "postscreen_dnsbl_action = enforce\npostscreen_dnsbl_threshold = 5\npostscreen_dnsbl_sites = a.example.org*3 b.example.org*3 c.example.org*5 w.example.org*-2", [A, B, C, W], "weights"),
        Screen("a reply map", "postscreen_dnsbl_action = enforce\npostscreen_dnsbl_reply_map = texthash:/dev/null\npostscreen_dnsbl_sites = a.example.org\nsmtpd_client_restrictions = reject_rbl_client b.example.org", [A, B], "reply_map") with { Awaited = ["a.example.org"] },
    ];

    /// <summary>Tables by themselves; the listings stand for addresses only.</summary>
    public static IReadOnlyList<PostfixCase> Tables { get; } =
    [
        Table("host bits", "11.1.0.5/24 REJECT\n11.1.0.8/29 REJECT\n", "host bits"),
        Table("actions that end the search", "11.1.0.1 WARN x\n11.1.0.2 450 later\n11.1.0.3 HOLD\n11.1.0.4 DUNNO\n11.1.0.5 OK\n11.1.0.6 DISCARD\n11.1.0.7 PREPEND X: y\n11.1.0.8 FILTER smtp:x\n11.1.0.9 INFO x\n11.1.0.10 RELAY\n11.1.0.11 DEFER_IF_PERMIT\n11.1.0.12 permit\n11.1.0.0/28 REJECT\n", "WARN", "450", "HOLD", "DUNNO", "OK", "DISCARD", "PREPEND", "FILTER", "INFO", "RELAY"),
        Table("numbers", "11.1.0.1 550\n11.1.0.2 550 no\n11.1.0.3 42\n11.1.0.4 42 x\n11.1.0.5 450\n11.1.0.6 5501\n11.1.0.7 521 x\n", "550 alone", "5NN text"),
        Table("the first decides", "11.1.0.0/29 REJECT\n11.1.0.4 OK\n11.1.0.8/31 OK\n11.1.0.8/29 REJECT\n", "OK behind REJECT"),
        Table("if", "if 11.1.0.0/29\n!11.1.0.0/30 REJECT\nendif\nif !11.1.0.0/29\n11.1.0.8/30 554 no\nif 11.1.0.12/31\n11.0.0.0/8 REJECT\nendif\nendif\n11.1.0.14 REJECT\n", "if", "!"),
        Table("an if that is passed over", "if 11.1.0.3/29\n11.1.0.1 REJECT\nendif\n11.1.0.2 OK\n11.1.0.0/30 REJECT\n", "if", "host bits"),
        Table("patterns that are none", "11.1.0.1-11.1.0.3 REJECT\n11.1.0/24 REJECT\n11.1.0.4/255.255.255.252 REJECT\n::ffff:11.1.0.9 REJECT\n[11.1.0.10] REJECT\n11.1.0.11 reject_unauth_destination\n11.1.0.11 REJECT\n", "no pattern"),
    ];

    public static IEnumerable<PostfixCase> All => Smtpd.Concat(Postscreen).Concat(Tables);

    private static PostfixCase Case(string name, string text, Listing[] listings, params string[] constructs) => new(Named(name, text, listings), constructs);

    private static PostfixCase Screen(string name, string text, Listing[] listings, params string[] constructs) =>
        new(Named("postscreen: " + name, text, listings), constructs) { WithPostscreen = true, Awaited = [.. listings.Select(static listing => listing.Zone)] };

    private static PostfixCase Table(string name, string text, params string[] constructs) =>
        new(new DifferentialCase("table: " + name, ImportSource.PostfixAccess, text, [Dummy(1), Dummy(2), Dummy(3), Dummy(4)]), constructs);

    private static Listing Dummy(int bit) => Listing.On($"address{bit}.example.org");

    private static DifferentialCase Named(string name, string text, Listing[] listings) => new(name, ImportSource.PostfixMain, text + "\n", listings);
}
