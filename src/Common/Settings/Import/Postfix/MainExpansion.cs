using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Settings.Import.Postfix;

/// <summary>Puts parameters into a value: $name, ${name}, $(name), ${name?text}, ${name:text}, $$.</summary>
internal sealed class MainExpansion
{
    private const int MaxDepth = 12;
    private const int MaxWork = 1 << 24;
    private readonly Func<string, string?> _lookUp;
    private int _work;

    public MainExpansion(Func<string, string?> lookUp) => _lookUp = lookUp;

    public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);

    public bool IsTooLarge { get; private set; }

    public string Expand(string text) => Expand(text, 0);

    private string Expand(string text, int depth)
    {
        var result = new StringBuilder();

        // Work is counted, not only the text that comes out: references to empty parameters double without growing.
        _work += text.Length + 1;
        IsTooLarge |= _work > MaxWork || depth > MaxDepth;
        for (var i = 0; i < text.Length && !IsTooLarge;)
        {
            if (text[i] != '$')
                result.Append(text[i++]);
            else
                result.Append(ReadReference(text, ref i, depth));
        }

        return IsTooLarge ? "" : result.ToString();
    }

    private string ReadReference(string text, ref int i, int depth)
    {
        var next = ++i < text.Length ? text[i] : '\0';
        if (next == '$')
        {
            i++;
            return "$";
        }

        if (next is '{' or '(')
            return Substitute(ReadBraces(text, ref i, next, next == '{' ? '}' : ')'), depth);
        var start = i;
        while (i < text.Length && IsNameCharacter(text[i]))
            i++;
        return i == start ? "$" : Substitute(text.Substring(start, i - start), depth);
    }

    private static string ReadBraces(string text, ref int i, char open, char close)
    {
        var start = ++i;
        for (var nesting = 1; i < text.Length; i++)
        {
            nesting += text[i] == open ? 1 : text[i] == close ? -1 : 0;
            if (nesting == 0)
                return text.Substring(start, i++ - start);
        }

        return text.Substring(start);
    }

    private string Substitute(string reference, int depth)
    {
        var end = 0;
        while (end < reference.Length && IsNameCharacter(reference[end]))
            end++;
        var name = reference.Substring(0, end);
        var rest = reference.Substring(end).TrimStart();
        var value = _lookUp(name);
        if (rest.Length > 0 && rest[0] is '?' or ':')
        {
            var isSet = !string.IsNullOrWhiteSpace(value);
            return Expand(isSet == (rest[0] == '?') ? rest.Substring(1).Trim('{', '}', ' ') : "", depth + 1);
        }

        if (value is null)
        {
            // Left standing, for nothing at all would make the next word its restriction's argument.
            Missing.Add(name);
            return "$" + name;
        }

        return Expand(value, depth + 1).Replace('\n', ' ').Trim();
    }

    private static bool IsNameCharacter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_';
}
