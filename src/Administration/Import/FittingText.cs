using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Import;

/// <summary>Texts cut and cleaned to what the settings take.</summary>
internal static class FittingText
{
    private const int MaxResponse = 240;
    private const int MaxComment = 1000;

    /// <summary>A rejection response of 1 to 240 printable ASCII characters; null when nothing is left. What had to be done is remarked.</summary>
    public static string? Response(string? text, List<string> remarks)
    {
        var ascii = Ascii(text ?? "", "the rejection text", remarks).Trim();
        if (ascii.Length <= MaxResponse)
            return ascii.Length == 0 ? null : ascii;
        remarks.Add("the rejection text was shortened to 240 characters");
        return WithoutHalfPlaceholder(ascii.Substring(0, MaxResponse)).TrimEnd();
    }

    public static string Ascii(string text, string what, List<string> remarks)
    {
        var ascii = new StringBuilder(text.Length);
        var replaced = false;
        foreach (var c in text.Replace("\r\n", " "))
        {
            var isPrintable = c is >= ' ' and <= '~';
            replaced |= c > '~';
            ascii.Append(isPrintable ? c : c is '\t' or '\r' or '\n' ? ' ' : '?');
        }

        if (replaced)
            remarks.Add(what + " contained non-ASCII characters; each was replaced by a question mark");
        return ascii.ToString();
    }

    public static string? Comment(string? text, List<string> remarks)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length <= MaxComment)
            return trimmed.Length == 0 ? null : trimmed;
        remarks.Add("the comment was shortened to 1000 characters");
        var length = char.IsHighSurrogate(trimmed[MaxComment - 1]) ? MaxComment - 1 : MaxComment;
        return trimmed.Substring(0, length);
    }

    // The last per cent sign would take whatever comes after the text for its number.
    private static string WithoutHalfPlaceholder(string text)
    {
        var signs = 0;
        while (signs < text.Length && text[text.Length - 1 - signs] == '%')
            signs++;
        return signs % 2 == 0 ? text : text.Substring(0, text.Length - 1);
    }
}
