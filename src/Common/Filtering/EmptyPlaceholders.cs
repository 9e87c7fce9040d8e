using System;

namespace IpBlock.Filtering;

/// <summary>Takes out of a text what a placeholder without a value leaves behind: the colon, comma or dash in front of it, brackets and quotes around it, a blank too many.</summary>
internal static class EmptyPlaceholders
{
    /// <summary>Stands where a placeholder had no value. No template and no value holds it: both are printable ASCII.</summary>
    public const char Gap = '\0';

    private const string Openers = "([<{\"'";
    private const string Closers = ")]>}\"'";
    private const string Connectors = ":,;-=";

    /// <summary>The text without its gaps.</summary>
    public static string Close(string text)
    {
        for (var gap = text.IndexOf(Gap); gap >= 0; gap = text.IndexOf(Gap))
        {
            var left = text.Substring(0, gap);
            var right = text.Substring(gap + 1);
            while (IsEnclosed(left.TrimEnd(), right.TrimStart()))
            {
                left = left.TrimEnd();
                left = left.Substring(0, left.Length - 1);
                right = right.TrimStart().Substring(1);
            }

            text = Join(left, right);
        }

        return text;
    }

    private static bool IsEnclosed(string left, string right) =>
        left.Length > 0 && right.Length > 0 && Openers.IndexOf(left[left.Length - 1]) is >= 0 and var pair && Closers[pair] == right[0];

    // What led over to the value goes: "by L: %3; see" is "by L; see". Where words follow, what stood in front of the value leads over to them.
    private static string Join(string left, string right)
    {
        var before = left.TrimEnd();
        var after = right.TrimStart();
        if (before.Length == 0 || Array.IndexOf(OpenBrackets, before[before.Length - 1]) >= 0)
            return before + after.TrimStart(Leading);
        if (after.Length > 0 && !EndsAPart(after[0]))
            return left.Length > before.Length && right.Length > after.Length ? before + " " + after : left + right;
        before = before.TrimEnd(Leading);
        return after.Length > 0 && after[0] == '-' ? before + right : before + after;
    }

    private static bool EndsAPart(char c) => c is '.' or '!' or '?' or ')' or ']' or '>' or '}' || Connectors.IndexOf(c) >= 0 || c == Gap;

    private static readonly char[] OpenBrackets = ['(', '[', '{', '<'];
    private static readonly char[] Leading = [':', ',', ';', '-', '=', ' '];
}
