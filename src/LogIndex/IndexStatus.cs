namespace IpBlock.LogIndex;

/// <summary>How far the index is.</summary>
public enum IndexState
{
    /// <summary>It is being opened.</summary>
    Opening,

    /// <summary>It reads what the log has and it has not; newest first.</summary>
    Filling,

    /// <summary>It has all that the log has, and follows it.</summary>
    Current,

    /// <summary>Another process fills it; what that has read can be asked for.</summary>
    FilledByAnother,

    /// <summary>It cannot go on, as <see cref="IndexStatus.Problem"/> says, and tries again.</summary>
    Failing,
}

/// <summary>What a page says about the index beside the decisions.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Pending">How many bytes of the log are still to be read.</param>
/// <param name="Problem">What is wrong, and what can be done; null when nothing is.</param>
/// <param name="Rebuilt">Why the index was thrown away and is made anew, since this process has started; null when it was not.</param>
public sealed record IndexStatus(IndexState State, long Pending, string? Problem, string? Rebuilt);
