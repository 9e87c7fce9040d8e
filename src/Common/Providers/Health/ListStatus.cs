using System;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>How a list in use is at this moment, for metrics and pages.</summary>
public sealed class ListStatus
{
    internal ListStatus(WatchedList list, DateTimeOffset utcNow, TimeSpan now)
    {
        var provider = list.Provider;
        Id = RememberedList.IdOf(provider.Settings, provider.Kind);
        Name = provider.Name;
        Zone = provider.Settings.LookupDomain.PublicName;
        ProbeAnswer = list.ProbeAnswer;
        Mode = provider.Settings.Mode;
        LastAnswer = list.Watch.LastAnswer == TimeSpan.MinValue ? null : utcNow - (now - list.Watch.LastAnswer);
        Probed = list.ProbedAt;
        Kind = provider.Kind;
        Report = provider.Health.Report;
        IsSuspended = provider.Health.IsSuspended;
        IsBraked = provider.Health.IsBraked;
        BrakedSince = provider.Health.BrakedSince;
        BrakedWhy = provider.Health.BrakedWhy;
    }

    /// <summary>Its kind and a digest of its lookup domain, which may hold a key.</summary>
    public string Id { get; }

    /// <summary>The provider's name.</summary>
    public string Name { get; }

    /// <summary>Its lookup domain without a key.</summary>
    public string Zone { get; }

    /// <summary>What the last probe asked and was answered, without a key; empty when there was none since the start.</summary>
    public string ProbeAnswer { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>Whether it refuses, or only reports because the settings say so.</summary>
    public FilterMode Mode { get; }

    /// <summary>When it last answered, a client's question or a probe; null when it has not since the start.</summary>
    public DateTimeOffset? LastAnswer { get; }

    /// <summary>When it was last probed; null when it has not been since the start.</summary>
    public DateTimeOffset? Probed { get; }

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
