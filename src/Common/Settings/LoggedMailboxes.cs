namespace IpBlock.Settings;

/// <summary>How senders and recipients stand in the decision log.</summary>
public enum LoggedMailboxes
{
    /// <summary>As they are.</summary>
    Full,

    /// <summary>As a hash with a key that never leaves this server.</summary>
    Hashed,

    /// <summary>Not at all.</summary>
    Omitted,
}
