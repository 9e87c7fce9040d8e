using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Spectre.Console;

namespace IpBlock.Service.Terminal;

/// <summary>A table for people. What stands in its cells was written by others, so nothing in it is taken for markup or reaches the terminal as a control character.</summary>
internal sealed class TextTable
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private readonly Table _table = new() { Border = TableBorder.None };

    public TextTable(params IReadOnlyList<string> headings)
    {
        foreach (var heading in headings)
            _table.AddColumn(new TableColumn(new Text(heading, Heading)) { Padding = new Padding(0, 0, 2, 0) });
    }

    public TextTable Row(params IReadOnlyList<Cell> cells)
    {
        var texts = new List<Text>();
        foreach (var cell in cells)
            texts.Add(new Text(Harmless(cell.Text), cell.Style));
        _table.AddRow(texts);
        return this;
    }

    public void Print(Session session)
    {
        var drawn = new StringWriter();
        Draw(session, drawn);
        foreach (var line in drawn.ToString().TrimEnd().Split('\n'))
            (session.Color ? session.Colored : session.Out).WriteLine(session.Color ? line : line.TrimEnd());
    }

    private void Draw(Session session, StringWriter drawn)
    {
        // Everything is said here, so that Spectre does not look around: reading the environment and the terminal's abilities takes longer than the table.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = session.Color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = session.Color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            EnvironmentVariables = [],
            Out = new Page(drawn, session.Width),
        });
        console.Write(_table);
    }

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

/// <summary>What is drawn on.</summary>
internal sealed class Page(TextWriter writer, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer { get; } = writer;

    public bool IsTerminal => false;

    public int Width { get; } = width;

    public int Height => int.MaxValue;

    public void SetEncoding(Encoding encoding) => throw new NotSupportedException("Text is drawn in memory and has no encoding.");
}

/// <summary>A cell and how it looks.</summary>
internal readonly record struct Cell(string Text, Style? Style = null)
{
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Doubtful = new(Color.Yellow);
    private static readonly Style Faint = new(decoration: Decoration.Dim);

    public static implicit operator Cell(string? text) => new(text ?? "");

    public static Cell Green(string text) => new(text, Good);

    public static Cell Red(string text) => new(text, Bad);

    public static Cell Yellow(string text) => new(text, Doubtful);

    public static Cell Dim(string text) => new(text, Faint);
}
