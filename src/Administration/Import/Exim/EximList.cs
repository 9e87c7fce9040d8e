using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Lists as Exim writes them: separated by colons or, after <c>&lt;;</c>, by another character; a doubled one stands for itself.</summary>
internal static class EximList
{
    public static IEnumerable<(string Item, int Index)> Split(string text)
    {
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        var separator = ':';
        if (start + 1 < text.Length && text[start] == '<' && char.IsPunctuation(text[start + 1]) | char.IsSymbol(text[start + 1]))
        {
            separator = text[start + 1];
            start += 2;
        }

        var item = new StringBuilder();
        for (var i = start; i <= text.Length; i++)
        {
            if (i < text.Length && (text[i] != separator || (i + 1 < text.Length && text[i + 1] == separator)))
            {
                if (text[i] == separator)
                    i++;
                item.Append(text[i]);
                continue;
            }

            var trimmed = item.ToString().Trim();
            if (trimmed.Length > 0)
                yield return (trimmed, i - item.ToString().TrimStart().Length);
            item.Clear();
        }
    }
}
