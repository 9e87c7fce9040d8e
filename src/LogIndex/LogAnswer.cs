namespace IpBlock.LogIndex;

/// <summary>What the index says to a question.</summary>
/// <param name="Value">The answer; empty when there is a problem.</param>
/// <param name="Problem">Why there is no answer, in words for the administrator; null when there is one.</param>
public sealed record LogAnswer<T>(T Value, string? Problem = null)
{
    /// <summary>What is to be known of the answer, in a sentence; null when there is nothing.</summary>
    public string? Note { get; init; }
}
