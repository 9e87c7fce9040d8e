using System;
using System.Collections.Generic;

namespace IpBlock.Lists.Formats;

/// <summary>Host names of a list, with wildcards by the rules of PureMessage. A name that an exclusion (<c>!</c>) fits is not in it, whatever else fits and in whatever order.</summary>
public sealed class HostNameSet
{
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);
    private readonly List<HostNameGlob> _globs = [];
    private readonly List<HostNameGlob> _exclusions = [];

    internal HostNameSet(IEnumerable<HostNameGlob> globs)
    {
        foreach (var glob in globs)
        {
            if (glob.IsNegative)
                _exclusions.Add(glob);
            else if (glob.Domain is { } domain)
                _domains.Add(domain);
            else
                _globs.Add(glob);
        }
    }

    /// <summary>The set without any name.</summary>
    public static HostNameSet Empty { get; } = new([]);

    /// <summary>The number of names and patterns, exclusions not counted.</summary>
    public int Count => _domains.Count + _globs.Count;

    /// <summary>True when the name is in the set. Only a name that is verified (its address is the client's) may be asked about; any case, no final dot.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="verifiedName"/> is null.</exception>
    public bool Contains(string verifiedName)
    {
        if (verifiedName is null)
            throw new ArgumentNullException(nameof(verifiedName));
        var name = verifiedName.ToLowerInvariant();
        return (HasDomainOf(name) || Any(_globs, name)) && !Any(_exclusions, name);
    }

    private bool HasDomainOf(string name)
    {
        for (var start = 0; start >= 0 && _domains.Count > 0; start = NextLabel(name, start))
        {
            if (_domains.Contains(name.Substring(start)))
                return true;
        }

        return false;
    }

    private static bool Any(List<HostNameGlob> globs, string name)
    {
        foreach (var glob in globs)
        {
            if (glob.Matches(name))
                return true;
        }

        return false;
    }

    private static int NextLabel(string name, int start)
    {
        var dot = name.IndexOf('.', start);
        return dot < 0 ? -1 : dot + 1;
    }
}
