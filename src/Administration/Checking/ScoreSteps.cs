using System.Collections.Generic;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>The rule behind all lists that adds up what they say: each part of the sum, and what it comes to.</summary>
internal sealed class ScoreSteps(Explanation explained)
{
    private ThresholdSettings? Thresholds => explained.Verdict.Trail.Measure?.Thresholds;

    /// <summary>The rule; null by first match.</summary>
    public RuleStep? Score()
    {
        if (explained.Steps.FirstOrDefault(static step => step.Rule == VerdictRule.Score) is not { } step)
            return null;
        return new RuleStep(step.Rule, "score", step.Result, step.Result == StepResult.NotReached ? "" : Sum() + "\n" + Measure());
    }

    /// <summary>What the sum comes to, in words.</summary>
    public static string InWords(Verdict verdict)
    {
        if (verdict is not { Score: { } sum, Trail.Measure.Thresholds: { } thresholds })
            return "decided by scores";
        return thresholds.BandOf(sum.Tenths) switch
        {
            ScoreBand.Reject => $"the scores add up to {sum}, which reaches the threshold reject ({thresholds.Reject})",
            ScoreBand.Defer => $"the scores add up to {sum}, which reaches the threshold defer ({thresholds.Defer})",
            ScoreBand.Mark => $"the scores add up to {sum}, which reaches the threshold mark ({thresholds.Mark})",
            ScoreBand.Allow => $"the scores add up to {sum}, which is at or below the threshold allow ({thresholds.Allow})",
            _ => $"the scores add up to {sum}, and the lists that have not answered cannot change the result",
        };
    }

    private string Sum()
    {
        var parts = explained.Steps.Where(static step => step.Score is not null).Select(static step => $"{step.Provider?.Name ?? "dynamic host"} {step.Score}").ToList();
        var sum = explained.Verdict.Score ?? default;
        return parts.Count == 0 ? "sum 0: nothing was added" : $"sum {sum}: {string.Join(", ", parts)}";
    }

    private string Measure() => Thresholds is not { } thresholds ? "" : string.Join(", ", Parts(thresholds));

    private static IEnumerable<string> Parts(ThresholdSettings thresholds)
    {
        yield return $"reject from {thresholds.Reject}";
        if (thresholds.Defer is { } defer)
            yield return $"defer from {defer}";
        if (thresholds.Mark is { } mark)
            yield return $"mark from {mark}";
        if (thresholds.Allow is { } allow)
            yield return $"allow down from {allow}";
    }
}
