using System;
using System.Text;

namespace IpBlock.Administration.Import.Rspamd;

/// <summary>Words, quotes and comments of UCL, and the line they stand on.</summary>
internal sealed class UclScanner
{
    private readonly string _text;
    private int _position;

    public UclScanner(string text) => _text = text;

    public int Line { get; private set; } = 1;

    public bool IsAtEnd => _position >= _text.Length;

    public char Peek => IsAtEnd ? '\0' : _text[_position];

    /// <summary>Rspamd runs its files through a template engine first.</summary>
    public bool IsTemplate => Starts("{%") || Starts("{{") || Starts("{=") || Starts("{#");

    /// <summary>rspamadm configdump writes <c>*** Section rbl ***</c>.</summary>
    public bool IsBanner => Starts("***");

    public bool Take(char c)
    {
        if (IsAtEnd || _text[_position] != c)
            return false;
        Advance();
        return true;
    }

    public void SkipBlanks() => Skip(static c => char.IsWhiteSpace(c));

    public void SkipSeparators() => Skip(static c => char.IsWhiteSpace(c) || c is ';' or ',');

    /// <summary>Goes over what may stand between a name and its value; true when there was an equals sign or a colon.</summary>
    public bool TakeAssignment()
    {
        SkipBlanks();
        var isThere = Take('=') || Take(':');
        SkipBlanks();
        return isThere;
    }

    /// <summary>The rest of the line, at least one character of it.</summary>
    public string TakeLine()
    {
        var start = _position;
        while (!IsAtEnd && _text[_position] != '\n')
            Advance();
        return _text.Substring(start, _position - start).TrimEnd();
    }

    /// <summary>A template up to the sign that ends it, which may stand some lines below; the rest of the line where there is none.</summary>
    public string TakeTemplate()
    {
        var end = _text.IndexOf(_text[_position + 1] == '{' ? "}}" : _text[_position + 1] + "}", _position + 2, StringComparison.Ordinal);
        if (end < 0)
            return TakeLine();
        var start = _position;
        while (_position < end + 2)
            Advance();
        return _text.Substring(start, _position - start);
    }

    public string TakeKey()
    {
        var start = _position;
        while (!IsAtEnd && (char.IsLetterOrDigit(Peek) || Peek is '_' or '-' or '.' or '/' or '$' or '%' or '*' or '+'))
            Advance();
        return _text.Substring(start, _position - start);
    }

    public string TakeBare()
    {
        var start = _position;
        while (!IsAtEnd && Peek is not (';' or ',' or '\n' or '\r' or '}' or ']' or '{' or '[') && !Starts("/*") && !(Peek == '#' && char.IsWhiteSpace(_text[_position - 1])))
            Advance();
        if (_position == start)
            Advance();
        return _text.Substring(start, _position - start).Trim();
    }

    /// <summary>Null when the closing mark is missing.</summary>
    public string? TakeQuoted()
    {
        var quote = Peek;
        Advance();
        var result = new StringBuilder();
        while (!IsAtEnd && Peek != quote)
        {
            if (Peek == '\\' && quote == '"')
                Advance();
            if (IsAtEnd)
                break;
            result.Append(Peek);
            Advance();
        }

        return Take(quote) ? result.ToString() : null;
    }

    private void Skip(Func<char, bool> isSkipped)
    {
        while (!IsAtEnd)
        {
            if (Peek == '#')
                TakeLine();
            else if (Starts("/*"))
                SkipComment();
            else if (isSkipped(Peek))
                Advance();
            else
                break;
        }
    }

    // UCL's comments nest.
    private void SkipComment()
    {
        var depth = 0;
        do
        {
            var isEdge = Starts("/*") || Starts("*/");
            depth += Starts("/*") ? 1 : Starts("*/") ? -1 : 0;
            Advance();
            if (isEdge)
                Advance();
        }
        while (depth > 0 && !IsAtEnd);
    }

    private bool Starts(string text) => string.CompareOrdinal(_text, _position, text, 0, text.Length) == 0;

    private void Advance()
    {
        if (IsAtEnd)
            return;
        Line += _text[_position] == '\n' ? 1 : 0;
        _position++;
    }
}
