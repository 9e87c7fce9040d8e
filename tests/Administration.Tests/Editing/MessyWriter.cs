using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>Writes JSON as no program would: comments anywhere, every habit of indentation, quotes of both kinds, commas behind the last element.</summary>
internal sealed class MessyWriter
{
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly string _lineEnd;
    private readonly int _comments;
    private int _number;

    private MessyWriter(Random random)
    {
        _random = random;
        _lineEnd = random.Next(3) == 0 ? "\r\n" : "\n";
        _comments = random.Next(3) == 0 ? 0 : random.Next(2, 12);
    }

    public static string Write(JToken value, Random random)
    {
        var writer = new MessyWriter(random);
        writer.Blank("");
        writer.Value(value, "");
        writer.Blank("");
        return writer._text.ToString();
    }

    private void Value(JToken value, string indent)
    {
        if (value is JObject members)
            Container('{', '}', members.Properties().Select(member => (Action<string>)(inner => Member(member, inner))).ToList(), indent);
        else if (value is JArray list)
            Container('[', ']', list.Select(element => (Action<string>)(inner => Value(element, inner))).ToList(), indent);
        else
            _text.Append(Scalar((JValue)value));
    }

    private void Container(char open, char close, List<Action<string>> items, string indent)
    {
        var inner = indent + (_random.Next(3) == 0 ? "\t" : "   ");
        var inline = _random.Next(3) == 0;
        _text.Append(open);
        Gap(inline, inner);
        for (var i = 0; i < items.Count; i++)
        {
            items[i](inner);
            if (i == items.Count - 1 && _random.Next(4) > 0)
                break;
            Blank("");
            _text.Append(',');
            Gap(inline && _random.Next(10) > 0, inner);
        }

        Gap(inline, indent);
        _text.Append(close);
    }

    private void Member(JProperty member, string indent)
    {
        _text.Append(_random.Next(5) switch { 0 => member.Name, 1 => "'" + member.Name + "'", _ => '"' + member.Name + '"' });

        // Newtonsoft.Json 13 takes a blank there, but no comment.
        _text.Append(_random.Next(4) == 0 ? " :" : ":");
        Blank(" ");
        Value(member.Value, indent);
    }

    private string Scalar(JValue value)
    {
        var text = value.ToString(Formatting.None);
        return value.Type == JTokenType.String && _random.Next(6) == 0 ? JsonConvert.ToString((string)value!, '\'') : text;
    }

    private void Gap(bool inline, string indent)
    {
        Blank(inline ? _random.Next(3) == 0 ? "" : " " : _lineEnd + indent);
        if (!inline && _random.Next(6) == 0)
            Blank(_lineEnd + _lineEnd + indent);
    }

    // Now and then a comment; one that ends with the line must be followed by a line end.
    private void Blank(string blank)
    {
        if (_comments > 0 && _random.Next(_comments) == 0)
        {
            var name = (++_number).ToString(CultureInfo.InvariantCulture);
            _text.Append(_random.Next(3) switch
            {
                0 => $" // <{name}> [\"{{,{_lineEnd}",
                1 => $" /* <{name}>{_lineEnd} // }}] ' */",
                _ => $"/*<{name}>*/",
            });
        }

        _text.Append(blank);
    }
}
