using System;
using IpBlock.Reporting.State;

namespace IpBlock.PowerShell;

/// <summary>A provider that a process asks, and how it is there.</summary>
public sealed class IpBlockProviderStatus
{
    private readonly ProviderState _state;

    internal IpBlockProviderStatus(ProviderState state) => _state = state;

    /// <summary>Its kind and a digest of its lookup domain: by this it is found again when its name has changed.</summary>
    public string Id => _state.Id;

    /// <summary>Its name.</summary>
    public string Name => _state.Name;

    /// <summary>Block or Allow.</summary>
    public string Kind => _state.Kind.ToString();

    /// <summary>Reject or Report: whether its listings reject.</summary>
    public string Mode => _state.Mode.ToString();

    /// <summary>How it is, such as Healthy.</summary>
    public string State => _state.State.ToString();

    /// <summary>Since when; null when it has never been otherwise.</summary>
    public DateTimeOffset? Since => _state.Since;

    /// <summary>What it answered that brought it there; empty for a healthy provider.</summary>
    public string Answered => _state.Answered;

    /// <summary>What to do about it; empty for a healthy provider.</summary>
    public string NextStep => _state.NextStep;

    /// <summary>True when it is not asked for now.</summary>
    public bool IsSuspended => _state.IsSuspended;

    /// <summary>Since when it has listed clients in good standing; null when it does not.</summary>
    public DateTimeOffset? BrakedSince => _state.BrakedSince;

    /// <summary>True when its listings are only reported for that reason.</summary>
    public bool IsBraked => _state.IsBraked;

    /// <summary>Why; empty when it is not braked.</summary>
    public string BrakedWhy => _state.BrakedWhy;

    /// <summary>When it last answered; null when it has not since the process was started.</summary>
    public DateTimeOffset? LastAnswer => _state.LastAnswer;

    /// <summary>When it was last probed; null when it has not been since the process was started.</summary>
    public DateTimeOffset? Probed => _state.Probed;

    /// <summary>How often it was asked in the last hour.</summary>
    public UsageState LastHour => _state.LastHour;

    /// <summary>The name and the state.</summary>
    public override string ToString() => Name + ": " + State;
}
