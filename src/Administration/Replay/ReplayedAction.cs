namespace IpBlock.Administration.Replay;

/// <summary>What became of a client or a recipient, or would become of it.</summary>
public enum ReplayedAction
{
    /// <summary>Accepted.</summary>
    Accept,

    /// <summary>Accepted, and marked.</summary>
    Mark,

    /// <summary>Accepted, and it was logged that it would have been rejected or deferred.</summary>
    Report,

    /// <summary>Asked to come again.</summary>
    Defer,

    /// <summary>Rejected.</summary>
    Reject,
}
