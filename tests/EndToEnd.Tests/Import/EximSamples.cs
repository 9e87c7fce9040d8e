using System.Collections.Generic;

namespace IpBlock.EndToEnd.Import;

/// <summary>Configurations of Exim, each with something that real ones have.</summary>
internal static class EximSamples
{
    private const string A = "a.example.org";
    private const string B = "b.example.org";
    private const string C = "c.example.org";
    private static readonly Listing[] Codes = [new(A, "127.0.0.2"), new(A, "127.0.0.4"), new(A, "127.0.0.6")];
    private static readonly Listing[] Three = [Listing.On(A), Listing.On(B), Listing.On(C)];

    /// <param name="folder">Where files that a configuration names lie.</param>
    public static IEnumerable<EximSample> All(string folder) => [.. Verbs, .. Conditions, .. Forms, .. Reach, .. Before, .. Text(folder)];

    private static IEnumerable<EximSample> Verbs =>
    [
        EximSample.Rcpt("deny", Carried.All, $"  deny dnslists = {A} : {B}", "  accept"),
        EximSample.Rcpt("drop", Carried.All, $"  drop message = gone\n    dnslists = {A}", $"  deny dnslists = {B}", "  accept"),
        EximSample.Rcpt("defer", Carried.All, $"  defer dnslists = {A}\n    log_message = later", $"  deny dnslists = {B}", "  accept"),
        EximSample.Rcpt("require what is on no list", Carried.All,
            $"  require message = listed\n    domains = +local_domains\n    !dnslists = {A} : {B}", "  accept"),
        EximSample.Rcpt("require what is on a list", Carried.Nothing, $"  require dnslists = {A}", $"  accept"),
        EximSample.Rcpt("warn", Carried.Nothing,
            $"  warn dnslists = {A} : list.dnswl.org\n    add_header = X-Listed: $dnslist_domain\n    set acl_m0 = listed\n    control = freeze/no_tell",
            "  accept"),
        EximSample.Rcpt("discard", Carried.All, $"  deny dnslists = {A}", $"  discard dnslists = {B}", "  accept"),
        EximSample.Rcpt("a list behind discard", Carried.Part, $"  discard dnslists = {A}", $"  deny dnslists = {B}", "  accept"),
        EximSample.Rcpt("accept by a list", Carried.All, $"  accept dnslists = {A}", $"  deny dnslists = {B}", "  accept"),
        EximSample.Rcpt("accept by a list and nothing behind", Carried.All, $"  deny dnslists = {B}", $"  accept dnslists = {A}", "  accept"),
        EximSample.Rcpt("accept by a list that cannot be said", Carried.Nothing, $"  accept dnslists = {A}==127.0.0.2", $"  deny dnslists = {B}", "  accept"),
        EximSample.Rcpt("accept those on no list", Carried.Nothing, $"  accept !dnslists = {A}", $"  deny dnslists = {B}", "  accept"),
        EximSample.Rcpt("endpass", Carried.All, $"  accept domains = +local_domains\n    endpass\n    !dnslists = {A} : {B}", "  deny"),
        EximSample.Rcpt("endpass after a list", Carried.Part, $"  accept dnslists = {A}\n    endpass\n    !dnslists = {B}", $"  accept"),
    ];

