using System;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>How a list in use is at this moment, for metrics and pages.</summary>
public sealed class ListStatus
{
    internal ListStatus(Provider provider)
    {
        Name = provider.Name;
        Kind = provider.Kind;
        Report = provider.Health.Report;
        IsSuspended = provider.Health.IsSuspended;
        IsBraked = provider.Health.IsBraked;
        BrakedSince = provider.Health.BrakedSince;
        BrakedWhy = provider.Health.BrakedWhy;
    }

    /// <summary>The provider's name.</summary>
    public string Name { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>Its state, since when, and why.</summary>
    public HealthReport Report { get; }

    /// <summary>True when it is not asked: unfit, or no list can be asked.</summary>
    public bool IsSuspended { get; }

    /// <summary>True when its listings are only reported because it looks as if it had gone bad.</summary>
    public bool IsBraked { get; }

    /// <summary>Since when that has been so; null when it is not.</summary>
    public DateTimeOffset? BrakedSince { get; }

    /// <summary>Why; empty when it is not.</summary>
    public string BrakedWhy { get; }
}
