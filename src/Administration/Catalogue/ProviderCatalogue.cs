using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Catalogue;

/// <summary>The lists that most mail servers use, so that nobody has to look up their codes. What the entries say was published by the lists' operators.</summary>
public static class ProviderCatalogue
{
    /// <summary>All entries: block lists, then allow lists.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } = [.. SpamhausLists.Entries, .. BlockLists.Entries, .. AllowLists.Entries];

    /// <summary>The entry of this id, case aside; null when there is none.</summary>
    public static CatalogueEntry? Find(string id)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Id, id, StringComparison.OrdinalIgnoreCase))
                return entry;
        }

        return null;
    }
}
