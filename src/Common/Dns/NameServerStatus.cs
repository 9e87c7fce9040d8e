using System;
using System.Net;

namespace IpBlock.Dns;

/// <summary>A name server as its answers have shown it. Times are by <see cref="Time.Clock.Elapsed"/>.</summary>
public sealed record NameServerStatus
{
    /// <summary>Where it is asked.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Any, 0);

    /// <summary>
    /// Whether it answers: false when the last three questions or more had no answer, and none had for a quarter of an hour or ever. For less it may be a list
    /// that is silent and not the server. Null as long as it has
    /// not been asked.
    /// </summary>
    public bool? IsAnswering { get; init; }

    /// <summary>When it last answered; null when it has not.</summary>
    public TimeSpan? LastAnswer { get; init; }

    /// <summary>Whether queries with EDNS0 reach it; null as long as that is not known.</summary>
    public bool? HasEdns { get; init; }

    /// <summary>What it last failed with; null when it has not failed.</summary>
    public DnsStatus? LastFailure { get; init; }

    /// <summary>When that was.</summary>
    public TimeSpan LastFailureAt { get; init; }
}
