using System.Collections.Generic;

namespace IpBlock.Service.Terminal;

/// <summary>A table for people. What stands in its cells was written by others, so nothing in it is taken for markup or reaches the terminal as a control character.</summary>
internal sealed class TextTable
{
    private readonly IReadOnlyList<string> _headings;
    private readonly List<IReadOnlyList<Cell>> _rows = [];

    public TextTable(params IReadOnlyList<string> headings) => _headings = headings;

    public TextTable Row(params IReadOnlyList<Cell> cells)
    {
        var harmless = new Cell[cells.Count];
        for (var i = 0; i < harmless.Length; i++)
            harmless[i] = cells[i] with { Text = Harmless(cells[i].Text) };
        _rows.Add(harmless);
        return this;
    }

    public void Print(Session session)
    {
        foreach (var line in Lines(session.Width, session.Color))
            (session.Color ? session.Colored : session.Out).WriteLine(session.Color ? line : line.TrimEnd());
    }

    /// <summary>The table as lines; plain ones are put together here, because what draws the others takes longer to load than a command has.</summary>
    internal IReadOnlyList<string> Lines(int width, bool color) => (color ? null : PlainTable.Draw(_headings, _rows, width)) ?? DrawnTable.Draw(_headings, _rows, width, color).TrimEnd().Split('\n');

    private static string Harmless(string text)
    {
        foreach (var c in text)
        {
            if (!Printable.IsHarmless(c) && c != '\n')
                return string.Create(text.Length, text, static (into, from) =>
                {
                    for (var i = 0; i < into.Length; i++)
                        into[i] = !Printable.IsHarmless(from[i]) && from[i] != '\n' ? '?' : from[i];
                });
        }

        return text;
    }
}
