using IpBlock.Filtering.Rules;
using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>Exchange's rule: the first provider in order of priority that matches decides, as if all had been asked in turn.</summary>
internal sealed class FirstMatch : AnswerRule
{
    public override bool WaitsInTurn => true;

    public override bool AddsUp => false;

    public override bool HasEnough(in Walk walk) => walk.IsDecided;

    public override StepResult Hear(ref Walk walk, ProviderRule rule, in ProviderAnswer answer)
    {
        // What was silent behind the verdict could not have changed it.
        if (!answer.IsMissing || !walk.IsDecided)
            walk.Trail.Keep(answer);
        if (walk.IsDecided)
            return StepResult.NotReached;
        if (answer.Outcome != ProviderOutcome.Matched)
            return Unmatched(answer.Outcome);
        return rule.Provider.Enforces ? StepResult.Decided : StepResult.Reported;
    }

    public override StepResult HearReverseName(ref Walk walk, DynamicHostRule rule) => rule.Enforces ? StepResult.Decided : StepResult.Reported;
}
