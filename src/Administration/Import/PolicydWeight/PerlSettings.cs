using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IpBlock.Administration.Import.PolicydWeight;

/// <summary>
/// Assignments of a configuration that is written in Perl: <c>$NAME = 8;</c> and <c>@name = ( 'a', 1, );</c> with literals. Comments begin with #.
/// </summary>
internal sealed class PerlSettings
{
    private readonly Dictionary<string, List<PerlValue>> _values = new(StringComparer.Ordinal);
    private readonly string _text;
    private int _at;
    private int _line = 1;

    public PerlSettings(string text)
    {
        _text = text;
        while (_at < _text.Length)
            ReadOne();
    }

    /// <summary>The values of <c>@name</c> or <c>$name</c>, as they are at the end; null when it is not set.</summary>
    public IReadOnlyList<PerlValue>? Values(string name) => _values.TryGetValue(name, out var values) ? values : null;

    /// <summary>The number that it is set to; <paramref name="otherwise"/> when it is not set, null when it is no number.</summary>
    public decimal? Number(string name, decimal otherwise) =>
        !_values.TryGetValue(name, out var values) ? otherwise : values.Count == 1 ? values[0].Number : null;

    /// <summary>The line of a setting; 1 when it is not set.</summary>
    public int LineOf(string name) => _values.TryGetValue(name, out var values) && values.Count > 0 ? values[0].Line : 1;

    private void ReadOne()
    {
        Skip();
        if (_at >= _text.Length)
            return;
        if (_text[_at] is not ('$' or '@'))
        {
            if (_text[_at] is '"' or '\'')
                ReadQuoted();
            else
                _at++;
            return;
        }

        var start = _at++;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        var name = _text.Substring(start, _at - start);
        Skip();
        if (_at < _text.Length && _text[_at] == '=')
            _values[name] = ReadValues();
    }

    // Up to the semicolon. A name of another variable, or an expression, is a value that is no number.
    private List<PerlValue> ReadValues()
    {
        var values = new List<PerlValue>();
        _at++;
        while (true)
        {
            Skip();
            if (_at >= _text.Length || _text[_at] == ';')
                return values;
            if (_text[_at] is '(' or ')' or ',')
            {
                _at++;
                continue;
            }

            var line = _line;
            values.Add(new PerlValue(_text[_at] is '"' or '\'' ? ReadQuoted() : ReadBare(), line));
        }
    }

    private string ReadBare()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not (',' or ')' or ';' or '#' or '('))
            _at++;
        if (_at == start)
            _at++;
        return _text.Substring(start, _at - start);
    }

    private string ReadQuoted()
    {
        var quote = _text[_at++];
        var text = new StringBuilder();
        for (; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
                _at++;
            _line += _text[_at] == '\n' ? 1 : 0;
            text.Append(_text[_at]);
        }

        _at = Math.Min(_at + 1, _text.Length);
        return text.ToString();
    }

    private void Skip()
    {
        for (var comment = false; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            comment = c == '#' || comment && c != '\n';
            _line += c == '\n' ? 1 : 0;
            if (!comment && !char.IsWhiteSpace(c))
                return;
        }
    }
}

/// <summary>A value with its line. Perl takes texts for the numbers that they begin with; only whole numbers with a fraction are taken here.</summary>
internal readonly record struct PerlValue(string Text, int Line)
{
    public decimal? Number =>
        decimal.TryParse(Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
