using System.Diagnostics.CodeAnalysis;

namespace IpBlock.Settings;

/// <summary>A provider's name with a score: <c>"Spamhaus ZEN": 3</c>.</summary>
public sealed class ScoredName
{
    private const string Cure = "write the provider's name and a score, such as \"Spamhaus ZEN\": 3";

    private ScoredName(string name, Score score) => (Name, Score) = (name, score);

    /// <summary>The provider's name.</summary>
    public string Name { get; }

    /// <summary>What its match adds to the sum.</summary>
    public Score Score { get; }

    /// <summary>Reads a name, a colon and a score.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ScoredName? scored, out string? reason)
    {
        scored = null;
        var colon = (text ?? "").LastIndexOf(':');
        if (colon <= 0)
        {
            reason = $"'{text}' is not a name with a score; " + Cure;
            return false;
        }

        if (!Score.TryParse(text!.Substring(colon + 1), out var score, out reason))
            return false;
        scored = new ScoredName(text.Substring(0, colon).Trim(), score);
        return true;
    }

    /// <summary>Name, colon and score.</summary>
    public override string ToString() => Name + ": " + Score;
}
