using System;

namespace IpBlock.Service.Feeds;

/// <summary>What came of asking a server for a list.</summary>
internal sealed record Fetched
{
    /// <summary>Why there is nothing; null when all went well.</summary>
    public string? Problem { get; init; }

    /// <summary>True when the server says that the version we have is the newest; there is no new file then.</summary>
    public bool IsUnchanged { get; init; }

    public string ETag { get; init; } = "";

    public DateTimeOffset? LastModified { get; init; }

    /// <summary>How long the server wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Fetched Failed(string problem, TimeSpan? retryAfter = null) => new() { Problem = problem, RetryAfter = retryAfter };
}
