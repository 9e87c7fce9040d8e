namespace IpBlock.LogIndex;

/// <summary>Where a line stands in the log.</summary>
internal readonly record struct LinePlace(DecisionKey Key, long Part, long Start, int Length);
