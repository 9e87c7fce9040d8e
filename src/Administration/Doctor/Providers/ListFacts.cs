using System;
using IpBlock.Providers;
using IpBlock.Providers.Health;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>What one list has answered, through the name servers of this machine and by its own servers. A value; nothing in it changes.</summary>
/// <param name="Provider">The list.</param>
/// <param name="Probe">What its test points say through the name servers of this machine, as the health watch asks.</param>
internal sealed record ListFacts(Provider Provider, ProbeResult Probe)
{
    /// <summary>What it says of the IPv6 test entry; null when it was not asked.</summary>
    public ProviderAnswer? IPv6Entry { get; init; }

    /// <summary>How long an answer takes that nobody has in a cache; null when it was not measured.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>What its own servers say.</summary>
    public OwnFacts Own { get; init; } = new();

    /// <summary>True when it was answered, be it with an error code.</summary>
    public bool IsAnswered => !Probe.IsUnasked && Probe.Silence is null;

    /// <summary>True when it holds the entry that every list must hold and lists nobody else, through the name servers or at its own servers.</summary>
    public bool IsAsItMustBe => Probe is { IsUnasked: false, HasTestEntry: true, Refusal: null, Silence: null, Worldly: null } || Own is { IsWell: true, HasEntry: true };

    /// <summary>The error code outside 127.0.0.0/8 that it answers with; null when it does not.</summary>
    public uint? Elsewhere => Probe.Refusal is { } refusal && refusal.Code >> 24 != 127 ? refusal.Code : null;
}
