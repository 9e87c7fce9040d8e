using System;

namespace IpBlock.Fleet.Sharing;

/// <summary>What one server was answered by one list.</summary>
public sealed record ServerAnswer
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(3);

    /// <summary>Kind and lookup domain, without a key.</summary>
    public required string List { get; init; }

    /// <summary>The server's name.</summary>
    public required string Server { get; init; }

    /// <summary>How the list is for it: <c>well</c>, <c>slow</c>, <c>silent</c>, <c>refused</c>, <c>lists the world</c>, <c>emptied</c> or <c>gone</c>.</summary>
    public required string State { get; init; }

    /// <summary>The question with the return codes or the error that came back; empty when nothing was asked yet.</summary>
    public required string Answer { get; init; }

    /// <summary>Since when the list has been so for it, by the database's clock.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The name servers that got the answer.</summary>
    public required string NameServers { get; init; }

    /// <summary>How long ago the server said so last.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>True for a vote that counts.</summary>
    public bool IsFresh => Age <= FreshFor;

    /// <summary><see cref="State"/> for a person to read.</summary>
    public string StateInWords => HealthVote.InWords(State);

    /// <summary>True when the server does not ask the list.</summary>
    public bool IsUnfit => HealthVote.IsUnfitState(State);
}
