using System.Collections.Generic;

namespace IpBlock.LogIndex;

/// <summary>What was logged since a viewer last asked.</summary>
/// <param name="Decisions">Those that meet the filter, in the order in which they were logged.</param>
/// <param name="Position">From where to ask the next time.</param>
/// <param name="IsCut">True when there was more than is kept at hand: the page is to be read anew.</param>
public sealed record TailBatch(IReadOnlyList<IndexedDecision> Decisions, long Position, bool IsCut);
