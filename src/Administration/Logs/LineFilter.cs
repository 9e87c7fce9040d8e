using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Logs;

/// <summary>
/// Texts of which a line must hold each, as it stands in the file, to be worth taking apart. It lets by more than is wanted, never less: what is
/// quoted in a field is only looked for as far as
/// it stands there as it is.
/// </summary>
internal sealed class LineFilter
{
    private readonly List<string> _texts = [];
    private string[] _oneOf = [];

    private bool _isShut;

    /// <summary>Every line.</summary>
    public static LineFilter All { get; } = new();

    /// <summary>No line, for who wants only what stands between the decisions.</summary>
    public static LineFilter None { get; } = new() { _isShut = true };

    /// <summary>A filter for lines that hold all of these; null and empty ones are left out.</summary>
    public static LineFilter For(params string?[] texts)
    {
        var filter = new LineFilter();
        foreach (var text in texts)
        {
            // A quote stands twice in the file, and what is not ASCII as a question mark.
            if (text is { Length: > 0 } && Array.TrueForAll(text.ToCharArray(), static c => c is >= ' ' and <= '~' and not '"'))
                filter._texts.Add(text);
        }

        return filter;
    }

    /// <summary>The same, of which a line must hold one of these texts as well.</summary>
    public LineFilter WithOneOf(params string[] texts)
    {
        _oneOf = texts;
        return this;
    }

    public bool IsWanted(string line)
    {
        if (_isShut || (_oneOf.Length > 0 && !Array.Exists(_oneOf, text => line.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0)))
            return false;
        foreach (var text in _texts)
        {
            if (line.IndexOf(text, StringComparison.OrdinalIgnoreCase) < 0)
                return false;
        }

        return true;
    }
}
