using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>Reads what Export-Csv writes, with comma, semicolon or tab, and with or without the line that names the type.</summary>
internal sealed class CsvObjects
{
    private readonly string _text;
    private readonly char _separator;
    private int _position;
    private int _line;

    private CsvObjects(string text, int position, int line, char separator)
    {
        _text = text;
        _position = position;
        _line = line;
        _separator = separator;
    }

    public static IReadOnlyList<ExchangeObject> Read(string text, PlanBuilder plan)
    {
        var (typeName, start) = ReadTypeLine(text);
        var reader = new CsvObjects(text, start, start > 0 ? 2 : 1, SeparatorOf(text, start));
        var objects = new List<ExchangeObject>();
        if (reader.ReadRow() is not { } header)
            return objects;
        for (var line = reader._line; reader.ReadRow() is { } row; line = reader._line)
        {
            if (row.Count is 1 && row[0].Length is 0)
                continue;
            if (row.Count > header.Count)
                plan.Refuse("the row", line, "it has more columns than the header");
            else
                objects.Add(MakeObject(header, row, line, typeName));
        }

        return objects;
    }

    private static ExchangeObject MakeObject(List<string> header, List<string> row, int line, string typeName)
    {
        var result = new ExchangeObject(line, typeName);
        for (var i = 0; i < row.Count; i++)
            result.Set(header[i].Trim(), ExchangeValue.Of(row[i]));
        return result;
    }

    private static (string TypeName, int Start) ReadTypeLine(string text)
    {
        if (!text.StartsWith("#TYPE ", StringComparison.Ordinal))
            return ("", 0);
        var end = text.IndexOf('\n');
        return end < 0 ? (text, text.Length) : (text.Substring(0, end), end + 1);
    }

    private static char SeparatorOf(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        var header = text.Substring(start, (end < 0 ? text.Length : end) - start);
        foreach (var separator in new[] { ',', ';', '\t' })
        {
            if (header.IndexOf(separator) >= 0)
                return separator;
        }

        return ',';
    }

    private List<string>? ReadRow()
    {
        if (_position >= _text.Length)
            return null;
        var row = new List<string>();
        do
            row.Add(ReadCell());
        while (Take(_separator));
        if (!Take('\r') || Peek('\n'))
            Take('\n');
        _line++;
        return row;
    }

    private string ReadCell()
    {
        var cell = new StringBuilder();
        if (Take('"'))
            ReadQuoted(cell);
        while (_position < _text.Length && _text[_position] != _separator && _text[_position] is not ('\r' or '\n'))
            cell.Append(_text[_position++]);
        return cell.ToString();
    }

    // A doubled quotation mark stands for one.
    private void ReadQuoted(StringBuilder cell)
    {
        while (_position < _text.Length)
        {
            var c = _text[_position++];
            if (c == '"' && !Take('"'))
                return;
            _line += c == '\n' ? 1 : 0;
            cell.Append(c);
        }
    }

    private bool Peek(char c) => _position < _text.Length && _text[_position] == c;

    private bool Take(char c)
    {
        if (!Peek(c))
            return false;
        _position++;
        return true;
    }
}
