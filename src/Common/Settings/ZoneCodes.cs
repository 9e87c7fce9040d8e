using System;

namespace IpBlock.Settings;

/// <summary>
/// What the operators of well-known lists mean by codes that their other codes do not explain: refusals that look like listings, and listings that look like
/// refusals. For a zone of this table it is the table that holds, whatever a provider's own rule says. Names below a zone belong to it, so that a customer's key
/// in front changes nothing.
/// </summary>
internal sealed class ZoneCodes
{
    private const string DnswlOverQuota = "dnswl.org has received too many queries from your resolver (over 100,000 a day); use your own name server, or ask dnswl.org for a subscription";
    private const string DomainList = "an address was looked up in a domain list; use the operator's address list instead";
    private const string UribRefuses = "the list refuses to answer your resolver (a public resolver, or too many queries); use your own recursive name server, or ask the operator of the list for a data feed";
    private const string ValidityRefuses = "Validity answers only registered resolvers; register your resolver with Validity, or disable the list";

    private static readonly ZoneCodes[] Zones =
    [
        // Rspamd leaves the same codes out (rbl.conf, DNSWL_BLOCKED), dnswl.org/?page_id=15: over quota every address gets 127.0.10.3, "high trust". 127.0.10.0 is the entry for 127.0.0.2.
        new("dnswl.org", Error(0x7F0000FF, 0x7F0000FF, DnswlOverQuota), Error(0x7F000A01, 0x7F000AFF, DnswlOverQuota), Listing(0x7F000A00)),
        new("surbl.org", Error(0x7F000001, 0x7F000001, UribRefuses)),
        new("uribl.com", Error(0x7F000001, 0x7F000001, UribRefuses)),
        new("spamhaus.org", Error(0x7F0001FF, 0x7F0001FF, DomainList), Error(0x7F0002FF, 0x7F0002FF, DomainList)),
        new("dq.spamhaus.net", Error(0x7F0001FF, 0x7F0001FF, DomainList), Error(0x7F0002FF, 0x7F0002FF, DomainList)),
        new("senderscore.com", Error(0x7FFFFFFF, 0x7FFFFFFF, ValidityRefuses)),
        new("bondedsender.org", Error(0x7FFFFFFF, 0x7FFFFFFF, ValidityRefuses)),
        new("habeas.com", Error(0x7FFFFFFF, 0x7FFFFFFF, ValidityRefuses)),

        // SpamAssassin's 20_dnsbl_tests.cf, RCVD_IN_IADB_VOUCHED.
        new("isipp.com", Listing(0x7F0001FF)),

        // It lists good senders too, as 127.0.0.1 (wiki.junkemailfilter.com, Spam DNS Lists).
        new("hostkarma.junkemailfilter.com", Listing(0x7F000001)),
    ];

    private readonly string _zone;
    private readonly ZoneCode[] _codes;

    private ZoneCodes(string zone, params ZoneCode[] codes)
    {
        _zone = zone;
        _codes = codes;
    }

    /// <summary>The table's zone that a lookup domain is or lies below; null when there is none. Case and a trailing dot mean nothing.</summary>
    public static ZoneCodes? Of(string domain)
    {
        domain = domain.TrimEnd('.');
        foreach (var zone in Zones)
        {
            if (zone.Holds(domain))
                return zone;
        }

        return null;
    }

    /// <summary>True when the table has a word on this code. <paramref name="error"/> then says why it is no listing, or is null where it is one.</summary>
    public bool Knows(uint code, out string? error)
    {
        foreach (var row in _codes)
        {
            if (code < row.First || code > row.Last)
                continue;
            error = row.Why;
            return true;
        }

        error = null;
        return false;
    }

    /// <summary>True when a list that is asked under this domain never means "listed" by the code, unless a provider names that code.</summary>
    public static bool IsError(string domain, ReturnCode code) =>
        Of(domain) is { } zone && zone.Knows(code.Bits, out var error) ? error is not null : !code.CanMatch || code.MustBeNamed;

    // On a boundary of labels: notdnswl.org is somebody else.
    private bool Holds(string domain) =>
        domain.EndsWith(_zone, StringComparison.OrdinalIgnoreCase) && (domain.Length == _zone.Length || domain[domain.Length - _zone.Length - 1] == '.');

    private static ZoneCode Error(uint first, uint last, string why) => new(first, last, why);

    private static ZoneCode Listing(uint code) => new(code, code, null);

    private readonly struct ZoneCode(uint first, uint last, string? why)
    {
        public uint First => first;

        public uint Last => last;

        /// <summary>Why it is an error; null for a listing.</summary>
        public string? Why => why;
    }
}
