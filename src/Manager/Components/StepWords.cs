using IpBlock.Filtering;
using IpBlock.LogIndex;
using IpBlock.Settings;

namespace IpBlock.Manager.Components;

/// <summary>What became of a rule, a list or a client, in words and in a colour.</summary>
public static class StepWords
{
    /// <summary>What became of a rule or a list.</summary>
    public static string Of(StepResult result, Score? score = null) => result switch
    {
        StepResult.Decided => "decided",
        StepResult.Added => score is { } added ? $"added {added}" : "score added",
        StepResult.Reported => "only reported",
        StepResult.Overruled => "overruled",
        StepResult.NoAnswer => "no answer",
        StepResult.ErrorCode => "error code",
        StepResult.Suspended => "suspended",
        StepResult.NotReached => "not reached",
        StepResult.NotAsked => "not queried",
        _ => "passed",
    };

    /// <summary>The mark of its badge.</summary>
    public static string KindOf(StepResult result) => result switch
    {
        StepResult.Decided => "critical",
        StepResult.Passed => "well",
        StepResult.NotReached or StepResult.NotAsked => "none",
        _ => "warning",
    };

    /// <summary>What became of a client.</summary>
    public static string Of(LoggedAction action) => action switch
    {
        LoggedAction.Rejected => "Rejected",
        LoggedAction.Deferred => "Deferred",
        LoggedAction.Reported => "Only reported",
        LoggedAction.Marked => "Marked",
        LoggedAction.Failed => "Not applied",
        _ => "Accepted",
    };

    /// <summary>The mark of its badge.</summary>
    public static string KindOf(LoggedAction action) => action switch
    {
        LoggedAction.Rejected => "critical",
        LoggedAction.Accepted => "well",
        _ => "warning",
    };

    /// <summary>What becomes of a client.</summary>
    public static string Of(VerdictAction action) => action switch
    {
        VerdictAction.Reject => "Reject",
        VerdictAction.Defer => "Defer",
        VerdictAction.Mark => "Accept and mark",
        _ => "Accept",
    };

    /// <summary>The mark of its badge.</summary>
    public static string KindOf(VerdictAction action) => action switch
    {
        VerdictAction.Reject => "critical",
        VerdictAction.Accept => "well",
        _ => "warning",
    };

    /// <summary>A rule of the log, in words: <c>BlockProvider</c> is "block provider".</summary>
    public static string OfRule(string rule)
    {
        var words = new System.Text.StringBuilder();
        foreach (var letter in rule)
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
