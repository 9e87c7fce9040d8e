using System.Threading.Tasks;

namespace IpBlock.Dns;

/// <summary>
/// Asks name servers. It knows nothing of block lists. Implementations keep answers for their time to live, ask once however many callers
/// want the same name at the same time, and end every lookup within a time-out of their own.
/// </summary>
public interface IDnsResolver
{
    /// <summary>The answer, if it is known without asking anybody. Takes no I/O, no lock and no memory.</summary>
    bool TryGetCached(DnsQuestion question, out DnsAnswer answer);

    /// <summary>
    /// Looks the name up. The task always completes with an answer: it is never cancelled and never fails, whatever the network does. A resolver
    /// from elsewhere maps its exceptions to <see cref="DnsStatus"/> here. The question's buffer may be reused as soon as the call returns.
    /// </summary>
    Task<DnsAnswer> ResolveAsync(DnsQuestion question);
}
