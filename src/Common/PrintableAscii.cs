using System;

namespace IpBlock;

/// <summary>What may stand in an SMTP reply or in a line of a log. A TXT record comes from a stranger.</summary>
public static class PrintableAscii
{
    /// <summary>The text with every character outside 0x20 to 0x7E replaced by '?', at most <paramref name="maxLength"/> of them. The same object if nothing is to be done.</summary>
    public static string Clean(string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text!.Length <= maxLength && IsClean(text))
            return text;
        var characters = text.ToCharArray(0, Math.Min(text.Length, maxLength));
        for (var i = 0; i < characters.Length; i++)
        {
            if (characters[i] is < ' ' or > '~')
                characters[i] = '?';
        }

        return new string(characters);
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }
}
