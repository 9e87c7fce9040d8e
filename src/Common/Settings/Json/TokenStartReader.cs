using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json;

namespace IpBlock.Settings.Json;

/// <summary>
/// Newtonsoft notes where a token ends; a person looks for where it begins. It also lets a property stand twice in an object, and the last one
/// wins in silence: here the repetitions are noted.
/// </summary>
internal sealed class TokenStartReader : JsonTextReader, IJsonLineInfo
{
    private readonly string _text;
    private readonly List<int> _lineStarts = [0];
    private readonly Stack<HashSet<string>> _namesInScope = new();
    private readonly List<Repetition> _repetitions = [];
    private int _line;
    private int _column;

    public TokenStartReader(string text)
        : base(new StringReader(text))
    {
        _text = text;
        DateParseHandling = DateParseHandling.None;
        for (var i = 0; i < text.Length; i++)
        {
            // Newtonsoft counts \r\n, \n and a lone \r as line ends
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
        }
    }

    /// <summary>The properties that stood in their object before.</summary>
    public IReadOnlyList<Repetition> Repetitions => _repetitions;

    /// <summary>How far the reader has come: where an error is.</summary>
    public (int Line, int Column) Here => (Math.Max(LineNumber, 1), LinePosition + 1);

    /// <summary>Where the token begins that was read last, or could not be read.</summary>
    public (int Line, int Column) TokenStart => (_line, _column);

    int IJsonLineInfo.LineNumber => _line;

    int IJsonLineInfo.LinePosition => _column;

    bool IJsonLineInfo.HasLineInfo() => true;

    public override bool Read()
    {
        SeekNextToken();
        if (!base.Read())
            return false;
        NoteNames();
        return true;
    }

    private void SeekNextToken()
    {
        var line = Math.Max(LineNumber, 1);
        var at = _lineStarts[Math.Min(line, _lineStarts.Count) - 1] + LinePosition;
        while (at < _text.Length && (char.IsWhiteSpace(_text[at]) || _text[at] is ',' or ':'))
            at++;
        while (line < _lineStarts.Count && _lineStarts[line] <= at)
            line++;
        _line = line;
        _column = at - _lineStarts[line - 1] + 1;
    }

    private void NoteNames()
    {
        switch (TokenType)
        {
            case JsonToken.StartObject:
                _namesInScope.Push(new HashSet<string>(StringComparer.Ordinal));
                break;
            case JsonToken.EndObject:
                _namesInScope.Pop();
                break;
            case JsonToken.PropertyName when !_namesInScope.Peek().Add((string)Value!):
                _repetitions.Add(new Repetition(Path, _line, _column));
                break;
        }
    }
}

/// <summary>A property that stood in its object before.</summary>
internal readonly record struct Repetition(string Path, int Line, int Column);
