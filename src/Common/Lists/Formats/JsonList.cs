using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IpBlock.Addresses;
using Newtonsoft.Json;

namespace IpBlock.Lists.Formats;

/// <summary>
/// JSON of any form, read as a stream (MISP's lists, the networks that clouds publish, ipverse). An entry is a text in an array, or the value of a
/// member that is named for addresses (<see cref="ColumnNames"/>), when it is written like an address or network.
/// </summary>
internal sealed class JsonList
{
    private const int MaxDepth = 64;
    private const string Accepted = "; write [\"192.0.2.0/24\"], or objects with a property such as ip, cidr or ip_prefix";
    private readonly JsonTextReader _reader;
    private readonly ListEntries _entries;
    private readonly Stack<bool> _arrays = new();
    private string _name = "";
    private string? _first;
    private bool _hasTexts;

    private JsonList(JsonTextReader reader, ListEntries entries) => (_reader, _entries) = (reader, entries);

    /// <summary>Reads to the end, or to where it is clear that nothing can be used. Returns the number of lines.</summary>
    public static int Read(Stream source, ListEntries entries)
    {
        using var reader = new JsonTextReader(new StreamReader(source, Encoding.UTF8))
        {
            DateParseHandling = DateParseHandling.None,
            MaxDepth = MaxDepth,
            SupportMultipleContent = true,
        };
        var lines = 0;
        try
        {
            new JsonList(reader, entries).Read(ref lines);
        }
        catch (JsonReaderException damage)
        {
            entries.Refusal ??= FormattableString.Invariant($"line {damage.LineNumber}: the JSON is damaged or incomplete ({Printable.Line(damage.Message)}); download it again");
        }

        return lines;
    }

    private void Read(ref int lines)
    {
        while (_entries.Refusal is null && _reader.Read())
        {
            lines = _reader.LineNumber;
            switch (_reader.TokenType)
            {
                case JsonToken.PropertyName:
                    Begin((string)_reader.Value!);
                    break;
                case JsonToken.StartObject or JsonToken.StartArray:
                    _arrays.Push(_reader.TokenType is JsonToken.StartArray);
                    _first = null;
                    break;
                case JsonToken.EndObject or JsonToken.EndArray:
                    _arrays.Pop();
                    _first = null;
                    break;
                case JsonToken.String:
                    Take((string)_reader.Value!);
                    break;
            }
        }

        if (_arrays.Count > 0)
            _entries.Refusal ??= FormattableString.Invariant($"line {lines}: the JSON is incomplete; download it again");
        else if (_hasTexts && _entries.IsEmpty)
            _entries.Refusal ??= "this JSON contains no address" + Accepted;
    }

    // nft -j takes ranges and networks apart, so that their parts would be taken for addresses.
    private void Begin(string name)
    {
        _name = name;
        if (_arrays.Count == 1 && name is "nftables")
            _entries.Refusal = "this is the output of nft -j; print the set without -j";
    }

    private void Take(string text)
    {
        var inArray = _arrays.Count == 0 || _arrays.Peek();
        _hasTexts = true;

        // MISP writes an address with a port as 192.0.2.1|25.
        var bar = text.IndexOf('|');
        text = bar < 0 ? text : text.Substring(0, bar);
        if (!LooksLikeAddress(text))
            return;
        if (!inArray && ColumnNames.IsFirst(_name))
            _first = text;
        else if (!inArray && ColumnNames.IsLast(_name) && _first is not null)
            Add(_first.Trim() + "-" + text.Trim());
        else if (inArray || ColumnNames.IsAddress(_name))
            Add(text);
    }

    private void Add(string text)
    {
        if (AddressEntry.Add(text, _entries) is { } reason)
            _entries.Bad(_reader.LineNumber, text, reason + Accepted);
    }

    // Versions, times and names are no entries, and no mistakes either.
    private static bool LooksLikeAddress(string text)
    {
        var (dots, colons) = (0, 0);
        foreach (var c in text)
        {
            dots += c == '.' ? 1 : 0;
            colons += c == ':' ? 1 : 0;
            if (!(c is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F' or '.' or ':' or '/' or '-' or ' '))
                return false;
        }

        return dots >= 3 || colons >= 2 && AddressRange.TryParse(text, out _) || colons >= 3;
    }
}
