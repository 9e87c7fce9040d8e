using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IpBlock.Service.Commands.Status;

/// <summary>Lines of at most 80 columns: what is longer is wrapped between words, and names in tables are cut.</summary>
internal sealed class StatusPage(TextWriter output)
{
    private const int Width = 80;
    private const int Label = 14;
    private const int MaxCell = 26;

    /// <summary>A line as it is.</summary>
    public void Line(string text) => Wrapped("", text);

    /// <summary>A sentence behind a mark.</summary>
    public void Item(string mark, string text) => Wrapped("  " + mark + " ", text);

    /// <summary>A value behind its label.</summary>
    public void Row(string label, string value) => Wrapped("  " + label.PadRight(Label), value);

    /// <summary>Several values, the first behind their label; nothing when there are none.</summary>
    public void Rows(string label, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Row(label, value);
            label = "";
        }
    }

    /// <summary>A table under a heading, numbers to the right; nothing when it has no rows.</summary>
    public void Table(string label, string[] headings, IEnumerable<string[]> rows)
    {
        var cells = rows.Select(static row => Array.ConvertAll(row, Cut)).ToList();
        if (cells.Count == 0)
            return;
        headings[0] = label;
        cells.Insert(0, headings);
        var widths = headings.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        foreach (var row in cells)
        {
            var padded = row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.WriteLine("  " + string.Join("  ", padded).TrimEnd());
        }
    }

    private static string Cut(string cell) => cell.Length <= MaxCell ? cell : cell[..(MaxCell - 3)] + "...";

    private void Wrapped(string begin, string text)
    {
        var line = begin;
        var isEmpty = true;
        foreach (var word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                output.WriteLine(line.TrimEnd());
                (line, isEmpty) = (new string(' ', begin.Length), true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        output.WriteLine(line.TrimEnd());
    }
}
