using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Spectre.Console;

namespace IpBlock.Service.Terminal;

/// <summary>A table with colours, with lines to be wrapped, or with letters of any width.</summary>
internal static class DrawnTable
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    public static string Draw(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<Cell>> rows, int width, bool color)
    {
        var table = new Table { Border = TableBorder.None };
        var widths = ColumnWidths.Fit(headings, rows, width);
        for (var column = 0; column < headings.Count; column++)
            table.AddColumn(new TableColumn(new Text(headings[column], Heading)) { Padding = new Padding(0, 0, ColumnWidths.Gap, 0), Width = widths[column] });
        foreach (var row in rows)
        {
            var texts = new List<Text>();
            foreach (var cell in row)
                texts.Add(new Text(cell.Text, StyleOf(cell.Look)));
            table.AddRow(texts);
        }

        var drawn = new StringWriter();

        // Everything is said here, so that Spectre does not look around: reading the environment and the terminal's abilities takes longer than the table.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            EnvironmentVariables = [],
            Out = new Page(drawn, width),
        });
        console.Write(table);
        return drawn.ToString();
    }

    private static Style StyleOf(CellLook look) => look switch
    {
        CellLook.Green => new Style(Color.Green),
        CellLook.Red => new Style(Color.Red),
        CellLook.Yellow => new Style(Color.Yellow),
        CellLook.Dim => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };

    /// <summary>What is drawn on.</summary>
    private sealed class Page(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer { get; } = writer;

        public bool IsTerminal => false;

        public int Width { get; } = width;

        public int Height => int.MaxValue;

        public void SetEncoding(Encoding encoding) => throw new NotSupportedException("Text is drawn in memory and has no encoding.");
    }
}
