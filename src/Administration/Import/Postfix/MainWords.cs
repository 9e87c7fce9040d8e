using System.Collections.Generic;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>The words of a value: Postfix separates with blanks and commas, and what stands in braces is one word.</summary>
internal static class MainWords
{
    public static IReadOnlyList<MainWord> Split(string text, int line) => Split(text, line, commas: true);

    /// <summary>The words of a service in master.cf, where commas belong to the words.</summary>
    public static IReadOnlyList<MainWord> SplitAtBlanks(string text, int line) => Split(text, line, commas: false);

    private static List<MainWord> Split(string text, int line, bool commas)
    {
        var words = new List<MainWord>();
        var start = 0;
        var brackets = 0;
        var braces = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            braces = i == text.Length ? 0 : braces + (c is '{' ? 1 : c is '}' && braces > 0 ? -1 : 0);

            // The comment in Postfix's ip_match.c writes 127.0.0.[2,4]: a comma within brackets separates no words.
            brackets = c is '\n' ? 0 : brackets + (c is '[' ? 1 : c is ']' && brackets > 0 ? -1 : 0);
            if (braces == 0 && (char.IsWhiteSpace(c) || (c == ',' && commas && brackets == 0)))
            {
                if (i > start)
                    words.Add(new MainWord(text.Substring(start, i - start).Trim(), line));
                start = i + 1;
            }

            line += c == '\n' ? 1 : 0;
        }

        return words;
    }
}

/// <summary>A word of a value and the line it ends on.</summary>
internal readonly struct MainWord
{
    public MainWord(string text, int line)
    {
        Text = text;
        Line = line;
    }

    public string Text { get; }

    public int Line { get; }

    /// <summary>A reference to a parameter that is not set; Postfix puts nothing in its place.</summary>
    public bool IsNothing => Text.Length > 0 && Text[0] == '$';
}
