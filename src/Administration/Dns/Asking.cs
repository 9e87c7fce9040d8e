using System;

namespace IpBlock.Administration.Dns;

/// <summary>How a name server is asked.</summary>
internal sealed record Asking
{
    /// <summary>As clients ask: over UDP, over TCP where the answer does not fit, with EDNS0.</summary>
    public static readonly Asking Usually = new();

    /// <summary>As resolvers ask the servers of a zone. Without EDNS0, which such a question does not need and some of them do not know.</summary>
    public static readonly Asking TheOwner = new() { WantsRecursion = false, WithEdns = false };

    /// <summary>How long one try takes at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>How long the last try takes at the most; null for as long as the others.</summary>
    public TimeSpan? LastTimeout { get; init; }

    /// <summary>How often the question is sent before the server counts as silent.</summary>
    public int Tries { get; init; } = 2;

    /// <summary>Whether the query has an OPT record (RFC 6891).</summary>
    public bool WithEdns { get; init; } = true;

    /// <summary>Whether the server is to ask others.</summary>
    public bool WantsRecursion { get; init; } = true;

    /// <summary>Over TCP from the start.</summary>
    public bool OverTcp { get; init; }
}
