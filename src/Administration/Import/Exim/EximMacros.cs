using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Macros: NAME = text, put in wherever the name stands, be it within a word.</summary>
internal sealed class EximMacros
{
    private const int MaxMacros = 1000;
    private const int MaxLength = 1 << 20;
    private readonly List<Macro> _macros = [];

    /// <summary>How many characters of the line are a macro's name that it defines; 0 when it defines none.</summary>
    public static int DefinitionLength(string text)
    {
        // A macro's name begins with a capital letter, and no option's or condition's does.
        if (text.Length == 0 || text[0] is not (>= 'A' and <= 'Z'))
            return 0;
        var end = 0;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        return next < text.Length && text[next] == '=' ? end : 0;
    }

    /// <summary>True when the line is a definition. Its text has the macros put in already.</summary>
    public bool Define(LogicalLine line, string? doubt)
    {
        var end = DefinitionLength(line.Text);
        if (end == 0)
            return false;

        // "==" defines anew what is there already.
        var name = line.Text.Substring(0, end);
        var value = line.Text.Substring(end).Trim().TrimStart('=').Trim().Replace('\n', ' ');
        var place = _macros.FindIndex(macro => macro.Name.Equals(name, StringComparison.Ordinal));
        if (place >= 0)
            _macros[place] = new Macro(name, value, doubt);
        else if (_macros.Count < MaxMacros)
            _macros.Add(new Macro(name, value, doubt));
        return true;
    }

    /// <summary>True when a macro stands in the text.</summary>
    public bool Names(string text, out string? doubt)
    {
        doubt = null;
        foreach (var macro in _macros)
        {
            if (text.IndexOf(macro.Name, StringComparison.Ordinal) < 0)
                continue;
            doubt = macro.Doubt;
            return true;
        }

        return false;
    }

    // A text that would grow beyond bounds keeps its macros' names, which are no domains and are refused as such.
    public string Apply(string text, out string? doubt)
    {
        doubt = null;
        foreach (var macro in _macros)
        {
            var count = Count(text, macro.Name);
            if (count == 0)
                continue;
            var growth = (long)count * macro.Value.Length;
            if (text.Length + growth > MaxLength)
                break;
            text = text.Replace(macro.Name, macro.Value);
            doubt ??= macro.Doubt;
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

    private readonly struct Macro
    {
        public Macro(string name, string value, string? doubt)
        {
            Name = name;
            Value = value;
            Doubt = doubt;
        }

        public string Name { get; }

        public string Value { get; }

        public string? Doubt { get; }
    }
}
