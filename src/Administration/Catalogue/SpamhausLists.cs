using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue;

internal static class SpamhausLists
{
    private const string Removal = "https://check.spamhaus.org/";

    private static readonly string[] Responses = ["127.0.0.[2..11]"];

    private static readonly string[] Codes =
    [
        "127.0.0.2: SBL, spam source or spam service",
        "127.0.0.3: CSS, spam source found automatically",
        "127.0.0.[4..7]: XBL, infected or hijacked machine",
        "127.0.0.9: DROP, network in criminal hands",
        "127.0.0.10: PBL, end-user address by its provider's word",
        "127.0.0.11: PBL, end-user address by Spamhaus' word",
        "127.0.0.30: BCL, controls a botnet",
    ];

    public static readonly CatalogueEntry[] Entries =
    [
        new("spamhaus-zen", "Spamhaus ZEN", ProviderKind.Block, "zen.spamhaus.org")
        {
            About = "SBL, CSS, XBL and PBL of Spamhaus in one: spam sources, infected machines and addresses of end users.",
            Responses = Responses,
            ReturnCodes = Codes,
            IPv6 = true,
            RemovalPage = Removal,
            TermsPage = "https://www.spamhaus.org/organization/dnsblusage/",
            Notes = "Free for small, non-commercial use. Does not answer public resolvers such as 8.8.8.8 nor those of large hosting companies (127.255.255.254):"
                + " use a name server of your own that asks directly, or spamhaus-dqs. Too many queries are answered with 127.255.255.255."
                + " Not for servers to which your own users connect from home: the PBL lists their addresses.",
        },
        new("spamhaus-dqs", "Spamhaus ZEN", ProviderKind.Block, "{key}.zen.dq.spamhaus.net")
        {
            About = "Spamhaus ZEN through the Data Query Service, which knows its customers by a key and so works over any resolver.",
            Responses = Responses,
            ReturnCodes = Codes,
            IPv6 = true,
            RemovalPage = Removal,
            TermsPage = "https://www.spamhaus.org/organization/dnsblusage/",
            KeyPage = "https://www.spamhaus.com/free-trial/sign-up-for-a-free-data-query-service-account/",
            Notes = "The key is a secret; IpBlock shows it nowhere. Not for servers to which your own users connect from home: the PBL lists their addresses.",
        },
    ];
}
