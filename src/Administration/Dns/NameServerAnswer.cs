using System;
using System.Collections.Generic;
using System.Net;
using IpBlock.Dns;

namespace IpBlock.Administration.Dns;

/// <summary>What one name server has said to one question. A value; nothing in it changes.</summary>
internal sealed record NameServerAnswer
{
    /// <summary>The answer as our own resolver would read it.</summary>
    public DnsAnswer Dns { get; init; } = DnsAnswer.Without(DnsStatus.TimedOut);

    /// <summary>True when anything came back that belongs to the question, be it an error.</summary>
    public bool IsHeard { get; init; }

    /// <summary>True when the server says that it does not know EDNS0 (RFC 6891 §7).</summary>
    public bool KnowsNoEdns { get; init; }

    /// <summary>True when the server says that it owns the zone.</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>True when the server says that it asks others.</summary>
    public bool Recurses { get; init; }

    /// <summary>
    /// The zone that the answer's name servers, or its SOA record, belong to, in lower case without the last dot; null when it has neither.
    /// </summary>
    public string? Zone { get; init; }

    /// <summary>The zone's name servers, be they the answer or a referral.</summary>
    public IReadOnlyList<string> NameServers { get; init; } = [];

    /// <summary>Addresses of hosts that came along with the answer.</summary>
    public IReadOnlyDictionary<string, List<IPAddress>> Hosts { get; init; } = new Dictionary<string, List<IPAddress>>(StringComparer.Ordinal);

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>True when it names the servers of a zone further down, and is no answer itself (RFC 1034 §4.3.2).</summary>
    public bool IsReferral => !IsAuthoritative && NameServers.Count > 0 && Dns.Status is DnsStatus.NoRecursion or DnsStatus.NoRecords;

    /// <summary>No answer, for this reason.</summary>
    public static NameServerAnswer None(DnsStatus why) => new() { Dns = DnsAnswer.Without(why) };
}
