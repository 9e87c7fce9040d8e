using System;

namespace IpBlock.Administration.History;

/// <summary>A property of the settings by its name, and not by its number in a list, which any other change may shift.</summary>
/// <param name="List">The list in which it stands, such as <c>blockProviders</c>; null for a general setting.</param>
/// <param name="Key">The name or the address of the element; null for the order of the list.</param>
/// <param name="Member">The property; null for the whole element.</param>
internal readonly record struct PropertyPlace(string? List, string? Key, string? Member)
{
    /// <summary>True when a change of one may be a change of the other.</summary>
    public bool Overlaps(PropertyPlace other) =>
        string.Equals(List, other.List, StringComparison.Ordinal) && string.Equals(Key, other.Key, StringComparison.OrdinalIgnoreCase)
        && (Member is null || other.Member is null || string.Equals(Member, other.Member, StringComparison.Ordinal));

    /// <summary><c>dns.servers</c>, <c>blockProviders[Zen].statusCode</c>, <c>blockList[192.0.2.1]</c> or <c>blockProviders (order)</c>.</summary>
    public override string ToString() => (List, Key, Member) switch
    {
        (null, _, _) => Member ?? "",
        (_, null, _) => List + " (order)",
        (_, _, null) => $"{List}[{Key}]",
        _ => $"{List}[{Key}].{Member}",
    };
}