    private static IEnumerable<EximSample> Conditions =>
    [
        EximSample.Rcpt("two lists that must both hold", Carried.Nothing, $"  deny dnslists = {A}\n    dnslists = {B}", "  accept"),
        EximSample.Rcpt("three that must all hold", Carried.Nothing,
            $"  deny dnslists = {A}\n    message = all\n    dnslists = {B}\n    dnslists = {C}", "  accept") with { Listings = Three },
        EximSample.Rcpt("on one and not on the other", Carried.Nothing, $"  deny dnslists = {A}\n    !dnslists = {B}", "  accept"),
        EximSample.Rcpt("on one and not on a list of good senders", Carried.All,
            $"  deny !dnslists = dnswl.example.org\n    dnslists = {A}", "  accept") with { Listings = [Listing.On(A), Listing.On("dnswl.example.org")] },
        EximSample.Rcpt("negated with a blank", Carried.Nothing, $"  deny ! dnslists = {A}\n    dnslists = {B}", "  accept"),
        EximSample.Rcpt("a condition before", Carried.Nothing, $"  deny senders = *@friend.example\n    dnslists = {A}", "  accept"),
        EximSample.Rcpt("a condition behind", Carried.Nothing, $"  deny dnslists = {A}\n    !senders = *@friend.example", "  accept"),
        EximSample.Rcpt("hosts that are spared", Carried.Part, $"  deny !hosts = 11.2.0.0/16\n    dnslists = {A}", $"  deny dnslists = {B}", "  accept"),
        EximSample.Rcpt("only these hosts", Carried.Nothing, $"  deny hosts = 11.2.0.0/16\n    dnslists = {A}", "  accept"),
        EximSample.Rcpt("all hosts but some", Carried.Nothing, $"  deny hosts = !11.2.0.0/16 : *\n    dnslists = {A}", "  accept"),
        EximSample.Rcpt("a recipient that is spared", Carried.All, $"  deny !local_parts = postmaster\n    dnslists = {A} : {B}", "  accept"),
        EximSample.Rcpt("what goes without saying", Carried.All,
            $"  deny !authenticated = *\n    domains = +local_domains\n    condition = yes\n    !hosts = : 127.0.0.1\n    dnslists = {A} : {B}", "  accept"),
        EximSample.Rcpt("a condition that never holds", Carried.Nothing, $"  deny condition = no\n    dnslists = {A}", "  accept"),
        EximSample.Rcpt("by family", Carried.All,
            $"  deny condition = ${{if isip4{{$sender_host_address}}}}\n    dnslists = {A}",
            $"  deny condition = ${{if isip6{{$sender_host_address}}}}\n    dnslists = {B}", "  accept"),
        EximSample.Of("own domains and those relayed to", Carried.Part,
            ["domainlist relay_to_domains = relay.example"],
            $"acl_check_rcpt:\n  deny domains = +local_domains\n    dnslists = {A}\n  deny domains = +local_domains : +relay_to_domains\n"
                + $"    dnslists = {B}\n  accept"),
    ];

    private static IEnumerable<EximSample> Forms =>
    [
        EximSample.Rcpt("codes", Carried.All, $"  deny dnslists = {A}=127.0.0.2,127.0.0.4", "  accept") with { Listings = Codes },
        EximSample.Rcpt("a mask", Carried.All, $"  deny dnslists = {A}&0.0.0.2", "  accept") with { Listings = Codes },
        EximSample.Rcpt("a mask of several bits", Carried.All, $"  deny dnslists = {A}&0.0.0.6", "  accept") with { Listings = Codes },
        EximSample.Rcpt("not this code", Carried.Nothing, $"  deny dnslists = {A}!=127.0.0.4", "  accept") with { Listings = Codes },
        EximSample.Rcpt("not this bit", Carried.Nothing, $"  deny dnslists = {A}!&0.0.0.4", "  accept") with { Listings = Codes },
        EximSample.Rcpt("all codes", Carried.Nothing, $"  deny dnslists = {A}==127.0.0.2", "  accept") with { Listings = Codes },
        EximSample.Rcpt("not all codes", Carried.Nothing, $"  deny dnslists = {A}!==127.0.0.2", "  accept") with { Listings = Codes },
        EximSample.Rcpt("all bits of all codes", Carried.Nothing, $"  deny dnslists = {A}=&0.0.0.2", "  accept") with { Listings = Codes },
        EximSample.Rcpt("all codes but errors", Carried.All, $"  deny dnslists = {A}!=127.255.255.254,127.255.255.255", "  accept") with { Listings = Codes },
        EximSample.Rcpt("no code at all", Carried.All,
            $"  deny dnslists = {A}=127.0.0.2-127.0.0.6", $"  deny dnslists = {A}=127.0.0.02", $"  deny dnslists = {A}=127.0.0.[2..6]",
            "  accept") with { Listings = Codes },
        EximSample.Rcpt("a second zone", Carried.Nothing, $"  deny dnslists = {A},{B}", "  accept"),
        EximSample.Rcpt("a second zone with codes", Carried.Part, $"  deny dnslists = {A},{B}=127.0.0.2 : {C}", "  accept") with { Listings = Three },
        EximSample.Rcpt("accept by a second zone", Carried.Nothing,
            $"  accept dnslists = {A},{B}", $"  deny dnslists = {C}", "  accept") with { Listings = Three },
        EximSample.Rcpt("another key", Carried.Nothing, $"  deny dnslists = {A}/$sender_address_domain : {B}/<;$sender_helo_name;x", "  accept"),
        EximSample.Rcpt("the client as the key", Carried.All, $"  deny dnslists = {A}/$sender_host_address : {B}/${{sender_host_address}}", "  accept"),
        EximSample.Rcpt("another separator and switches", Carried.All, $"  deny dnslists = <; +include_unknown ; {A} ; +defer_unknown ; {B}", "  accept"),
        EximSample.Rcpt("continuation", Carried.All,
            $"  deny message = listed \\\n      in two lines\n    dnslists = {A} : \\\n       # {C} : \\\n\n  deny dnslists = {B}", "  accept"),
    ];

