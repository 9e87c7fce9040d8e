using System;
using System.Collections.Generic;

namespace IpBlock.Providers.Zones;

/// <summary>Zones that should not be asked, to be looked up by a lookup domain.</summary>
public sealed class ZoneTable
{
    private readonly Dictionary<string, KnownZone> _byName = new(StringComparer.Ordinal);

    /// <param name="rows">The rows; of two that name the same zone the later counts.</param>
    internal ZoneTable(IReadOnlyList<KnownZone> rows)
    {
        All = rows;
        foreach (var row in rows)
        {
            foreach (var zone in row.Zones)
                _byName[zone] = row;
        }
    }

    /// <summary>All rows.</summary>
    public IReadOnlyList<KnownZone> All { get; }

    /// <summary>
    /// What is known of a lookup domain: of its own name, or of the zone nearest above it, so that a customer's key in front changes nothing. Null when
    /// nothing is known.
    /// </summary>
    public KnownZone? Of(string domain)
    {
        if (domain is null)
            throw new ArgumentNullException(nameof(domain));
        var name = domain.TrimEnd('.').ToLowerInvariant();
        for (var start = 0; start >= 0 && start < name.Length; start = NextLabel(name, start))
        {
            if (_byName.TryGetValue(name.Substring(start), out var zone))
                return zone;
        }

        return null;
    }

    /// <summary>This table with the rows of another over it.</summary>
    internal ZoneTable With(IReadOnlyList<KnownZone> rows) => new([.. All, .. rows]);

    private static int NextLabel(string name, int start) => name.IndexOf('.', start) is var dot and >= 0 ? dot + 1 : -1;
}
