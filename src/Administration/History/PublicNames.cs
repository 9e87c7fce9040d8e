using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.History;

/// <summary>
/// The names under which lookup domains are shown. They are remembered over all versions: a version from before the name was given, or from after it was taken away, must not show what it hides.
/// </summary>
internal static class PublicNames
{
    private const string Property = "publicName";

    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The names that are known, and those in one more version.</summary>
    /// <param name="known">From the versions before.</param>
    /// <param name="content">The bytes of the version; null when there was no file.</param>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> known, byte[]? content)
    {
        // Most files have none, and need not be read for this.
        if (content is null || Encoding.UTF8.GetString(content) is not { } text || text.IndexOf(Property, StringComparison.Ordinal) < 0)
            return known;
        return With(known, PropertyTree.Of(text.TrimStart('\uFEFF')));
    }

    /// <summary>The names that are known, and those in these settings.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> known, params PropertyTree?[] versions)
    {
        var names = known.ToDictionary(static name => name.Key, static name => name.Value, StringComparer.Ordinal);
        foreach (var element in versions.SelectMany(static version => version?.Lists.Values ?? []).SelectMany(static list => list.Elements).Select(static element => element.Token).OfType<JObject>())
        {
            if (element["lookupDomain"] is JValue { Value: string domain } && element[Property] is JValue { Value: string name } && LookupDomain.TryParse(domain, out var read, out _))
                names[read.Reveal()] = name;
        }

        return names;
    }
}
