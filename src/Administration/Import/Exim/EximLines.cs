using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Import.Exim;

/// <summary>A line as Exim reads it, with macros put in.</summary>
internal readonly struct EximLine
{
    public EximLine(LogicalLine line, string? doubt)
    {
        Line = line;
        Doubt = doubt;
    }

    public LogicalLine Line { get; }

    public string Text => Line.Text;

    /// <summary>Why Exim may not read it, or may read it otherwise; null when it does.</summary>
    public string? Doubt { get; }

    /// <summary>True for <c>.include</c>: what stands in that file is not known.</summary>
    public bool IsInclude => Text.StartsWith(".include", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// The lines of a configuration. Exim looks at physical lines one by one, also within a line that goes on: blanks in front go, macros are put in, and what
/// then begins with <c>#</c> is a comment, and with a dot a directive.
/// </summary>
internal sealed class EximLines
{
    private readonly EximMacros _macros = new();
    private readonly EximConditionals _conditionals = new();
    private readonly StringBuilder _current = new();
    private readonly bool _isPiece;
    private bool _hasInclude;
    private string? _doubt;
    private int _start;

    public EximLines(bool isPiece) => _isPiece = isPiece;

    public IEnumerable<EximLine> Read(string text)
    {
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = Expand(raw.Trim(), out var doubt);
            if (line.Length == 0 && _start == 0)
                continue;
            if (line.Length > 0 && line[0] == '#')
            {
                GoOn("");
            }
            else if (line.Length > 0 && line[0] == '.' && Directive(raw.Trim()) is { } isRead)
            {
                if (isRead)
                    yield return new EximLine(new LogicalLine(line, number), _conditionals.Doubt);
                GoOn("");
            }
            else if (!_conditionals.IsRead)
            {
                GoOn("");
            }
            else if (Append(line, doubt ?? _conditionals.Doubt, number) is { } whole && !Define(whole))
            {
                yield return whole;
            }
        }

        if (_start > 0 && Finish() is var last && !Define(last))
            yield return last;
    }

    // A line that goes on goes on over comments and directives.
    private void GoOn(string text)
    {
        if (_start > 0)
            _current.Append(text).Append('\n');
    }

    private EximLine? Append(string line, string? doubt, int number)
    {
        if (_start == 0)
            _start = number;
        _doubt ??= doubt;
        if (line.EndsWith("\\", StringComparison.Ordinal))
        {
            GoOn(line.Substring(0, line.Length - 1));
            return null;
        }

        _current.Append(line);
        return Finish();
    }

    private EximLine Finish()
    {
        var whole = new EximLine(new LogicalLine(_current.ToString(), _start), _doubt);
        _current.Clear();
        _start = 0;
        _doubt = null;
        return whole;
    }

    private bool Define(EximLine line) => line.Text.Trim().Length == 0 || _macros.Define(line.Line, line.Doubt);

    private string Expand(string line, out string? doubt)
    {
        var name = _start == 0 ? EximMacros.DefinitionLength(line) : 0;
        return line.Substring(0, name) + _macros.Apply(line.Substring(name), out doubt).TrimStart();
    }

    // Null for what is no directive; true for one that is to be heard of.
    private bool? Directive(string line)
    {
        if (_conditionals.Follow(line, IsDefined(line)))
            return false;
        if (!line.StartsWith(".include", StringComparison.OrdinalIgnoreCase))
            return null;
        _hasInclude |= _conditionals.IsRead;
        return _conditionals.IsRead;
    }

    // True when a macro stands anywhere behind the directive. What this file does not define may come from another one; names with _ in front are Exim's own.
    private bool? IsDefined(string line)
    {
        var end = line.IndexOfAny([' ', '\t']);
        var names = end < 0 ? "" : line.Substring(end).Trim();
        if (_macros.Names(names, out var doubt))
            return doubt is null ? true : null;
        return _isPiece || _hasInclude || names.IndexOf('_') == 0 ? null : false;
    }
}
