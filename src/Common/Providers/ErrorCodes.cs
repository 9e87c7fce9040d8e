using IpBlock.Settings;

namespace IpBlock.Providers;

/// <summary>
/// Answers that look like a listing and are none. They say that the list will not answer us, or that the answer does not come from the list at all;
/// taken for listings they refuse the whole world's mail, and more mail was lost to that than to any other mistake.
/// </summary>
public static class ErrorCodes
{
    /// <summary>True for a code (first octet highest) that is never a match, whatever the provider's rule.</summary>
    /// <param name="code">An A record of the answer.</param>
    /// <param name="kind">Whose answer it is: 127.0.0.255 is an error of allow lists only.</param>
    public static bool Contains(uint code, ProviderKind kind) => WhyNoListing(code, kind) is not null;

    /// <summary>What such a code means and what to do about it, for a log; null for a code that may be a listing.</summary>
    public static string? WhyNoListing(uint code, ProviderKind kind)
    {
        // RFC 5782 §2.1: a list answers within 127.0.0.0/8. A parked domain, or a router that rewrites "no such name", answers with a real address.
        if (code >> 24 != 127)
            return "the answer lies outside 127.0.0.0/8: the domain is parked or expired, or a resolver on the way rewrites answers; check lookupDomain and the name servers";

        // spamhaus.org/returnc: .252 typing error in the name, .254 public or unnamed resolver, .255 too many queries.
        if ((code & 0xFFFFFF00) == 0x7FFFFF00)
        {
            return (code & 0xFF) switch
            {
                252 => "the list does not know the name asked for; check lookupDomain for a typing error",
                254 => "the list does not answer public or unidentified resolvers; use a name server of your own that asks directly, or a key",
                255 => "the list has had too many queries from your resolver; ask its operator for a key or a data feed",
                _ => "the list refuses to answer; ask its operator what the code means",
            };
        }

        if (code == 0x7F0001FF)
            return "an address was looked up in a list of domains; use the operator's list of addresses instead";
        if (kind == ProviderKind.Allow && code == 0x7F0000FF)
            return "the allow list has had too many queries from your resolver (dnswl.org: over 100,000 a day); ask its operator for a subscription";
        return null;
    }
}
