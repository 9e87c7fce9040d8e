using System;
using IpBlock.Providers;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>What has become of the question to a list's own servers.</summary>
internal enum OwnState
{
    /// <summary>It could not be found out which they are.</summary>
    Unknown,

    /// <summary>They answer.</summary>
    Answered,

    /// <summary>The name servers above say that there is no such zone.</summary>
    NoSuchZone,

    /// <summary>The zone has name servers whose names lead to no address.</summary>
    NoAddress,

    /// <summary>They answer that they do not know the zone, or fail.</summary>
    Lame,

    /// <summary>None of them answers this machine.</summary>
    Silent,
}

/// <summary>What a list's own servers have answered this machine. A value; nothing in it changes.</summary>
internal sealed record OwnFacts
{
    /// <summary>What has become of it.</summary>
    public OwnState State { get; init; }

    /// <summary>What they say of the address that every list must list; null when they say nothing.</summary>
    public ProviderAnswer? Entry { get; init; }

    /// <summary>What they say of an address that no list may list; null when they say nothing.</summary>
    public ProviderAnswer? Unlisted { get; init; }

    /// <summary>How long they took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Who was asked, for people; empty when it is not known.</summary>
    public string Servers { get; init; } = "";

    /// <summary>True when they hold the entry that every list must hold.</summary>
    public bool HasEntry => Entry?.Outcome is ProviderOutcome.Matched or ProviderOutcome.NotMatched;

    /// <summary>True when they answer as a list must: the entry is there, or is missing, and nobody else is listed.</summary>
    public bool IsWell => State == OwnState.Answered && !IsRefusing && !IsWorldly;

    /// <summary>True when they answer this machine with an error code.</summary>
    public bool IsRefusing => Refusal is not null;

    /// <summary>The answer with the error code; null when there is none.</summary>
    public ProviderAnswer? Refusal => Entry?.Outcome == ProviderOutcome.Refused ? Entry : Unlisted?.Outcome == ProviderOutcome.Refused ? Unlisted : null;

    /// <summary>True when they list an address that no list may list.</summary>
    public bool IsWorldly => Unlisted?.Outcome == ProviderOutcome.Matched;

    /// <summary>True when somebody outside has answered.</summary>
    public bool IsReached => State is OwnState.Answered or OwnState.Lame;
}
