namespace IpBlock.LogIndex;

/// <summary>How many decisions meet a filter.</summary>
/// <param name="Decisions">The number, up to the bound that was asked for.</param>
/// <param name="IsMore">True when there are more than that.</param>
public sealed record LogCount(long Decisions, bool IsMore);
