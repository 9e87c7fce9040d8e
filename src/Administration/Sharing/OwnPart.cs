using System;
using IpBlock.Administration.History;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Sharing;

/// <summary>One part of the settings that is a server's own.</summary>
/// <param name="Path">The setting, the object or the list.</param>
/// <param name="Key">The element of the list, or <c>*</c> for each; null for a part that is in no list.</param>
/// <param name="Member">The property of the element; null with the key.</param>
internal sealed record OwnPart(string Path, string? Key = null, string? Member = null)
{
    private const string Each = "*";

    /// <summary>True when the settings have such a part.</summary>
    public bool IsKnown
    {
        get
        {
            var schema = SettingObject.Of(typeof(FilterSettings));
            SettingProperty? property = null;
            foreach (var name in Path.Split('.'))
            {
                if (property is { Kind: not null } or { IsList: true })
                    return false;
                property = (property is null ? schema : SettingObject.Of(property.Type)).Find(name);
                if (property is null)
                    return false;
            }

            return Member is null
                || (property is { Kind: null, IsList: true } && IsNamed(property) && SettingObject.Of(property.Type).Find(Member) is { Kind: not null, Name: not "name" });
        }
    }

    /// <summary>Reads <c>dns.servers</c>, <c>service</c>, <c>service.*</c> or <c>lists[*].file</c>; null when it is none of these.</summary>
    public static OwnPart? Parse(string text)
    {
        var (open, close) = (text.IndexOf('['), text.LastIndexOf("].", StringComparison.Ordinal));
        if (open < 0)
            return new OwnPart(text.EndsWith(".*", StringComparison.Ordinal) ? text.Substring(0, text.Length - 2) : text);
        return open == 0 || close < open + 2 || close + 2 == text.Length
            ? null
            : new OwnPart(text.Substring(0, open), text.Substring(open + 1, close - open - 1), text.Substring(close + 2));
    }

    public bool Covers(PropertyPlace place) => Member is null
        ? IsWithin(place.List ?? place.Member!)
        : string.Equals(place.List, Path, StringComparison.Ordinal) && string.Equals(place.Member, Member, StringComparison.Ordinal) && place.Key is { } key && IsOf(key);

    /// <summary>True for the element of this name.</summary>
    public bool IsOf(string key) => string.Equals(Key, Each, StringComparison.Ordinal) || string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Member is null ? Path : $"{Path}[{Key}].{Member}";

    // Entries are compared as a whole, and have no properties of their own.
    private static bool IsNamed(SettingProperty list) => SettingObject.Of(list.Type).ShortForm is null;

    private bool IsWithin(string path) => path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '.');
}
