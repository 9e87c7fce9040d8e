using IpBlock.Administration.Logs;
using IpBlock.Filtering;

namespace IpBlock.Administration.Replay;

/// <summary>A decision of the log, and what it would have been under other settings.</summary>
public sealed class ReplayedDecision
{
    internal ReplayedDecision(DecisionRecord line, ReplayedAction before, ReplayedAction? after, Verdict? verdict, string why)
    {
        Line = line;
        Before = before;
        After = after;
        Verdict = verdict;
        Why = why;
    }

    /// <summary>As it was logged.</summary>
    public DecisionRecord Line { get; }

    /// <summary>What was done.</summary>
    public ReplayedAction Before { get; }

    /// <summary>What would have been done; null when the log does not say enough to tell.</summary>
    public ReplayedAction? After { get; }

    /// <summary>The verdict by the other settings, with its steps; null where the log holds nothing that it could be made of.</summary>
    public Verdict? Verdict { get; }

    /// <summary>Why it cannot be told; empty when it can.</summary>
    public string Why { get; }

    /// <summary>True when something else would have been done.</summary>
    public bool IsChanged => After is { } after && after != Before;

    /// <summary>The list because of which it would be otherwise: the one that decides now, or no longer does; empty when no list is concerned.</summary>
    public string Provider => Verdict?.Cause().ProviderName is { Length: > 0 } now ? now : Line.Provider;
}
