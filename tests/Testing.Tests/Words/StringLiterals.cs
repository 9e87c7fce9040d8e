using System.Collections.Generic;
using System.Text;

namespace IpBlock.Testing.Words;

/// <summary>The string literals of a C# file with their lines. What an interpolation inserts is a <c>…</c>; literals within it are literals of their own. Comments have none.</summary>
internal sealed class StringLiterals
{
    private readonly string _source;
    private readonly List<(int Line, string Text)> _found = [];
    private int _at;

    private StringLiterals(string source) => _source = source;

    public static IReadOnlyList<(int Line, string Text)> Of(string source)
    {
        var literals = new StringLiterals(source);
        literals.ReadCode(isHole: false);
        return literals._found;
    }

    // Up to the end of the file, or of the brace that an interpolation opened.
    private void ReadCode(bool isHole)
    {
        for (var depth = 0; _at < _source.Length;)
        {
            var here = _source[_at];
            if (Is("//"))
                _at = EndOf("\n", _at);
            else if (Is("/*"))
                _at = EndOf("*/", _at) + 2;
            else if (here == '\'')
                SkipCharacter();
            else if (IsLiteral())
                ReadLiteral();
            else if (isHole && here == '}' && depth-- == 0)
                return;
            else
            {
                depth += here is '{' ? 1 : 0;
                _at++;
            }
        }
    }

    private bool Is(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;

    private int EndOf(string mark, int from) => _source.IndexOf(mark, from, System.StringComparison.Ordinal) is >= 0 and var end ? end : _source.Length;

    private void SkipCharacter()
    {
        var length = _at + 1 < _source.Length && _source[_at + 1] == '\\' ? EndOf("'", _at + 3) - _at + 1 : 3;
        _at += _at + length <= _source.Length && _source[_at + length - 1] == '\'' ? length : 1;
    }

    private bool IsLiteral()
    {
        var at = _at;
        while (at < _source.Length && _source[at] is '$' or '@')
            at++;
        return at < _source.Length && _source[at] == '"';
    }

    private void ReadLiteral()
    {
        var (dollars, isVerbatim, line) = (0, false, Line(_at));
        for (; _source[_at] != '"'; _at++)
        {
            dollars += _source[_at] == '$' ? 1 : 0;
            isVerbatim |= _source[_at] == '@';
        }

        var quotes = Run('"');
        if (quotes == 2)
        {
            _at += 2;
            return;
        }

        var isRaw = quotes >= 3;
        _at += isRaw ? quotes : 1;
        var text = new StringBuilder();
        while (_at < _source.Length && !Ends(isRaw ? quotes : 1, isRaw, isVerbatim))
            ReadPart(text, dollars, isRaw, isVerbatim);
        _at += isRaw ? quotes : 1;
        _found.Add((line, text.ToString()));
    }

    private bool Ends(int quotes, bool isRaw, bool isVerbatim) =>
        _source[_at] == '"' && (isRaw ? Run('"') == quotes : !isVerbatim || Run('"') % 2 == 1);

    private void ReadPart(StringBuilder text, int dollars, bool isRaw, bool isVerbatim)
    {
        var here = _source[_at];
        if (here == '{' && dollars > 0 && (isRaw ? Run('{') >= dollars : Run('{') % 2 == 1))
        {
            var braces = isRaw ? dollars : 1;
            _at += isRaw ? Run('{') : 1;
            ReadCode(isHole: true);
            _at += braces;
            text.Append('…');
        }
        else if (!isRaw && ((here == '\\' && !isVerbatim) || (here == '"' && isVerbatim) || (here is '{' or '}' && dollars > 0)))
        {
            text.Append(here == '\\' ? Escaped(_source[_at + 1]) : here);
            _at += 2;
        }
        else
        {
            text.Append(here);
            _at++;
        }
    }

    private static char Escaped(char sign) => sign is 'n' or 't' or 'r' ? ' ' : sign;

    private int Run(char sign)
    {
        var end = _at;
        while (end < _source.Length && _source[end] == sign)
            end++;
        return end - _at;
    }

    private int Line(int at)
    {
        var line = 1;
        for (var i = 0; i < at; i++)
            line += _source[i] == '\n' ? 1 : 0;
        return line;
    }
}
