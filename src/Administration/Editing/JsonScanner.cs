using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>
/// Finds where the values of a file stand. It reads only what the settings reader took before, so it need not notice mistakes; but it must take all that
/// Newtonsoft takes: single quotes, names without quotes, a comma behind the last element.
/// </summary>
internal sealed class JsonScanner
{
    private readonly string _text;
    private int _at;

    private JsonScanner(string text) => _text = text;

    public static JsonNode Scan(string text)
    {
        var scanner = new JsonScanner(text);
        scanner.Skip();
        return scanner.ReadValue(null, null, scanner._at);
    }

    /// <summary>What the text of a string or a bare value means; null for null.</summary>
    public static object? ValueOf(string literal)
    {
        using var reader = new JsonTextReader(new StringReader(literal)) { DateParseHandling = DateParseHandling.None };
        reader.Read();
        return reader.Value;
    }

    /// <summary>The text of one value as a tree. A date stays the text it is.</summary>
    public static JToken TokenOf(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        var token = JToken.Load(reader);
        return reader.Read() ? throw new JsonReaderException("Additional text") : token;
    }

    private JsonNode ReadValue(JsonNode? parent, string? name, int itemStart)
    {
        var node = new JsonNode(parent, name, itemStart, _at) { IsObject = _text[_at] == '{' };
        if (node.IsObject || _text[_at] == '[')
            ReadItems(node);
        else
            SkipScalar();
        node.End = _at;
        return node;
    }

    private void ReadItems(JsonNode node)
    {
        var items = new List<JsonNode>();
        node.Items = items;
        var end = node.IsObject ? '}' : ']';
        _at++;
        for (Skip(); _text[_at] != end; Skip())
            items.Add(node.IsObject ? ReadMember(node) : ReadValue(node, null, _at));
        _at++;
    }

    private JsonNode ReadMember(JsonNode owner)
    {
        var start = _at;
        var quoted = _text[_at] is '"' or '\'';
        SkipScalar();
        var name = _text.Substring(start, _at - start);
        Skip();
        return ReadValue(owner, quoted ? (string)ValueOf(name)! : name, start);
    }

    private void SkipScalar()
    {
        var quote = _text[_at];
        if (quote is not ('"' or '\''))
        {
            while (_at < _text.Length && !EndsBareValue(_text[_at]))
                _at++;
            return;
        }

        for (_at++; _text[_at] != quote; _at++)
        {
            if (_text[_at] == '\\')
                _at++;
        }

        _at++;
    }

    private void Skip()
    {
        while ((_at = JsonTrivia.Skip(_text, _at)) < _text.Length && _text[_at] is ',' or ':')
            _at++;
    }

    private static bool EndsBareValue(char c) => c is ',' or ':' or ']' or '}' or '/' || JsonTrivia.IsBlank(c);
}
