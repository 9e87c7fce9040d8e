using IpBlock.Administration.Logs;

namespace IpBlock.LogIndex;

/// <summary>A decision that was found.</summary>
/// <param name="Key">Its place in the index.</param>
/// <param name="Record">Its line of the log; without sender and recipient when they are hidden from the viewer.</param>
/// <param name="File">The file of the log in which it stands.</param>
public sealed record IndexedDecision(DecisionKey Key, DecisionRecord Record, string File)
{
    /// <summary>What the server is called in its fleet; empty where the log of one server is asked.</summary>
    public string Member { get; init; } = "";

    /// <summary>What became of it.</summary>
    public LoggedAction Action => LoggedActions.Of(Record);
}
