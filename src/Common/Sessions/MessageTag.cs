using System.Linq;
using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Sessions;

/// <summary>
/// The header field of a message that is served although its client is listed. Anybody can write such a field into his own messages, so it may lower nobody's
/// suspicion: it says only what speaks against a message, never that nothing does.
/// </summary>
public static class MessageTag
{
    /// <summary>The field's name.</summary>
    public const string Name = "X-IpBlock";

    /// <summary>The field with its name.</summary>
    /// <param name="verdict">A refusal, carried out for others or only reported.</param>
    /// <param name="why">Why it is served all the same: one word.</param>
    /// <param name="token">What only the mail servers of the site know; null for nothing.</param>
    public static string Of(Verdict verdict, string why, string? token = null) => Name + ": " + (token is null ? "" : "token=" + token + "; ") + Value(verdict, why);

    /// <summary>What stands behind the name: printable ASCII in one line.</summary>
    /// <param name="verdict">As for <see cref="Of"/>.</param>
    /// <param name="why">As for <see cref="Of"/>.</param>
    public static string Value(Verdict verdict, string why)
    {
        var cause = verdict.Cause();
        var text = $"{why}; client={cause.Client}; rule={cause.Rule}";
        if (verdict.IsMarked)
            text += $"; score={verdict.Score}{(verdict.Policy.Length > 0 ? $"; policy={Quoted(verdict.Policy)}" : "")}; lists={Quoted(string.Join(",", verdict.Listed.Select(static list => list.Provider.Name)))}";
        return cause.Answer is { } answer ? $"{text}; provider={Quoted(answer.Provider.Name)}; code={new ReturnCode(answer.Code)}" : text;
    }

    private static string Quoted(string text) => '"' + text.Replace('"', '\'') + '"';
}
