using IpBlock.Filtering.Rules;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>The scores of all that match are added; what the sum comes to is for <see cref="ScoreRule"/> to say, behind all of them.</summary>
/// <param name="thresholds">What a sum comes to.</param>
/// <param name="lookup">In parallel order who answers is heard, whoever it is.</param>
/// <param name="otherwise">What happens when a list is silent.</param>
internal sealed class ScoreSum(ThresholdSettings thresholds, LookupOrder lookup, OnFailure otherwise) : AnswerRule
{
    public ThresholdSettings Thresholds => thresholds;

    public override bool WaitsInTurn => lookup == LookupOrder.Sequential;

    public override bool AddsUp => true;

    public override StepResult Hear(ref Walk walk, ProviderRule rule, in ProviderAnswer answer)
    {
        walk.Trail.Keep(answer);
        if (answer.Outcome != ProviderOutcome.Matched)
            return Unmatched(answer.Outcome);
        if (!rule.Provider.Enforces)
            return StepResult.Reported;
        walk.Tally.Add(rule.Place, rule.Score.Of(answer));
        return StepResult.Added;
    }

    public override StepResult HearReverseName(ref Walk walk, DynamicHostRule rule)
    {
        if (!rule.Enforces)
            return StepResult.Reported;
        walk.Tally.Add(rule.Place, rule.Score);
        return StepResult.Added;
    }

    /// <summary>True when what has not been heard cannot change what becomes of the client.</summary>
    public override bool HasEnough(in Walk walk)
    {
        var band = thresholds.BandOf(walk.Tally.Lowest);
        return band == thresholds.BandOf(walk.Tally.Highest) && (band != ScoreBand.None || !walk.MayStillBeSilent(otherwise));
    }
}
