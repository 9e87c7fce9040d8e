using System;
using System.Threading.Tasks;

namespace IpBlock.Dns;

/// <summary>
/// Whichever resolver is in force. Sessions go on for hours by the settings with which they began; when other name servers come into force meanwhile, and the resolver of then is closed, they ask these.
/// </summary>
internal sealed class ResolverInForce(IDnsResolver first) : IDnsResolver
{
    private volatile IDnsResolver _now = first;

    /// <summary>From now on this one is asked.</summary>
    public void Become(IDnsResolver next) => _now = next;

    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer) => _now.TryGetCached(question, now, out answer);

    public Task<DnsAnswer> ResolveAsync(DnsQuestion question) => _now.ResolveAsync(question);
}
