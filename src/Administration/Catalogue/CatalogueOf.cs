using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue;

/// <summary>Finds what the catalogue knows of a provider in the settings.</summary>
public static class CatalogueOf
{
    /// <summary>The entry with the provider's lookup domain, whatever the key in it; null when there is none.</summary>
    public static CatalogueEntry? Provider(SiteCatalogue catalogue, ProviderSettings provider)
    {
        if (catalogue is null)
            throw new ArgumentNullException(nameof(catalogue));
        return Provider(catalogue.Entries, provider);
    }

    /// <summary>The same among these entries.</summary>
    public static CatalogueEntry? Provider(IEnumerable<CatalogueEntry> entries, ProviderSettings provider)
    {
        if (entries is null)
            throw new ArgumentNullException(nameof(entries));
        if (provider is null)
            throw new ArgumentNullException(nameof(provider));
        var domain = provider.LookupDomain.Reveal();
        foreach (var entry in entries)
        {
            if (Fits(entry.DomainPattern, domain))
                return entry;
        }

        return null;
    }

    private static bool Fits(string pattern, string domain)
    {
        var key = pattern.IndexOf(CatalogueEntry.KeyMark, StringComparison.Ordinal);
        if (key < 0)
            return string.Equals(pattern, domain, StringComparison.OrdinalIgnoreCase);
        var (before, behind) = (pattern.Substring(0, key), pattern.Substring(key + CatalogueEntry.KeyMark.Length));
        return domain.Length > before.Length + behind.Length
            && domain.StartsWith(before, StringComparison.OrdinalIgnoreCase) && domain.EndsWith(behind, StringComparison.OrdinalIgnoreCase);
    }
}
