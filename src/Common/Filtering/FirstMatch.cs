using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>Exchange's rule: the first provider in order of priority that matches decides, as if all had been asked in turn.</summary>
internal sealed class FirstMatch : AnswerRule
{
    public override StepResult Hear(ref Walk walk, in ProviderAnswer answer)
    {
        // What was silent behind the verdict could not have changed it.
        if (!answer.IsMissing || !walk.IsDecided)
            walk.Trail.Keep(answer);
        if (walk.IsDecided)
            return StepResult.NotReached;
        return answer.Outcome switch
        {
            ProviderOutcome.Matched => answer.Provider.Enforces ? StepResult.Decided : StepResult.Reported,
            ProviderOutcome.NotMatched => StepResult.Passed,
            ProviderOutcome.Refused => StepResult.ErrorCode,
            ProviderOutcome.Suspended => StepResult.Suspended,
            _ => StepResult.NoAnswer,
        };
    }

    public override StepResult HearReverseName(bool enforces) => enforces ? StepResult.Decided : StepResult.Reported;
}
