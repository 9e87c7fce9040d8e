using System;
using IpBlock.Administration.Logs;

namespace IpBlock.LogIndex;

/// <summary>What became of a client, a recipient or a message, as charts and filters tell it apart.</summary>
public enum LoggedAction
{
    /// <summary>Served.</summary>
    Accepted,

    /// <summary>Served, and the message marked.</summary>
    Marked,

    /// <summary>Refused for good: a reply of 5xx.</summary>
    Rejected,

    /// <summary>Asked to come again: a reply of 4xx.</summary>
    Deferred,

    /// <summary>Would have been refused, and was only reported.</summary>
    Reported,

    /// <summary>Was to be refused, and was served because the mail server would not do it.</summary>
    Failed,
}

/// <summary>Reads it from a line of the log.</summary>
public static class LoggedActions
{
    /// <summary>What became of it. <see cref="DecisionRecord.IsRefusal"/> is Rejected or Deferred, <see cref="DecisionRecord.IsReport"/> is Reported.</summary>
    public static LoggedAction Of(DecisionRecord decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return (LoggedAction)decision.Outcome;
    }
}
