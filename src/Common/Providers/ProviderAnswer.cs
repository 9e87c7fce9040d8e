using System.Collections.Generic;
using IpBlock.Dns;

namespace IpBlock.Providers;

/// <summary>One provider's answer about one client, judged by the provider's rule. A value; nothing in it changes.</summary>
public readonly struct ProviderAnswer
{
    internal ProviderAnswer(Provider provider, DnsAnswer dns, ProviderOutcome outcome, uint code = 0, MatchedBy matchedBy = MatchedBy.Nothing)
    {
        Provider = provider;
        Dns = dns;
        Outcome = outcome;
        Code = code;
        MatchedBy = matchedBy;
    }

    /// <summary>No answer, for a reason that lies on this side.</summary>
    internal static ProviderAnswer None(Provider provider, ProviderOutcome why) => new(provider, DnsAnswer.Without(DnsStatus.TimedOut), why);

    /// <summary>Who was asked.</summary>
    public Provider Provider { get; }

    /// <summary>What the name servers said.</summary>
    public DnsAnswer Dns { get; }

    /// <summary>What it comes to.</summary>
    public ProviderOutcome Outcome { get; }

    /// <summary>The return codes, first octet highest, in the order of the answer.</summary>
    public IReadOnlyList<uint> Codes => Dns.Addresses;

    /// <summary>The code that matched, or the error code; zero when there is neither.</summary>
    public uint Code { get; }

    /// <summary>Which part of the rule the code met.</summary>
    public MatchedBy MatchedBy { get; }

    /// <summary>True when the provider said nothing about the client: refused, late, failed, or not asked at all.</summary>
    public bool IsMissing => Outcome >= ProviderOutcome.Refused;
}
