namespace IpBlock.Sessions;

/// <summary>What a door is to do.</summary>
public enum SessionAction
{
    /// <summary>Go on: nothing can be said yet, or there is nothing to say.</summary>
    Continue,

    /// <summary>Serve the client: nothing speaks against it.</summary>
    Accept,

    /// <summary>Serve this recipient, or this message, although the client is listed: the recipient is exempt.</summary>
    Exempt,

    /// <summary>Serve the client, and mark its mail (<see cref="Filtering.Verdict.IsMarked"/>).</summary>
    Mark,

    /// <summary>Serve the client, who would have been refused if that were not only reported.</summary>
    Report,

    /// <summary>Refuse, with the reply of the verdict.</summary>
    Refuse,
}
