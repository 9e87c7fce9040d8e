using System.Collections.Generic;

namespace IpBlock.LogIndex;

/// <summary>Some decisions, newest first.</summary>
/// <param name="Decisions">At most as many as were asked for.</param>
/// <param name="Next">From where the next page goes on; null when there are no more.</param>
public sealed record LogPage(IReadOnlyList<IndexedDecision> Decisions, DecisionKey? Next);
