using IpBlock.Filtering.Rules;
using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>How the answers about a client become a verdict. It holds nothing about any client: that is in the walk.</summary>
internal abstract class AnswerRule
{
    /// <summary>True when each answer is waited for in its turn; false when they are heard as they come.</summary>
    public abstract bool WaitsInTurn { get; }

    /// <summary>True when no answer decides alone.</summary>
    public abstract bool AddsUp { get; }

    /// <summary>True when no answer has to be waited for any more.</summary>
    public abstract bool HasEnough(in Walk walk);

    /// <summary>Hears the answer of a provider, or that of one behind the rule that decided, and says what its step came to. Of a list that does not know the client it hears nothing.</summary>
    public abstract StepResult Hear(ref Walk walk, ProviderRule rule, in ProviderAnswer answer);

    /// <summary>Hears that the client's reverse name matches.</summary>
    public abstract StepResult HearReverseName(ref Walk walk, DynamicHostRule rule);

    /// <summary>What the step of a provider comes to that has answered, or should have, and does not match.</summary>
    protected static StepResult Unmatched(ProviderOutcome outcome) => outcome switch
    {
        ProviderOutcome.NotMatched => StepResult.Passed,
        ProviderOutcome.Refused => StepResult.ErrorCode,
        ProviderOutcome.Suspended => StepResult.Suspended,
        _ => StepResult.NoAnswer,
    };
}
