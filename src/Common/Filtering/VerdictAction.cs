namespace IpBlock.Filtering;

/// <summary>What becomes of a client.</summary>
public enum VerdictAction
{
    /// <summary>It is served.</summary>
    Accept,

    /// <summary>It is refused, for good or for now, by the reply's status code.</summary>
    Reject,

    /// <summary>It is asked to come again: lists did not answer and the settings say <c>onFailure: defer</c>, or its scores have reached the threshold <c>defer</c>.</summary>
    Defer,

    /// <summary>It is served, and its mail is marked: its scores have reached the threshold <c>mark</c>.</summary>
    Mark,
}
