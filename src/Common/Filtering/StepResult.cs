namespace IpBlock.Filtering;

/// <summary>What became of one rule on the way to a verdict.</summary>
public enum StepResult
{
    /// <summary>A rule before it had decided.</summary>
    NotReached,

    /// <summary>Heard, and it did not match.</summary>
    Passed,

    /// <summary>The rule is off, or the provider is not asked about this family of addresses.</summary>
    NotAsked,

    /// <summary>It decided.</summary>
    Decided,

    /// <summary>It matched, and refuses nobody because the settings want it reported only, or because the list is braked.</summary>
    Reported,

    /// <summary>It matched, but an exception by host name spoke for the client.</summary>
    Overruled,

    /// <summary>Asked, and nothing was said.</summary>
    NoAnswer,

    /// <summary>The list answered with an error code, which is no listing.</summary>
    ErrorCode,

    /// <summary>The list is not fit to decide and is not asked for now.</summary>
    Suspended,

    /// <summary>It matched, and its score was added to the sum.</summary>
    Added,
}
