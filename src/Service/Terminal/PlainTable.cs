using System.Collections.Generic;
using System.Text;

namespace IpBlock.Service.Terminal;

/// <summary>A table without colours that is not too wide and has nothing but ASCII in it.</summary>
internal static class PlainTable
{
    private const int Gap = 2;

    /// <summary>Its lines; null for a table that is not so.</summary>
    public static IReadOnlyList<string>? Draw(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<Cell>> rows, int width)
    {
        var widths = new int[headings.Count];
        for (var row = -1; row < rows.Count; row++)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                var text = Text(headings, rows, row, column);
                if (!IsPlain(text))
                    return null;
                if (text.Length > widths[column])
                    widths[column] = text.Length;
            }
        }

        var needed = 0;
        foreach (var column in widths)
            needed += column + Gap;
        return needed > width ? null : Draw(headings, rows, widths);
    }

    private static List<string> Draw(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<Cell>> rows, int[] widths)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        for (var row = -1; row < rows.Count; row++)
        {
            line.Clear();
            for (var column = 0; column < widths.Length; column++)
                line.Append(Text(headings, rows, row, column).PadRight(widths[column] + Gap));
            lines.Add(line.ToString().TrimEnd());
        }

        // What is empty at the end is no line.
        while (lines.Count > 1 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static string Text(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<Cell>> rows, int row, int column)
    {
        if (row < 0)
            return headings[column];
        return column < rows[row].Count ? rows[row][column].Text : "";
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }
}
