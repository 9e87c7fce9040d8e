using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>One provider's reply: its codes and its text.</summary>
/// <param name="provider">Whose.</param>
/// <param name="instead">The template in place of the provider's own; null for none.</param>
internal sealed class RejectionReply(Provider provider, string? instead = null)
{
    private static readonly RejectionTemplate Otherwise = new(null);

    private readonly RejectionTemplate _template = new(instead ?? provider.Settings.RejectionResponse);
    private readonly ListReason _reason = new(provider.Settings.LookupDomain);

    /// <summary>What a client hears when lists were silent and the settings say to defer (RFC 3463: 4.7.1 is a refusal by policy, for now).</summary>
    public static SmtpReply ComeAgain { get; } = new(451, "4.7.1", "The block lists did not answer, please try again later");

    /// <summary>True when the text shows the list's own reason, which is a lookup of its own. It is asked for only after a match: who is refused can wait.</summary>
    public bool ShowsReason => _template.ShowsReason;

    /// <summary>The reason in the list's TXT records; empty when there are none.</summary>
    public string Reason(DnsAnswer answer) => _reason.Of(answer);

    public SmtpReply For(Address client, ProviderAnswer answer, string reason, string score)
    {
        var text = _template.Render(client, provider, answer.Code, reason, score);

        // A template of placeholders alone is empty where the list says nothing, and a reply without text explains itself to nobody.
        if (string.IsNullOrWhiteSpace(text))
            text = Otherwise.Render(client, provider, answer.Code, reason, score);
        return new SmtpReply(provider.Settings.StatusCode, provider.Settings.EnhancedCode, text);
    }
}
