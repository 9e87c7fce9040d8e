using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Providers;

/// <summary>
/// A provider's answers that look like a listing and are none. They say that the list will not answer us, or that the answer does not come from the list at all;
/// taken for listings they refuse, or let through, the whole world's mail, and more mail was lost to that than to any other mistake.
/// </summary>
public sealed class ErrorCodes
{
    private const uint Unlisted = 0x7F000001;
    private const uint DnswlOverQuota = 0x7F0000FF;

    private readonly ZoneCodes? _zone;
    private readonly bool _isBlockByAnyCode;
    private readonly bool _isAllow;
    private readonly HashSet<uint> _named = [];
    private readonly IReadOnlyList<ReturnCodePattern> _own;

    /// <summary>The error codes of a list that is asked under the provider's domain. What <see cref="ZoneCodes"/> calls an error counts before the provider's own rule, and so do its own error codes.</summary>
    public ErrorCodes(ProviderSettings settings, ProviderKind kind)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        _zone = ZoneCodes.Of(settings.LookupDomain.Reveal());
        _own = settings.ErrorCodes;
        _isAllow = kind == ProviderKind.Allow;
        _isBlockByAnyCode = settings.AnyMatch && !_isAllow;
        foreach (var response in settings.IpAddressesMatch)
        {
            if (response.Single is { } code)
                _named.Add(code);
        }
    }

    /// <summary>True for a code (first octet highest) that is never a match.</summary>
    public bool Contains(uint code) => WhyNoListing(code) is not null;

    /// <summary>What such a code means and what to do about it, for a log; null for a code that may be a listing.</summary>
    public string? WhyNoListing(uint code)
    {
        // RFC 5782 §2.1: a list answers within 127.0.0.0/8. A parked domain, or a router that rewrites "no such name", answers with a real address.
        if (code >> 24 != 127)
            return "the answer is outside 127.0.0.0/8: the domain is parked or expired, or a resolver rewrites answers; check lookupDomain and the name servers";
        string? error = null;
        var isKnown = _zone is not null && _zone.Knows(code, out error);
        if (error is not null)
            return error;
        foreach (var own in _own)
        {
            if (own.Matches(code))
                return "errorCodes of the provider defines it as an error; ask the operator what it means";
        }

        if (isKnown)
            return null;

        // spamhaus.org/returnc: .252 typing error in the name, .254 public or unnamed resolver, .255 too many queries.
        if ((code & 0xFFFFFF00) == 0x7FFFFF00)
        {
            return (code & 0xFF) switch
            {
                252 => "the list does not know the queried name; check the spelling of lookupDomain",
                254 => "the list does not answer public or unidentified resolvers; use your own recursive name server, or a key",
                255 => "the list has received too many queries from your resolver; ask the operator of the list for a key or a data feed",
                _ => "the list refuses to answer; ask the operator of the list what the code means",
            };
        }

        return new ReturnCode(code).MustBeNamed || (_isAllow && code == DnswlOverQuota) || (_isBlockByAnyCode && code == Unlisted) ? WhyNotUnlessNamed(code) : null;
    }

    private string? WhyNotUnlessNamed(uint code)
    {
        if (_named.Contains(code))
            return null;
        return code switch
        {
            Unlisted => "lists return it to resolvers that they refuse to answer (RFC 5782, section 2.1, does not allow it as a listing); use your own name server, and set the list's codes in ipAddressesMatch instead of anyMatch",
            DnswlOverQuota => "the allow list has received too many queries from your resolver; ask the operator of the list for a subscription",
            _ => "an address was looked up in a domain list; use the operator's address list instead",
        };
    }
}