    private static IEnumerable<EximSample> Reach =>
    [
        EximSample.Of("at each stage", Carried.All, [],
            $"acl_check_connect:\n  deny dnslists = {A}\n  accept\nacl_check_helo:\n  deny dnslists = {B}\n  accept\n"
                + $"acl_check_mail:\n  drop dnslists = {C}\n  accept\nacl_check_data:\n  deny dnslists = d.example.org\n  accept") with
        {
            Listings = [.. Three, Listing.On("d.example.org")],
        },
        EximSample.Of("a list nobody names", Carried.Nothing, [], $"acl_unused:\n  deny dnslists = {A}\n  accept\nacl_check_rcpt:\n  accept"),
        EximSample.Of("a list of a condition", Carried.Nothing,
            [],
            $"acl_helper:\n  deny dnslists = {A}\n  accept dnslists = {B}\n  deny\nacl_check_rcpt:\n  deny acl = acl_helper\n"
                + "    message = by the helper\n  warn dnslists = c.example.org\n  accept"),
        EximSample.Of("an exception by a list of a condition", Carried.Nothing,
            [], $"acl_spared:\n  accept dnslists = {A}\n  deny\nacl_check_rcpt:\n  accept acl = acl_spared\n  deny dnslists = {B}\n  accept"),
        EximSample.Of("for who logs in and who verifies", Carried.Nothing,
            ["acl_smtp_auth = acl_auth", "acl_smtp_vrfy = acl_auth", "acl_smtp_predata = acl_other"],
            $"acl_auth:\n  deny dnslists = {A}\n  accept\nacl_other:\n  accept"),
        EximSample.Of("before BDAT nobody is asked", Carried.Nothing, ["acl_smtp_predata = acl_before"], $"acl_before:\n  deny dnslists = {A}\n  accept"),
        EximSample.Of("in place of a name", Carried.All,
            [$"acl_smtp_connect = \"deny message = $sender_host_address is listed\\ndnslists = {A}\\naccept\""],
            $"acl_check_rcpt:\n  deny dnslists = {B}\n  accept"),
        EximSample.Of("a computed name", Carried.Nothing,
            ["acl_smtp_rcpt = ${if eq{$sender_address_domain}{friend.example}{acl_open}{acl_closed}}"],
            $"acl_open:\n  accept\nacl_closed:\n  deny dnslists = {A}\n  accept"),
        EximSample.Of("accepted at one stage, refused at another", Carried.All,
            [], $"acl_check_connect:\n  accept dnslists = {A}\n  accept\nacl_check_rcpt:\n  deny dnslists = {B}\n  accept"),
    ];

    private static IEnumerable<EximSample> Before =>
    [
        EximSample.Of("accept hosts", Carried.All,
            ["hostlist relay_from_hosts = localhost : 10.0.0.0/8 : 11.2.0.0/16"],
            "acl_check_rcpt:\n  accept hosts = :\n    control = dkim_disable_verify\n  accept hosts = +relay_from_hosts\n"
                + $"  accept authenticated = *\n  deny dnslists = {A} : {B}\n  accept"),
        EximSample.Rcpt("accept hosts by a name", Carried.Nothing, "  accept hosts = mail.friend.example", $"  deny dnslists = {A}", "  accept"),
        EximSample.Rcpt("accept hosts all but", Carried.Nothing, "  accept hosts = !11.2.0.0/16", $"  deny dnslists = {A}", "  accept"),
        EximSample.Rcpt("accept senders", Carried.Nothing, "  accept senders = *@friend.example", $"  deny dnslists = {A}", "  accept"),
        EximSample.Rcpt("accept a condition", Carried.Nothing,
            "  accept condition = ${if eq{$sender_address_domain}{friend.example}}", $"  deny dnslists = {A}", "  accept"),
        EximSample.Rcpt("accept that never holds", Carried.All,
            "  accept condition = false", "  accept hosts = 127.0.0.1", $"  deny dnslists = {A} : {B}", "  accept"),
        EximSample.Rcpt("accept a recipient", Carried.All,
            "  accept local_parts = postmaster\n    domains = +local_domains", $"  deny dnslists = {A} : {B}", "  accept"),
        EximSample.Rcpt("accept everybody", Carried.All, $"  deny dnslists = {A}", "  accept", $"  deny dnslists = {B}"),
        EximSample.Rcpt("accept own domains", Carried.Nothing, "  accept domains = +local_domains", $"  deny dnslists = {A}", "  deny"),
        EximSample.Rcpt("accept hosts and senders", Carried.Nothing,
            "  accept hosts = 11.2.0.0/16\n    senders = *@friend.example", $"  deny dnslists = {A}", "  accept"),
    ];

