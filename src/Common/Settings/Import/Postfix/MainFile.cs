using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Import.Postfix;

/// <summary>The parameters of main.cf as they are after expansion (postconf(5)).</summary>
internal sealed class MainFile
{
    private readonly Dictionary<string, LogicalLine> _parameters = new(StringComparer.Ordinal);
    private readonly PlanBuilder _plan;

    public MainFile(string text, PlanBuilder plan)
    {
        _plan = plan;
        foreach (var line in LogicalLine.ByIndent(text))
            Read(line);
    }

    public bool Has(string name) => _parameters.ContainsKey(name);

    /// <summary>The line of a parameter; 1 when it is not set.</summary>
    public int LineOf(string name) => _parameters.TryGetValue(name, out var value) ? value.Line : 1;

    /// <summary>The value in one line; null when it is not set or empty.</summary>
    public string? Value(string name)
    {
        if (!_parameters.TryGetValue(name, out var value))
            return null;
        var text = Expand(name, value).Replace('\n', ' ').Trim();
        return text.Length == 0 ? null : text;
    }

    public int? Number(string name) =>
        int.TryParse(Value(name), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The words of a value, each with its line; Postfix separates with blanks and commas.</summary>
    public IReadOnlyList<MainWord> Words(string name)
    {
        var words = new List<MainWord>();
        if (!_parameters.TryGetValue(name, out var value))
            return words;
        var line = value.Line;
        var text = Expand(name, value);
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';

            // The comment in Postfix's ip_match.c writes 127.0.0.[2,4]: a comma within brackets separates no words.
            depth = c is '\n' ? 0 : depth + (c is '[' ? 1 : c is ']' && depth > 0 ? -1 : 0);
            if (char.IsWhiteSpace(c) || (c == ',' && depth == 0) || c is '{' or '}')
            {
                if (i > start)
                    words.Add(new MainWord(text.Substring(start, i - start), line));
                start = i + 1;
            }

            line += c == '\n' ? 1 : 0;
        }

        return words;
    }

    private void Read(LogicalLine line)
    {
        var equals = line.Text.IndexOf('=');
        var name = equals < 0 ? "" : line.Text.Substring(0, equals).Trim();
        if (name.Length == 0 || name.IndexOfAny([' ', '\t', '\n']) >= 0)
            _plan.Refuse("the line", line.Line, "it is not of the form name = value");
        else
            _parameters[name] = new LogicalLine(line.Text.Substring(equals + 1), line.LineAt(equals));
    }

    private string Expand(string name, LogicalLine value)
    {
        var expansion = new MainExpansion(other => _parameters.TryGetValue(other, out var found) ? found.Text : null);
        var text = expansion.Expand(value.Text);
        foreach (var missing in expansion.Missing)
            _plan.Refuse("$" + missing + " in " + name, value.Line, "it is not set in this file, so what depends on it is not read; put its value there");
        if (expansion.IsTooLarge)
            _plan.Refuse(name, value.Line, "its value grows beyond all bounds when its parameters are put in");
        return text;
    }
}

/// <summary>A word of a value and its line.</summary>
internal readonly struct MainWord
{
    public MainWord(string text, int line)
    {
        Text = text;
        Line = line;
    }

    public string Text { get; }

    public int Line { get; }
}
