using System.Diagnostics.CodeAnalysis;

namespace IpBlock.Settings;

/// <summary>What a match adds to the sum when the list answers one of these codes: <c>"127.0.0.[10;11]": 8</c>.</summary>
public sealed class ReturnCodeScore
{
    private const string Cure = "write return codes and a score, such as \"127.0.0.[10;11]\": 8";

    private ReturnCodeScore(ReturnCodePattern codes, Score score) => (Codes, Score) = (codes, score);

    /// <summary>Which codes.</summary>
    public ReturnCodePattern Codes { get; }

    /// <summary>What they add.</summary>
    public Score Score { get; }

    /// <summary>Reads a code or a pattern of codes, a colon and a score.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ReturnCodeScore? scored, out string? reason)
    {
        scored = null;
        var colon = (text ?? "").IndexOf(':');
        if (colon < 0)
        {
            reason = $"'{text}' has no colon between return codes and score; " + Cure;
            return false;
        }

        if (!ReturnCodePattern.TryParse(text!.Substring(0, colon), out var codes, out reason) || !Score.TryParse(text.Substring(colon + 1), out var score, out reason))
            return false;
        scored = new ReturnCodeScore(codes, score);
        return true;
    }

    /// <summary>Codes, colon and score.</summary>
    public override string ToString() => Codes + ": " + Score;
}
