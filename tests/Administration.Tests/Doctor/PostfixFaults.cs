using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Doctor;

internal static class PostfixFaults
{
    private const string List = "smtpd_recipient_restrictions";

    public static IEnumerable<Fault> All =>
    [
        new("postfix.notAsked", "no policy service", static site => site.Main[List] = "permit_mynetworks, reject_unauth_destination"),
        new("postfix.notAsked", "another policy service", static site => site.Main[List] = "reject_unauth_destination, check_policy_service { inet:192.0.2.9:10023, default_action=DUNNO }"),
        new("postfix.notAsked", "overruled in master.cf", static site => site.Master = "smtp inet n - n - - smtpd -o smtpd_recipient_restrictions=reject_unauth_destination\n"),
        new("postfix.notAsked", "for ETRN only", static site => (site.Main["smtpd_etrn_restrictions"], site.Main[List]) = (Site.Asking, "reject_unauth_destination")),
        new("postfix.notAsked", "on another port than 25", static site => site.Master += "2525 inet n - n - - smtpd\nsmtp inet n - n - - smtpd -o smtpd_recipient_restrictions=\n"),
        new("postfix.wrongDoor", "a port where nothing listens", static site => Ask(site, "10040", "1")),
        new("postfix.wrongDoor", "the door of the milter", static site => Ask(site, "10040", "4466")),
        new("postfix.wrongDoor", "the policy service is turned off", static site =>
        {
            site.Settings["service"] = JObject.Parse("""{ "policyListen": [] }""");
            RunningFaults.Change(site, static state => state with { Doors = [state.Doors[1], state.Doors[2]] });
        }),
        new("postfix.wrongDoor", "a socket of ours that is not there", static site => Ask(site, "inet:127.0.0.1:10040", "unix:/run/ipblock/policy.sock")),
        new("postfix.noDefaultAction", "451 while IpBlock is down", static site => Ask(site, ", default_action=DUNNO", "")),
        new("postfix.noDefaultAction", "as Postfix before 3.0 writes it", static site =>
            (site.Main[List], site.Main["smtpd_policy_service_timeout"]) = ("reject_unauth_destination, permit_mynetworks, check_policy_service inet:127.0.0.1:10040", "10s")),
        new("postfix.noDefaultAction", "OK while it is down", static site => Ask(site, "DUNNO", "OK")),
        new("postfix.longTimeout", "Postfix's own hundred seconds", static site => Ask(site, " timeout=10s,", "")),
        new("postfix.shortTimeout", "shorter than IpBlock may take", static site => Ask(site, "timeout=10s", "timeout=2s")),
        new("postfix.afterPermit", "behind permit", static site => site.Main[List] = "permit_mynetworks, reject_unauth_destination, permit, " + Site.Asking),
        new("postfix.onlyWarns", "behind warn_if_reject", static site => site.Main[List] = "permit_mynetworks, reject_unauth_destination, warn_if_reject " + Site.Asking),
        new("postfix.noRecipient", "before the recipient is known", static site =>
        {
            (site.Main["smtpd_client_restrictions"], site.Main[List], site.Main["smtpd_delay_reject"]) = ("permit_mynetworks, " + Site.Asking, "reject_unauth_destination", "no");
            site.Settings["rejectAt"] = "recipient";
        }),
        new("postfix.beforeRelay", "before the relay is checked", static site =>
            (site.Main["smtpd_relay_restrictions"], site.Main[List]) = ("", "permit_mynetworks, " + Site.Asking + ", reject_unauth_destination")),
        new("postfix.beforeRelay", "the relay is checked last", static site =>
            (site.Main["smtpd_relay_before_recipient_restrictions"], site.Main[List]) = ("no", "permit_mynetworks, " + Site.Asking)),
        new("postfix.ownNetworks", "own public servers", static site => (site.Main["mynetworks"], site.Main[List]) = ("127.0.0.0/8 198.51.100.0/28", "reject_unauth_destination, " + Site.Asking)),
        new("postfix.afterAllowList", "behind an allow list", static site => site.Main[List] = "permit_mynetworks, reject_unauth_destination, permit_dnswl_client list.dnswl.org, " + Site.Asking),
        new("postfix.milterDefaultAction", "the milter as Postfix's own default has it", static site => (site.Main[List], site.Main["smtpd_milters"]) = ("", "inet:127.0.0.1:4466")),
        new("postfix.askedTwice", "policy service and milter", static site => site.Main["smtpd_milters"] = "{ inet:127.0.0.1:4466, default_action=accept }"),
        new("postfix.softBounce", "soft_bounce", static site => site.Main["soft_bounce"] = "yes"),
        new("postfix.jail", "a socket outside the jail", static site =>
        {
            site.Settings["service"] = JObject.Parse("""{ "policyListen": [ "unix:/run/ipblock/policy.sock" ] }""");
            RunningFaults.Change(site, static state => state with { Doors = [state.Doors[0] with { Address = "/run/ipblock/policy.sock" }, state.Doors[1], state.Doors[2]] });
            site.Master = "smtp inet n - y - - smtpd\n";
            Ask(site, "inet:127.0.0.1:10040", "unix:/run/ipblock/policy.sock");
        }),
        new("postfix.proxyIgnored", "smtpd's PROXY protocol behind postscreen", static site =>
        {
            site.Master = "smtp inet n - n - 1 postscreen\nsmtpd pass - - n - - smtpd\n";
            site.Main["smtpd_upstream_proxy_protocol"] = "haproxy";
        }),
        new("postfix.hidden", "a file that cannot be read", static site =>
        {
            site.Master = null;
            site.Write("usr/sbin/postfix", "");
            site.Write("etc/postfix/main.cf", "");
            Directory.CreateDirectory(Path.Combine(site.Root, "etc/postfix/master.cf"));
        }),
        new("postfix.sameLists", "postscreen queries the same list", static site =>
        {
            site.Master = "smtp inet n - n - 1 postscreen\nsmtpd pass - - n - - smtpd\n";
            site.Main["postscreen_dnsbl_sites"] = "zen.test=127.0.0.[2..11]*3, elsewhere.test";
        }),
    ];

    private static void Ask(Site site, string text, string instead) => site.Main[List] = site.Main[List].Replace(text, instead, StringComparison.Ordinal);
}
