using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Import;

/// <summary>
/// One or several lines of a file that belong together. Line breaks stay in the text, also those of comments between, so that every word knows its
/// line.
/// </summary>
internal readonly struct LogicalLine
{
    public LogicalLine(string text, int line)
    {
        Text = text;
        Line = line;
    }

    public string Text { get; }

    public int Line { get; }

    public int LineAt(int index)
    {
        var line = Line;
        for (var i = 0; i < index && i < Text.Length; i++)
            line += Text[i] == '\n' ? 1 : 0;
        return line;
    }

    /// <summary>Postfix (main.cf, tables): a line that begins with white space goes on with the one before; comments and empty lines between do not matter.</summary>
    public static IEnumerable<LogicalLine> ByIndent(string text)
    {
        var current = new StringBuilder();
        var start = 0;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            var isNothing = line.Length == 0 || line.TrimStart()[0] == '#';
            if (!isNothing && !char.IsWhiteSpace(line[0]) && start > 0)
            {
                yield return new LogicalLine(current.ToString(), start);
                current.Clear();
                start = 0;
            }

            if (start > 0)
                current.Append('\n');
            else if (!isNothing)
                start = number;
            if (!isNothing)
                current.Append(line);
        }

        if (start > 0)
            yield return new LogicalLine(current.ToString(), start);
    }
}
