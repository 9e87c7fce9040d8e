using IpBlock.Addresses;

namespace IpBlock.Filtering;

/// <summary>The reply of a rule that looks at names.</summary>
internal sealed class RuleReply(string rule, string? text, int statusCode, string enhancedCode)
{
    private const string Default = RejectionTemplate.Default + ": %3";

    private readonly RejectionTemplate _template = new(text ?? Default);

    /// <param name="client">Who is told.</param>
    /// <param name="name">The name that the rule is about; a stranger's words.</param>
    /// <param name="reason">Why.</param>
    /// <param name="score">The sum of the scores; empty when none are added.</param>
    public SmtpReply To(Address client, string name, string reason, string score = "")
    {
        var words = _template.Render(client, rule, name, reason, score);
        return new SmtpReply(statusCode, enhancedCode, string.IsNullOrWhiteSpace(words) ? new RejectionTemplate(Default).Render(client, rule, name, reason, score) : words);
    }
}
