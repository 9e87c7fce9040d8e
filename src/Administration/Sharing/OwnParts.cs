using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.History;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Sharing;

/// <summary>
/// The parts of the settings that stay a server's own where many servers share the rest: where it listens, its name servers, its paths, and what is named
/// beside them.
/// </summary>
public sealed class OwnParts
{
    private static readonly OwnPart[] ByNature =
    [
        new("service"),
        new("dns.servers"),
        .. PathsIn(SettingObject.Of(typeof(FilterSettings)), "").OrderBy(static path => path, StringComparer.Ordinal).Select(static path => OwnPart.Parse(path)!),
    ];

    private readonly OwnPart[] _parts;

    private OwnParts(OwnPart[] named) => _parts = [.. ByNature, .. named];

    /// <summary>What is each server's own by nature: <c>service</c>, <c>dns.servers</c> and every setting that is a path.</summary>
    public static OwnParts Usual { get; } = new([]);

    /// <summary>All of them as they are written, those by nature first.</summary>
    public IReadOnlyList<string> Names => Array.ConvertAll(_parts, static part => part.ToString());

    /// <summary>Those that were named.</summary>
    public IReadOnlyList<string> Named => [.. _parts.Skip(ByNature.Length).Select(static part => part.ToString())];

    internal IReadOnlyList<OwnPart> All => _parts;

    /// <summary>The usual parts and others.</summary>
    /// <param name="named">
    /// <c>dns.cacheEntries</c>, <c>dns</c> for all in it, <c>blockList</c> for a whole list, <c>blockProviders[*].lookupDomain</c> or
    /// <c>blockProviders[Zen].enabled</c> for a property of elements.
    /// </param>
    /// <param name="parts">The parts; null when one of them is none.</param>
    /// <returns>What is wrong, in a sentence; null when nothing is.</returns>
    public static string? TryParse(IEnumerable<string> named, out OwnParts? parts)
    {
        parts = null;
        var read = new List<OwnPart>();
        foreach (var name in named ?? throw new ArgumentNullException(nameof(named)))
        {
            if (OwnPart.Parse(name) is not { IsKnown: true } part)
                return $"'{name}' is not a setting; write dns.cacheEntries, blockList or 'blockProviders[*].lookupDomain'";
            read.Add(part);
        }

        parts = new OwnParts([.. read]);
        return null;
    }

    /// <summary>
    /// True for a difference that is none between a server and the others. Whether an element is there at all is never a server's own, unless the whole
    /// list is.
    /// </summary>
    internal bool Covers(PropertyStep step) =>
        Array.Exists(_parts, part => part.Covers(step.Place) && (part.Member is null || step is { Old: not null, New: not null }));

    private static IEnumerable<string> PathsIn(SettingObject schema, string prefix)
    {
        foreach (var property in schema.Properties)
        {
            if (property.IsPath)
                yield return prefix + property.Name;
            if (property.Kind is not null)
                continue;
            foreach (var path in PathsIn(SettingObject.Of(property.Type), prefix + property.Name + (property.IsList ? "[*]." : ".")))
                yield return path;
        }
    }
}