    private static IEnumerable<EximSample> Text(string folder) =>
    [
        EximSample.Of("macros", Carried.All,
            [$"LISTS = {A} : {B}", "CHECK_THEM = yes"],
            ".ifdef CHECK_THEM\nacl_check_rcpt:\n  deny dnslists = LISTS\n.else\nacl_check_rcpt:\n.endif\n  accept"),
        EximSample.Of("a macro that is not defined", Carried.All,
            [],
            $"acl_check_rcpt:\n  deny dnslists = CHECK_RCPT_IP_DNSBLS\n.ifdef CHECK_RCPT_IP_DNSBLS\n  deny dnslists = {A}\n.else\n"
                + $"  deny dnslists = {B}\n.endif\n  accept"),
        EximSample.Of("else of a macro that is defined", Carried.All,
            ["STRICT = 1"],
            $"acl_check_rcpt:\n.ifndef STRICT\n  deny dnslists = {A}\n.elifdef STRICT\n  deny dnslists = {B}\n.else\n  deny dnslists = {C}\n.endif\n"
                + "  accept") with { Listings = Three },
        EximSample.Of("a macro that makes a comment", Carried.All,
            ["OFF = #"],
            $"acl_check_rcpt:\n  OFF deny dnslists = {A}\n  deny dnslists = {B} : \\\n    OFF {A} : \\\n    {C}\n  accept") with { Listings = Three },
        EximSample.Of("macros defined anew and within each other", Carried.All,
            ["ZONE = wrong.example", $"ZONE == {A}", "PAIR = ZONE : b.example.org"], "acl_check_rcpt:\n  deny dnslists = PAIR\n  accept"),
        EximSample.Of("directives within a line", Carried.All,
            ["MORE = yes"],
            $"acl_check_rcpt:\n  deny dnslists = {A} : \\\n.ifdef MORE\n    {B} : \\\n.else\n    {C} : \\\n.endif\n    {A}\n  accept") with
        {
            Listings = Three,
        },
        EximSample.Of("Exim's own macros", Carried.Nothing,
            [], $"acl_check_rcpt:\n.ifdef _HAVE_IPV6\n  deny dnslists = {A}\n.else\n  deny dnslists = {B}\n.endif\n  accept"),
        EximSample.Of("comments", Carried.All,
            [$"# deny dnslists = {B}"], $"# begin here\nacl_check_rcpt:\n   # deny dnslists = {B} \\\n  deny dnslists = {A}\n#  accept\n#.ifdef X\n  accept"),
        EximSample.Of("a file of lists", Carried.Nothing, [], $"acl_check_rcpt:\n  deny dnslists = ${{readfile {{{folder}/lists}}{{:}}}}\n  accept"),
        EximSample.Of("lists that are computed", Carried.Nothing,
            [], $"acl_check_rcpt:\n  deny dnslists = ${{if eq{{$sender_address_domain}}{{friend.example}}{{}}{{{A} : {B}}}}}\n  accept"),
        EximSample.Of("a file that is included", Carried.Nothing, [], $"acl_check_rcpt:\n  .include {folder}/exceptions\n  deny dnslists = {A}\n  accept"),
        EximSample.Of("a file that defines macros", Carried.Nothing,
            [$".include {folder}/macros"],
            $"acl_check_rcpt:\n.ifdef FRIENDS_PASS\n  accept senders = *@friend.example\n.endif\n  deny dnslists = {A}\n  accept"),
    ];
}
