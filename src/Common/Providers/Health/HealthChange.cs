using System;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>A list that is now otherwise than before: what an administrator is told, once.</summary>
public sealed class HealthChange
{
    internal HealthChange(ProviderSettings provider, ProviderKind kind, HealthState from, HealthReport now, TimeSpan lasted)
    {
        Provider = provider;
        Kind = kind;
        From = from;
        Now = now;
        Lasted = lasted;
    }

    /// <summary>Which list.</summary>
    public ProviderSettings Provider { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>How it was.</summary>
    public HealthState From { get; }

    /// <summary>How it is.</summary>
    public HealthReport Now { get; }

    /// <summary>How long it was as before; zero when that is not known.</summary>
    public TimeSpan Lasted { get; }
}
