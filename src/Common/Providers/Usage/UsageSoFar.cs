using System;
using IpBlock.Settings;

namespace IpBlock.Providers.Usage;

/// <summary>How often a list in force was asked since the start of the process. A value; nothing in it changes.</summary>
public sealed class UsageSoFar
{
    internal UsageSoFar(ProviderKind kind, string name, UsageCounts counts, TimeSpan waited) => (Kind, Name, Counts, Waited) = (kind, name, counts, waited);

    /// <summary>Whether it is a block list or an allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>The provider's name in the settings.</summary>
    public string Name { get; }

    /// <summary>What was counted.</summary>
    public UsageCounts Counts { get; }

    /// <summary>How long all answers in <see cref="UsageCounts.Latency"/> together took.</summary>
    public TimeSpan Waited { get; }
}
