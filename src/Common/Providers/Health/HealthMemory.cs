using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>What is kept of all lists from one run to the next.</summary>
public sealed class HealthMemory : IListHealth
{
    /// <summary>Nothing.</summary>
    public static readonly HealthMemory Empty = new();

    /// <summary>The lists, in no order.</summary>
    public IReadOnlyList<RememberedList> Lists { get; internal init; } = [];

    internal ulong Seed { get; init; }

    internal IReadOnlyList<ulong> Regulars { get; init; } = [];

    /// <summary>What is known of a list; null when it is nothing.</summary>
    public RememberedList? Find(ProviderSettings provider, ProviderKind kind)
    {
        var id = RememberedList.IdOf(provider, kind);
        foreach (var list in Lists)
        {
            if (string.Equals(list.Id, id, StringComparison.Ordinal))
                return list;
        }

        return null;
    }

    /// <summary>The health of a list as it was written down: for programs that look at what the engine of another process does.</summary>
    public ProviderHealth Of(ProviderSettings provider, ProviderKind kind)
    {
        var health = new ProviderHealth();
        if (Find(provider, kind) is not { } list)
            return health;
        health.Publish(list.Report, list.Report.IsUnfit, cutOff: false, defers: false);
        if (list.BrakedSince is { } since)
            health.Brake(provider.Brake == BrakeMode.Brake, since, list.BrakedWhy);
        return health;
    }

    /// <summary>Takes no notice: only the engine learns.</summary>
    public void Heard(Address client, Provider[] providers, ProviderOutcome?[] outcomes)
    {
    }

    /// <summary>Takes no notice.</summary>
    public void Refused(Address client)
    {
    }
}
