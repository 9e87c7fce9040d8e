using System;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>How a file is written: its line ends and its step of indentation. New text follows it.</summary>
internal sealed class JsonStyle
{
    public static readonly JsonStyle Default = new("\n", "  ");

    private JsonStyle(string lineEnd, string step)
    {
        LineEnd = lineEnd;
        Step = step;
    }

    public string LineEnd { get; }

    public string Step { get; }

    public static JsonStyle Of(string text, JsonNode root)
    {
        var lineFeed = text.IndexOf('\n');
        var lineEnd = lineFeed > 0 && text[lineFeed - 1] == '\r' ? "\r\n" : "\n";
        var step = root.Items!.Count > 0 ? IndentAt(text, root.Items[0].ItemStart) : "";
        return new JsonStyle(lineEnd, step.Length == 0 ? "  " : step);
    }

    /// <summary>The blanks at the beginning of the line in which a place is.</summary>
    public static string IndentAt(string text, int at)
    {
        var start = at;
        while (start > 0 && !JsonTrivia.IsLineEnd(text[start - 1]))
            start--;
        var end = start;
        while (end < at && JsonTrivia.IsBlank(text[end]))
            end++;
        return text.Substring(start, end - start);
    }

    /// <summary>A value on one line.</summary>
    public static string WriteInline(JToken value)
    {
        if (value is not JContainer { } container)
            return WriteScalar(value);
        var text = new StringBuilder();
        foreach (var item in container.Children())
            text.Append(text.Length == 0 ? "" : ", ").Append(item is JProperty member ? Quote(member.Name) + ": " + WriteInline(member.Value) : WriteInline(item));
        var (open, close) = value is JObject ? ("{", "}") : ("[", "]");
        return text.Length == 0 ? open + close : open + " " + text + " " + close;
    }

    /// <summary>A value in which each member and each object of a list has a line of its own; lists of plain values stand on one.</summary>
    public string Write(JToken value, string indent)
    {
        if (value is not JContainer { HasValues: true } container || (value is JArray list && IsPlain(list)))
            return WriteInline(value);
        var inner = indent + Step;
        var text = new StringBuilder();
        foreach (var item in container.Children())
        {
            text.Append(text.Length == 0 ? "" : ",").Append(LineEnd).Append(inner)
                .Append(item is JProperty member ? Quote(member.Name) + ": " + Write(member.Value, inner) : Write(item, inner));
        }

        var (open, close) = value is JObject ? ('{', '}') : ('[', ']');
        return open + text.ToString() + LineEnd + indent + close;
    }

    public static string Quote(string text) => JsonConvert.ToString(text);

    private static bool IsPlain(JArray list)
    {
        foreach (var element in list)
        {
            if (element is JContainer or JRaw)
                return false;
        }

        return true;
    }

    private static string WriteScalar(JToken value) => value.Type switch
    {
        JTokenType.Raw => value.ToString(),
        JTokenType.String => Quote((string)value!),
        _ => value.ToString(Formatting.None, Array.Empty<JsonConverter>()),
    };
}
