namespace IpBlock.Administration.Import.Postfix;

/// <summary>Texts in braces or parentheses that may hold more of them.</summary>
internal static class Balanced
{
    /// <summary>What stands between the sign at <paramref name="i"/> and the one that closes it, or the end; goes on behind that.</summary>
    public static string Read(string text, ref int i)
    {
        var open = text[i];
        var close = open == '{' ? '}' : ')';
        var start = ++i;
        for (var nesting = 1; i < text.Length; i++)
        {
            nesting += text[i] == open ? 1 : text[i] == close ? -1 : 0;
            if (nesting == 0)
                return text.Substring(start, i++ - start);
        }

        return text.Substring(start);
    }

    public static void SkipBlanks(string text, ref int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
    }
}
