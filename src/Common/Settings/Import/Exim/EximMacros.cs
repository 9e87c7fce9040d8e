using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Import.Exim;

/// <summary>Macros: NAME = text, put in wherever the name stands, be it within a word.</summary>
internal sealed class EximMacros
{
    private const int MaxMacros = 1000;
    private const int MaxLength = 1 << 20;
    private readonly List<KeyValuePair<string, string>> _macros = [];

    /// <summary>True when the line is a definition. A macro's name begins with a capital letter, and no option's or condition's does.</summary>
    public bool Define(LogicalLine line)
    {
        var text = line.Text;
        if (text[0] is not (>= 'A' and <= 'Z'))
            return false;
        var end = 0;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        var rest = text.Substring(end).TrimStart();
        if (rest.Length == 0 || rest[0] != '=')
            return false;

        // "==" defines anew what is there already.
        var value = Apply(rest.TrimStart('=').Trim());
        _macros.RemoveAll(macro => macro.Key.Equals(text.Substring(0, end), StringComparison.Ordinal));
        if (_macros.Count < MaxMacros)
            _macros.Add(new KeyValuePair<string, string>(text.Substring(0, end), value.Replace('\n', ' ')));
        return true;
    }

    public LogicalLine Apply(LogicalLine line) => new(Apply(line.Text), line.Line);

    // A text that would grow beyond bounds keeps its macros' names, which are no domains and are refused as such.
    private string Apply(string text)
    {
        foreach (var macro in _macros)
        {
            var growth = (long)Count(text, macro.Key) * macro.Value.Length;
            if (growth > 0 && text.Length + growth > MaxLength)
                break;
            text = text.Replace(macro.Key, macro.Value);
        }

        return text;
    }

    private static int Count(string text, string name)
    {
        var count = 0;
        for (var i = text.IndexOf(name, StringComparison.Ordinal); i >= 0; i = text.IndexOf(name, i + name.Length, StringComparison.Ordinal))
            count++;
        return count;
    }
}
