namespace IpBlock.Providers;

/// <summary>What a provider's answer comes to.</summary>
public enum ProviderOutcome
{
    /// <summary>The list does not know the client.</summary>
    NotListed,

    /// <summary>The list knows the client, but under no code that the rule asks for.</summary>
    NotMatched,

    /// <summary>The list knows the client under a code that the rule asks for.</summary>
    Matched,

    /// <summary>The list answered with an error code (see <see cref="ErrorCodes"/>): it says nothing about the client.</summary>
    Refused,

    /// <summary>No answer came in time.</summary>
    Late,

    /// <summary>The name servers could not, or would not, get an answer.</summary>
    Failed,

    /// <summary>The list is suspended (see <see cref="Health.HealthState"/>), so it was not asked.</summary>
    Suspended,

    /// <summary>Its turn did not come before the time for all lists was up.</summary>
    NotReached,

    /// <summary>Not asked: this process has more to ask than it has sockets or room for. It says nothing of the list.</summary>
    Overloaded,

    /// <summary>Not asked: too many earlier questions to the list are unanswered, and one more would take the place of those to other lists.</summary>
    Backlog,
}
