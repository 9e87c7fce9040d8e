using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// Puts parameters into a value (postconf(5)): $name, ${name}, $(name), ${name?text}, ${name:text}, ${name?{text}:{text}},
/// ${{a} == {b} ? {text} : {text}}, $$.
/// </summary>
internal sealed class MainExpansion
{
    private const int MaxDepth = 12;
    private const int MaxWork = 1 << 24;
    private readonly Func<string, string?> _lookUp;
    private readonly List<DroppedText> _dropped = [];
    private int _work;

    public MainExpansion(Func<string, string?> lookUp) => _lookUp = lookUp;

    public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>Texts whose condition does not hold, as they are written.</summary>
    public IReadOnlyList<DroppedText> Dropped => _dropped;

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
            return Substitute(MainReference.Read(Balanced.Read(text, ref i)), depth);
        var start = i;
        while (i < text.Length && MainReference.IsNameCharacter(text[i]))
            i++;
        return i == start ? "$" : Substitute(MainReference.Read(text.Substring(start, i - start)), depth);
    }

    private string Substitute(MainReference reference, int depth)
    {
        if (reference.IsConditional)
        {
            var holds = reference.Comparison is { } comparison ? comparison.Holds(side => Expand(side, depth + 1)) : IsSet(reference.Name);
            if ((holds ? reference.Otherwise : reference.Then) is { } dropped && !string.IsNullOrWhiteSpace(dropped))
                _dropped.Add(new DroppedText(dropped.Trim(), reference.Condition, holds));
            return Expand((holds ? reference.Then : reference.Otherwise) ?? "", depth + 1);
        }

        if (_lookUp(reference.Name) is { } value)
            return Expand(value, depth + 1).Replace('\n', ' ').Trim();

        // Left standing, for nothing at all would make the next word its restriction's argument.
        Missing.Add(reference.Name);
        return "$" + reference.Name;
    }

    private bool IsSet(string name) => !string.IsNullOrWhiteSpace(_lookUp(name) ?? MainDefaults.SetByPostfix(name));
}

/// <summary>A text that a condition keeps out, what the condition is about, and whether it holds.</summary>
internal sealed record DroppedText(string Text, string Condition, bool Holds);
