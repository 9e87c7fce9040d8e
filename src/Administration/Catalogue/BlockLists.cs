using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue;

internal static class BlockLists
{
    private const string MailspikeTerms = "https://mailspike.org/usage.html";

    private static readonly string[] OneCode = ["127.0.0.2"];

    public static readonly CatalogueEntry[] Entries =
    [
        new("spamcop", "SpamCop", ProviderKind.Block, "bl.spamcop.net")
        {
            About = "Addresses whose mail SpamCop's users and traps have reported as spam.",
            Responses = OneCode,
            ReturnCodes = ["127.0.0.2: reported as a source of spam"],
            RemovalPage = "https://www.spamcop.net/bl.shtml",
            TermsPage = "https://www.spamcop.net/bl.shtml",
            Notes = "Entries end by themselves when the reports stop. By its operator's own word it errs on the side of blocking: keep exceptions for senders that you need.",
        },
        new("barracuda", "Barracuda", ProviderKind.Block, "b.barracudacentral.org")
        {
            About = "Barracuda Reputation Block List: addresses that sent spam to Barracuda's traps and appliances.",
            Responses = OneCode,
            ReturnCodes = ["127.0.0.2: bad reputation at Barracuda"],
            RemovalPage = "https://www.barracudacentral.org/rbl/removal-request",
            TermsPage = "https://www.barracudacentral.org/rbl",
            Notes = "Free, but the addresses of your name servers must be registered there first; others are not answered.",
        },
        new("psbl", "PSBL", ProviderKind.Block, "psbl.surriel.com")
        {
            About = "Passive Spam Block List: addresses that sent mail to spam traps and are not known as mail servers.",
            Responses = OneCode,
            ReturnCodes = ["127.0.0.2: sent mail to a spam trap"],
            RemovalPage = "https://psbl.org/",
            TermsPage = "https://psbl.surriel.com/howto/",
            Notes = "Free for everybody. Anybody can take an address off at once.",
        },
        new("uceprotect-1", "UCEPROTECT Level 1", ProviderKind.Block, "dnsbl-1.uceprotect.net")
        {
            About = "Single addresses that were seen sending spam in the last days.",
            Responses = OneCode,
            ReturnCodes = ["127.0.0.2: seen sending spam"],
            RemovalPage = "https://www.uceprotect.net/en/rblcheck.php",
            TermsPage = "https://www.uceprotect.net/en/",
            Notes = "Entries end by themselves; a faster removal costs money. Levels 2 and 3 list whole networks and providers with all who share them, and are left out here for that reason.",
        },
        new("mailspike-z", "Mailspike Z", ProviderKind.Block, "z.mailspike.net")
        {
            About = "Addresses that take part in a wave of spam right now.",
            Responses = OneCode,
            ReturnCodes = ["127.0.0.2: takes part in a wave of spam"],
            RemovalPage = "https://mailspike.org/",
            TermsPage = MailspikeTerms,
            Notes = "Free up to 100,000 messages and 100,000 queries a day. Contained in mailspike-bl: use one of the two.",
        },
        new("mailspike-bl", "Mailspike BL", ProviderKind.Block, "bl.mailspike.net")
        {
            About = "Mailspike Z together with all addresses of low reputation.",
            Responses = ["127.0.0.2", "127.0.0.[10..12]"],
            ReturnCodes =
            [
                "127.0.0.2: takes part in a wave of spam",
                "127.0.0.10: very bad reputation",
                "127.0.0.11: bad reputation",
                "127.0.0.12: low reputation",
            ],
            RemovalPage = "https://mailspike.org/",
            TermsPage = MailspikeTerms,
            Notes = "Free up to 100,000 messages and 100,000 queries a day.",
        },
        new("s5h", "s5h", ProviderKind.Block, "all.s5h.net")
        {
            About = "Addresses that sent spam by mail or to web forms.",
            Responses = OneCode,
            ReturnCodes = ["127.0.0.2: sent spam"],
            IPv6 = true,
            RemovalPage = "https://www.usenix.org.uk/content/rblremove",
            TermsPage = "https://www.usenix.org.uk/content/rbl.html",
            Notes = "An address is taken off at once when the page for removal is opened from it.",
        },
        new("dronebl", "DroneBL", ProviderKind.Block, "dnsbl.dronebl.org")
        {
            About = "Open proxies, infected machines and other abused addresses.",
            Responses = ["127.0.0.[3;5..11;13..16]"],
            ReturnCodes =
            [
                "127.0.0.3: drone of an IRC botnet",
                "127.0.0.5: Bottler, a program that floods chat channels",
                "127.0.0.6: unknown worm or spam bot",
                "127.0.0.7: drone of a DDoS botnet",
                "127.0.0.8: open SOCKS proxy",
                "127.0.0.9: open HTTP proxy",
                "127.0.0.10: chain of proxies",
                "127.0.0.11: web page proxy",
                "127.0.0.13: tries out passwords",
                "127.0.0.14: open Wingate proxy",
                "127.0.0.15: hijacked router",
                "127.0.0.16: worm",
            ],
            RemovalPage = "https://dronebl.org/lookup",
            TermsPage = "https://dronebl.org/docs/howtouse",
            Notes = "Free, commercial use too. Made for chat and web servers rather than mail: its codes for open name servers, VPNs and experiments are left out here.",
        },
        new("hostkarma", "Hostkarma", ProviderKind.Block, "hostkarma.junkemailfilter.com")
        {
            About = "Sources that send nothing but spam to Junk Email Filter's customers.",
            Responses = OneCode,
            ReturnCodes = ["127.0.0.1: sends no spam", "127.0.0.2: sends nothing but spam", "127.0.0.3: sends both", "127.0.0.4: sends spam, but not only that"],
            RemovalPage = "https://ipadmin.junkemailfilter.com/remove.php",
            TermsPage = "https://wiki.junkemailfilter.com/index.php/Spam_DNS_Lists",
            Notes = "Free for small sites: below 1,000 mailboxes and 250,000 queries a day. It lists good senders too, with codes of their own, and 127.0.0.1 among them on purpose: never use it with anyMatch.",
        },
    ];
}
