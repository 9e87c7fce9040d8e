namespace IpBlock.Administration.Editing;

/// <summary>What stands between the values of a file and means nothing to a program: blanks, line ends and comments.</summary>
internal static class JsonTrivia
{
    // Newtonsoft.Json 13 passes over a NUL as if it were a blank.
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || c == '\0';

    public static bool IsLineEnd(char c) => c is '\n' or '\r';

    /// <summary>The first place from <paramref name="at"/> on that is neither blank nor comment.</summary>
    public static int Skip(string text, int at)
    {
        while (at < text.Length)
        {
            if (IsBlank(text[at]))
                at++;
            else if (text[at] == '/')
                at = SkipComment(text, at);
            else
                break;
        }

        return at;
    }

    /// <summary>The place behind the comment; the line end of a <c>//</c> comment is not part of it.</summary>
    public static int SkipComment(string text, int at)
    {
        if (text[at + 1] == '*')
            return text.IndexOf("*/", at + 2, System.StringComparison.Ordinal) + 2;
        while (at < text.Length && !IsLineEnd(text[at]))
            at++;
        return at;
    }

    /// <summary>The end of the comments on the rest of the line; <paramref name="at"/> itself when a value follows on it, for then they are about that value.</summary>
    public static int EndOfCommentsOnLine(string text, int at)
    {
        var end = at;
        for (var i = at; i < text.Length; i++)
        {
            if (IsLineEnd(text[i]) || text[i] is '}' or ']')
                return end;
            if (IsBlank(text[i]))
                continue;
            if (text[i] != '/')
                return at;
            end = SkipComment(text, i);
            i = end - 1;
        }

        return end;
    }

    /// <summary>Where the comments begin that stand directly above a value or before it on its line; a blank line parts them from it.</summary>
    public static int StartOfAttachedComments(string text, int from, int to)
    {
        var attached = to;
        var lineEnds = 0;
        for (var i = from; i < to; i++)
        {
            if (text[i] == '/')
            {
                if (attached == to || lineEnds > 1)
                    attached = i;
                lineEnds = 0;
                i = SkipComment(text, i) - 1;
            }
            else if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
            {
                lineEnds++;
            }
        }

        return lineEnds > 1 ? to : attached;
    }

    /// <summary>True when whatever is written behind this would belong to a <c>//</c> comment.</summary>
    public static bool EndsInLineComment(string trivia)
    {
        for (var i = trivia.IndexOf('/'); i >= 0 && i < trivia.Length; i = trivia.IndexOf('/', i))
        {
            var inLine = trivia[i + 1] == '/';
            i = SkipComment(trivia, i);
            if (inLine && i == trivia.Length)
                return true;
        }

        return false;
    }

    public static bool HasLineEnd(string text) => text.IndexOfAny(LineEnds) >= 0;

    public static bool IsOnlyBlank(string text)
    {
        foreach (var c in text)
        {
            if (!IsBlank(c))
                return false;
        }

        return true;
    }

    /// <summary>What stands behind the last line end.</summary>
    public static string LastLine(string text) => text.Substring(text.LastIndexOfAny(LineEnds) + 1);

    private static readonly char[] LineEnds = ['\n', '\r'];
}
