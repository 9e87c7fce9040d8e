using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace IpBlock.Dns;

/// <summary>How the resolver asks and how long it remembers. Every default is the one of the settings file.</summary>
public sealed class DnsOptions
{
    /// <summary>The name servers, best first. Empty: those of the system, as they are at any time.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; set; } = [];

    /// <summary>A lookup ends after this, answered or not. Default 2 s: a resolver that must ask the list itself needs a few hundred milliseconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The first repetition of an unanswered query comes after about this, to the next name server if there is one; the further ones every two times as long.
    /// Default 200 ms: rare is the list that takes longer, and six tries fit into two seconds, which gets a query through even where one in ten is lost.
    /// </summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many answers are kept at the most. Default 100,000: about 20 MB when full.</summary>
    public int CacheEntries { get; set; } = 100_000;

    /// <summary>An answer is kept at least this long, also one whose time to live is zero. Default 60 s, as postscreen.</summary>
    public TimeSpan MinimumTtl { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>An answer is kept at most this long. Default 1 h: a client that was delisted is not punished longer.</summary>
    public TimeSpan MaximumTtl { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A lookup that got no answer is not repeated for this long (RFC 9520 §3.2 asks for at least one second). Default 5 s.</summary>
    public TimeSpan FailureTtl { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Lookups under way at the same time at the most; one more ends at once as <see cref="DnsStatus.Overloaded"/>. Default 20,000: about 10 MB.</summary>
    public int MaxOutstanding { get; set; } = 20_000;

    /// <summary>UDP sockets for each name server, each with a port of its own. Default 8.</summary>
    public int SocketsPerServer { get; set; } = 8;

    /// <summary>
    /// Connections over TCP that are open at the same time at the most, to all name servers together. Default 64: long answers are rare, and one takes a few milliseconds; a name server that cuts every answer and is
    /// then silent would otherwise take a descriptor for each lookup, until mail itself has none.
    /// </summary>
    internal int MaxTcpConnections { get; set; } = 64;

    /// <summary>How to find the name servers of the system: those that it names, and none when it names none. May throw.</summary>
    internal Func<IReadOnlyList<IPEndPoint>> FindSystemServers { get; set; } = static () => SystemNameServers.FindNamed();

    /// <summary>Makes a socket.</summary>
    internal Func<AddressFamily, SocketType, ProtocolType, Socket> OpenSocket { get; set; } = static (family, type, protocol) => new Socket(family, type, protocol);
}
