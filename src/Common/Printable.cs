using System.Globalization;
using System.Text;

namespace IpBlock;

/// <summary>Text from elsewhere as a terminal or a line of a log can bear it: nothing in it moves the cursor, sets a colour, turns the direction of writing or begins a line.</summary>
public static class Printable
{
    /// <summary>False for control characters, C1 too (0x9B is an escape to many terminals), for what turns the direction of writing, and for Unicode's own line ends.</summary>
    public static bool IsHarmless(char c) =>
        !(char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C' or '\u2028' or '\u2029');

    /// <summary>The text on one line: line ends become " | ", every other harmful character its number, as in <c>\u001b</c>. The same object if nothing is to be done.</summary>
    public static string Line(string? text)
    {
        if (text is null || IsHarmless(text))
            return text ?? "";
        var line = new StringBuilder();
        foreach (var c in text.Replace("\r\n", "\n"))
        {
            if (c == '\n')
                line.Append(" | ");
            else
                Append(line, c);
        }

        return line.ToString();
    }

    /// <summary>Appends a character, or the number of one that is not harmless in the way of JSON.</summary>
    public static void Append(StringBuilder to, char c)
    {
        if (IsHarmless(c))
            to.Append(c);
        else
            to.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
    }

    private static bool IsHarmless(string text)
    {
        foreach (var c in text)
        {
            if (!IsHarmless(c))
                return false;
        }

        return true;
    }
}
