using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IpBlock.Administration.Import.Rspamd;

/// <summary>
/// A Lua pattern for an IPv4 address as a return code pattern: each of its four octets is tried with every number. Rspamd anchors it at both ends.
/// </summary>
internal static class LuaPattern
{
    private const int MaxLength = 200;

    /// <summary>Null when it is no pattern of four octets, or one that IpBlock cannot say.</summary>
    public static string? ToReturnCodes(string pattern)
    {
        var text = pattern.StartsWith("^", StringComparison.Ordinal) ? pattern.Substring(1) : pattern;
        if (text.EndsWith("$", StringComparison.Ordinal) && !text.EndsWith("%$", StringComparison.Ordinal))
            text = text.Substring(0, text.Length - 1);
        if (text.Length > MaxLength || Octets(text) is not { } octets)
            return null;
        var codes = new string[4];
        for (var i = 0; i < codes.Length; i++)
        {
            if (Numbers(octets[i]) is not { } numbers)
                return null;
            codes[i] = numbers;
        }

        return string.Join(".", codes);
    }

    // A dot stands for any character, and in an address only the dot itself is in its place.
    private static string[]? Octets(string text)
    {
        var octets = new List<string>();
        var current = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (ReadItem(text, ref i) is not { } item)
                return null;
            if (item is "." or "\\.")
            {
                octets.Add(current.ToString());
                current.Clear();
            }
            else
            {
                current.Append(item);
            }
        }

        octets.Add(current.ToString());
        return octets.Count == 4 ? [.. octets] : null;
    }

    /// <summary>One character, class, set or quantifier as a regular expression has it.</summary>
    private static string? ReadItem(string text, ref int i)
    {
        var c = text[i++];
        switch (c)
        {
            case '%':
                return i < text.Length && Class(text[i++]) is { } inner ? (inner[0] == '\\' ? inner : "[" + inner + "]") : null;
            case '[':
                return ReadSet(text, ref i);
            case '-':
                return "*?";
            case '+' or '*' or '?' or '.':
                return c.ToString();
            case '(' or ')' or ']' or '^' or '$':
                return null;
            default:
                return Regex.Escape(c.ToString());
        }
    }

    private static string? ReadSet(string text, ref int i)
    {
        var set = new StringBuilder("[");
        if (i < text.Length && text[i] == '^')
        {
            set.Append('^');
            i++;
        }

        for (var first = true; i < text.Length; first = false)
        {
            var c = text[i++];
            if (c == ']' && !first)
                return set.Append(']').ToString();
            var inner = c != '%' ? null : i < text.Length ? Class(text[i++]) : null;
            if (c == '%' && inner is null)
                return null;
            if (inner is not null)
                set.Append(inner);
            else
                set.Append(c == '-' && !first && i < text.Length && text[i] != ']' ? "-" : c is '\\' or '[' or ']' or '^' or '-' ? "\\" + c : c.ToString());
        }

        return null;
    }

    // %b, %f, back references and classes in capitals are more than an octet needs.
    private static string? Class(char c) => c switch
    {
        'd' => "0-9",
        'x' => "0-9A-Fa-f",
        'a' => "A-Za-z",
        'l' => "a-z",
        'u' => "A-Z",
        'w' => "0-9A-Za-z",
        's' => "\\s",
        _ => char.IsLetterOrDigit(c) ? null : "\\" + c,
    };

    private static string? Numbers(string octet)
    {
        Regex expression;
        try
        {
            expression = new Regex("\\A(?:" + octet + ")\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            return null;
        }

        var ranges = new List<string>();
        var count = 0;
        for (var first = 0; first <= 255; first++)
        {
            var last = first;
            while (last <= 255 && expression.IsMatch(last.ToString(CultureInfo.InvariantCulture)))
                last++;
            if (last == first)
                continue;
            count += last - first;
            ranges.Add(last - 1 == first ? Text(first) : Text(first) + ".." + Text(last - 1));
            first = last;
        }

        return count == 0 ? null : count == 1 ? ranges[0] : "[" + string.Join(";", ranges) + "]";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
