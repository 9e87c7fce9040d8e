namespace IpBlock.Administration.Logs;

/// <summary>What became of a client, a recipient or a message. The numbers stand in indexes and databases, and stay.</summary>
public enum DecisionOutcome
{
    /// <summary>Served.</summary>
    Accepted = 0,

    /// <summary>Served, and the message marked.</summary>
    Marked = 1,

    /// <summary>Refused for good: a reply of 5xx.</summary>
    Rejected = 2,

    /// <summary>Asked to come again: a reply of 4xx.</summary>
    Deferred = 3,

    /// <summary>Would have been refused, and was only reported.</summary>
    Reported = 4,

    /// <summary>Was to be refused, and was served because the mail server would not do it.</summary>
    Failed = 5,
}
