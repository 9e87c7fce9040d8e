using System;
using System.Threading.Tasks;

namespace IpBlock.Dns;

/// <summary>
/// Asks name servers. It knows nothing of block lists. Implementations keep answers for their time to live, ask once however many callers
/// want the same name at the same time, and end every lookup within a time-out of their own.
/// </summary>
public interface IDnsResolver
{
    /// <summary>The answer, if it is known without asking anybody. Takes no I/O, no lock and no memory.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="now">The time now by the clock that runs only forward: reading it costs as much as all the rest, and whoever looks up many names reads it once.</param>
    /// <param name="answer">The answer.</param>
    bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer);

    /// <summary>
    /// Looks the name up. The task always completes with an answer: it is never cancelled and never fails, whatever the network does. A resolver
    /// from elsewhere maps its exceptions to <see cref="DnsStatus"/> here. The question's buffer may be reused as soon as the call returns.
    /// </summary>
    Task<DnsAnswer> ResolveAsync(DnsQuestion question);
}
