using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Administration.Dns;
using IpBlock.Dns;

namespace IpBlock.Administration.Doctor.NameServers;

/// <summary>What one name server of this machine has answered. A value; nothing in it changes.</summary>
/// <param name="EndPoint">Who was asked.</param>
internal sealed record ServerFacts(IPEndPoint EndPoint)
{
    /// <summary>A question that every name server knows the answer to, without EDNS0.</summary>
    public NameServerAnswer Plain { get; init; } = new();

    /// <summary>The same with EDNS0.</summary>
    public NameServerAnswer WithEdns { get; init; } = new();

    /// <summary>The same over TCP.</summary>
    public NameServerAnswer OverTcp { get; init; } = new();

    /// <summary>A name that does not exist, and that nobody has asked for before: others must be asked.</summary>
    public NameServerAnswer Fresh { get; init; } = new();

    /// <summary>A name that cannot exist (RFC 6761 §6.4).</summary>
    public NameServerAnswer Invalid { get; init; } = new();

    /// <summary>A name that it need ask nobody for (RFC 6761 §6.3).</summary>
    public NameServerAnswer Local { get; init; } = new();

    /// <summary>How long an answer takes that it has just given; null when it was not measured.</summary>
    public TimeSpan? Warm { get; init; }

    /// <summary>Lists of which it gives the test entry's words and not its address.</summary>
    public IReadOnlyList<string> Stripped { get; init; } = [];

    /// <summary>Lists whose test entry it says is there, with neither address nor words.</summary>
    public IReadOnlyList<string> Empty { get; init; } = [];

    /// <summary>True when it knows of the test entry of a list whether it is there: it is good for that, whatever else it will not look up.</summary>
    public bool ServesLists { get; init; }

    /// <summary>How a third party sees it; null when nobody was asked.</summary>
    public OutsideView? Seen { get; init; }

    /// <summary>True when it answers at all, be it with an error.</summary>
    public bool IsAnswering => Plain.IsHeard || WithEdns.IsHeard || OverTcp.IsHeard || Fresh.IsHeard || Invalid.IsHeard || Local.IsHeard;

    /// <summary>True when a connection is refused there: the machine is up, and no name server runs on it.</summary>
    public bool IsNobodyThere => !IsAnswering && OverTcp.Dns.Status == DnsStatus.Unreachable;

    /// <summary>True when it is on this machine.</summary>
    public bool IsOwn => IPAddress.IsLoopback(EndPoint.Address);

    /// <summary>True when it will not look names up for this machine.</summary>
    public bool Refuses => IsAnswering && !ServesLists && WillNot(Fresh) && (WillNot(Plain) || WillNot(WithEdns));

    /// <summary>True when it answers, and gets no answer from others.</summary>
    public bool IsCutOff => IsAnswering && !ServesLists && !Refuses && !Fresh.Dns.IsConclusive;

    /// <summary>True when it says that a name does not exist which everybody has who looks up names of the internet.</summary>
    public bool IsInside => IsAnswering && !Refuses && Rewritten is null && Plain.Dns is { IsConclusive: true, Addresses.Count: 0 };

    /// <summary>The address that it gives to names that do not exist; null when it says that they do not.</summary>
    public uint? Rewritten => Fresh.Dns.Addresses.Concat(Invalid.Dns.Addresses).Select(static address => (uint?)address).FirstOrDefault();

    /// <summary>True when queries with EDNS0 are lost on the way, and others are not.</summary>
    public bool DropsEdns => Plain.IsHeard && !WithEdns.IsHeard;

    private static bool WillNot(NameServerAnswer answer) => answer.Dns.Status is DnsStatus.Refused or DnsStatus.NoRecursion;
}

/// <summary>How the servers of others see a name server.</summary>
/// <param name="Address">From where it asks; null when there was no answer.</param>
/// <param name="ReverseName">The name of that address; null when it has none.</param>
/// <param name="IsNameKnown">False when it could not be found out whether it has a name.</param>
internal sealed record OutsideView(IPAddress? Address, string? ReverseName, bool IsNameKnown)
{
    /// <summary>The address, for people.</summary>
    public string Shown => Address?.ToString() ?? "";
}
