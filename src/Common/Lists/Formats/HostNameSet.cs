using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>Host names of a list, with wildcards by the rules of PureMessage. A name that an exclusion (<c>!</c>) fits is not in it, whatever else fits and in whatever order.</summary>
public sealed class HostNameSet
{
    private readonly NamePatterns _names;
    private readonly NamePatterns _exclusions;

    internal HostNameSet(IEnumerable<HostNameGlob> globs)
    {
        var (names, exclusions) = (new HashSet<NamePattern>(), new HashSet<NamePattern>());
        foreach (var glob in globs)
            (glob.IsNegative ? exclusions : names).Add(glob.Pattern);
        _names = new NamePatterns(names);
        _exclusions = new NamePatterns(exclusions);
    }

    /// <summary>The set without any name.</summary>
    public static HostNameSet Empty { get; } = new([]);

    /// <summary>The number of different names and patterns, exclusions not counted.</summary>
    public int Count => _names.Count;

    /// <summary>True when the name is in the set. Only a name that is verified (its address is the client's) may be asked about; any case, no final dot.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="verifiedName"/> is null.</exception>
    public bool Contains(string verifiedName)
    {
        if (verifiedName is null)
            throw new ArgumentNullException(nameof(verifiedName));
        return _names.First(verifiedName) >= 0 && _exclusions.First(verifiedName) < 0;
    }
}
