using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.History;

namespace IpBlock.Manager.Pages.History;

/// <summary>What differs between two versions of the settings, as somebody may see it.</summary>
public sealed class ShownDifference
{
    private static readonly string[] OfRecipients = ["exceptions.recipients", "recipientPolicies"];
    private readonly SettingsDifference _difference;

    /// <param name="difference">What differs.</param>
    /// <param name="hidesRecipients">True for a viewer who does not see recipients.</param>
    public ShownDifference(SettingsDifference difference, bool hidesRecipients)
    {
        _difference = difference;
        Changes = hidesRecipients ? [.. difference.Changes.Where(static change => !IsOfRecipients(change))] : difference.Changes;
    }

    /// <summary>The properties that may be shown.</summary>
    public IReadOnlyList<PropertyChange> Changes { get; }

    /// <summary>How many others there are.</summary>
    public int Hidden => _difference.Changes.Count - Changes.Count;

    /// <summary>What is to be said instead of properties; null when there are some.</summary>
    public string? Words => _difference.Changes.Count == 0 ? Components.Wordings.Sentence(_difference.Summary) : null;

    /// <summary>The first properties in words, and how many more there are.</summary>
    /// <param name="count">How many at most.</param>
    public IEnumerable<string> Lines(int count)
    {
        if (Words is { } words)
            return [words];
        var rest = _difference.Changes.Count - Math.Min(count, Changes.Count);
        return [.. Changes.Take(count).Select(static change => change.ToString()), .. rest > 0 ? [More(rest)] : Array.Empty<string>()];
    }

    private string More(int rest) => Hidden > 0 && rest == Hidden ? $"{rest} about recipients, which are hidden from your role" : $"and {rest} more";

    private static bool IsOfRecipients(PropertyChange change) => Array.Exists(OfRecipients, path => change.Path.StartsWith(path, StringComparison.Ordinal));
}
