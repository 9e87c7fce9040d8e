using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Lists.Formats;

/// <summary>The cells of one line of a table (RFC 4180, with any separator); several blanks in a row are one separator.</summary>
internal static class TableCells
{
    private static readonly char[] Blanks = [' ', '\t'];

    public static IReadOnlyList<string> Split(string line, char separator)
    {
        if (separator == ' ')
            return line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (line.IndexOf('"') >= 0)
            return SplitQuoted(line, separator);
        var cells = line.Split(separator);
        for (var i = 0; i < cells.Length; i++)
            cells[i] = cells[i].Trim();
        return cells;
    }

    // A doubled quotation mark stands for one.
    private static List<string> SplitQuoted(string line, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == separator && !quoted)
                Take(cells, cell);
            else
                cell.Append(line[i]);
        }

        Take(cells, cell);
        return cells;
    }

    private static void Take(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString().Trim());
        cell.Clear();
    }
}
