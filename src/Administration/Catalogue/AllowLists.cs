using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue;

internal static class AllowLists
{
    public static readonly CatalogueEntry[] Entries =
    [
        new("dnswl", "dnswl.org", ProviderKind.Allow, "list.dnswl.org")
        {
            About = "Known good mail servers with a level of trust; here those of medium and high trust count.",
            Responses = ["127.0.[2..9;11..254].[2;3]"],
            ReturnCodes =
            [
                "127.0.[2..9;11..254].0: no trust, a mail server all the same",
                "127.0.[2..9;11..254].1: low trust",
                "127.0.[2..9;11..254].2: medium trust",
                "127.0.[2..9;11..254].3: high trust",
            ],
            IPv6 = true,
            RemovalPage = "https://www.dnswl.org/",
            TermsPage = "https://www.dnswl.org/?page_id=110",
            Notes = "Free up to 100,000 queries a day for non-commercial use. Over that it answers 127.0.0.255 or 127.0.10.3 to everything; IpBlock takes neither for a listing.",
        },
        new("mailspike-wl", "Mailspike WL", ProviderKind.Allow, "wl.mailspike.net")
        {
            About = "Addresses of good reputation; here those of very good and excellent reputation count.",
            Responses = ["127.0.0.[19;20]"],
            ReturnCodes =
            [
                "127.0.0.17: average reputation",
                "127.0.0.18: good reputation",
                "127.0.0.19: very good reputation",
                "127.0.0.20: excellent reputation",
            ],
            RemovalPage = "https://mailspike.org/",
            TermsPage = "https://mailspike.org/usage.html",
            Notes = "Free up to 100,000 messages and 100,000 queries a day. By its operator's word its addresses may send spam now and then; it must not be the only reason to let mail pass unfiltered.",
        },
    ];
}
