namespace IpBlock.Settings;

/// <summary>Patterns of names with stars. ASCII case means nothing.</summary>
internal static class Glob
{
    /// <summary>A star stands for any run of characters, the empty one and dots included.</summary>
    public static bool Matches(string pattern, string text) => Matches(pattern, text, withinLabels: false);

    /// <summary>As PureMessage has it: a star stands for a run of characters without a dot, a question mark for one of them, two stars for any run.</summary>
    public static bool MatchesLabels(string pattern, string text) => Matches(pattern, text, withinLabels: true);

    /// <summary>
    /// Never recursive and never more than pattern times text: a reverse name is chosen by the client. Only the last star is tried again, and when
    /// it may not grow over a dot, the last double star: what fits before them fits at its first place as well as at any other.
    /// </summary>
    private static bool Matches(string pattern, string text, bool withinLabels)
    {
        int p = 0, t = 0;
        (int Pattern, int Text) star = (-1, 0), doubleStar = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                var across = !withinLabels || StarsAt(pattern, p) > 1;
                p += withinLabels ? StarsAt(pattern, p) : 1;
                star = across ? (-1, 0) : (p, t);
                doubleStar = across ? (p, t) : doubleStar;
            }
            else if (p < pattern.Length && Fits(pattern[p], text[t], withinLabels))
            {
                p++;
                t++;
            }
            else if (star.Pattern >= 0 && text[star.Text] != '.')
            {
                star.Text++;
                (p, t) = star;
            }
            else if (doubleStar.Pattern >= 0)
            {
                doubleStar.Text++;
                (p, t) = doubleStar;
                star = (-1, 0);
            }
            else
            {
                return false;
            }
        }

        return p + StarsAt(pattern, p) == pattern.Length;
    }

    private static int StarsAt(string pattern, int start)
    {
        var end = start;
        while (end < pattern.Length && pattern[end] == '*')
            end++;
        return end - start;
    }

    private static bool Fits(char wanted, char c, bool withinLabels) => withinLabels && wanted == '?' ? c != '.' : Lower(wanted) == Lower(c);

    private static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
}
