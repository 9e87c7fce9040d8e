using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>How the answers about a client become a verdict. It holds nothing about any client: that is in the walk.</summary>
internal abstract class AnswerRule
{
    /// <summary>Hears the answer of the provider whose turn it is, or that of one behind the rule that decided, and says what its step came to. Of a list that does not know the client it hears nothing.</summary>
    public abstract StepResult Hear(ref Walk walk, in ProviderAnswer answer);

    /// <summary>Hears that the client's reverse name matches.</summary>
    /// <param name="enforces">False when the rule about reverse names only reports.</param>
    public abstract StepResult HearReverseName(bool enforces);
}
