using System.Diagnostics.CodeAnalysis;

namespace IpBlock.Settings;

/// <summary>What a list means by a return code, in words: <c>127.0.0.2: known source of spam</c>.</summary>
public sealed class ReturnCodeMeaning
{
    private const int MaxMeaning = 100;
    private const string Cure = "write 127.0.0.2: known source of spam";

    private ReturnCodeMeaning(ReturnCodePattern codes, string meaning)
    {
        Codes = codes;
        Meaning = meaning;
    }

    /// <summary>Which codes.</summary>
    public ReturnCodePattern Codes { get; }

    /// <summary>What they mean: 1 to 100 printable ASCII characters, for they go into SMTP replies.</summary>
    public string Meaning { get; }

    /// <summary>Reads a code or a pattern of codes, a colon and the meaning.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ReturnCodeMeaning? meaning, out string? reason)
    {
        meaning = null;
        var colon = (text ?? "").IndexOf(':');
        if (colon < 0)
            return Fail($"'{text}' has no colon between code and meaning", out reason);
        if (!ReturnCodePattern.TryParse(text!.Substring(0, colon), out var codes, out reason))
            return false;
        var words = text.Substring(colon + 1).Trim();
        if (words.Length is 0 or > MaxMeaning)
            return Fail("a meaning must have 1 to 100 characters", out reason);
        foreach (var c in words)
        {
            if (c is < ' ' or > '~')
                return Fail($"the meaning '{words}' contains a character outside printable ASCII", out reason);
        }

        meaning = new ReturnCodeMeaning(codes, words);
        return true;
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => Codes + ": " + Meaning;

    private static bool Fail(string why, out string? reason)
    {
        reason = why + "; " + Cure;
        return false;
    }
}
