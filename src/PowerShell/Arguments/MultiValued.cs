using System;
using System.Collections;
using System.Collections.Generic;

namespace IpBlock.PowerShell.Arguments;

/// <summary>A value for a property with many: a list that takes the old one's place, or, as in Exchange, a hashtable <c>@{Add=…; Remove=…}</c>.</summary>
internal sealed class MultiValued
{
    private readonly bool _replaces;
    private readonly IReadOnlyList<string> _add;
    private readonly IReadOnlyList<string> _remove;

    private MultiValued(bool replaces, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        _replaces = replaces;
        _add = add;
        _remove = remove;
    }

    /// <summary>False for an empty list. Of an object that came through the pipeline, such as Exchange's configuration, that says nothing: it names every property it has.</summary>
    public bool SaysSomething => _add.Count > 0 || _remove.Count > 0;

    /// <summary>Reads what was given: null, one value, a list, or a hashtable.</summary>
    /// <exception cref="ArgumentException">The hashtable has other keys than Add and Remove.</exception>
    public static MultiValued Read(object? value)
    {
        if (value is not IDictionary table)
            return new MultiValued(true, Texts(value), []);
        IReadOnlyList<string> add = [];
        IReadOnlyList<string> remove = [];
        foreach (DictionaryEntry entry in table)
        {
            var key = entry.Key.ToString() ?? "";
            if (string.Equals(key, "Add", StringComparison.OrdinalIgnoreCase))
                add = Texts(entry.Value);
            else if (string.Equals(key, "Remove", StringComparison.OrdinalIgnoreCase))
                remove = Texts(entry.Value);
            else
                throw new ArgumentException($"'{key}' is neither Add nor Remove; write @{{Add='…'; Remove='…'}}, or a list that replaces the old one.", nameof(value));
        }

        return new MultiValued(false, add, remove);
    }

    /// <summary>The new list: without doubles, case aside, in the order of the old one.</summary>
    public IReadOnlyList<string> ApplyTo(IReadOnlyList<string> before)
    {
        var unwanted = new HashSet<string>(_remove, StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var after = new List<string>();
        foreach (var list in _replaces ? [_add] : new[] { before, _add })
        {
            foreach (var text in list)
            {
                if (!unwanted.Contains(text) && seen.Add(text))
                    after.Add(text);
            }
        }

        return after;
    }

    private static List<string> Texts(object? value)
    {
        var texts = new List<string>();
        if (value is null)
            return texts;
        foreach (var element in value is IEnumerable list and not string ? list : new[] { value })
        {
            if (element?.ToString()?.Trim() is { Length: > 0 } text)
                texts.Add(text);
        }

        return texts;
    }
}
