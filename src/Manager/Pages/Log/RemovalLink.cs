using System;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Logs;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Log;

/// <summary>Where the owner of a listed client asks for removal, as far as the settings or the catalogue know it.</summary>
internal static class RemovalLink
{
    /// <summary>The page; null when none is known. It is the administrator's or the catalogue's, and no text of a list, which could lead anywhere.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="settings">The settings, in which the list has a page or a lookup domain.</param>
    /// <param name="settingsPath">Where they are, for the site's own catalogue.</param>
    public static Uri? Of(DecisionRecord decision, FilterSettings settings, string settingsPath)
    {
        if (decision.Provider.Length == 0 || decision.Client is not { } client)
            return null;
        var provider = settings.BlockProviders.FirstOrDefault(one => IsNamed(one.Name, decision.Provider));
        var page = provider is null ? "" : RemovalPage.For(provider, client);
        if (page.Length == 0)
            page = OfCatalogue(SiteCatalogue.Read(settingsPath), provider, decision.Provider, client);
        return Uri.TryCreate(page, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;
    }

    // A list that is not in the settings any more is known by its name.
    private static string OfCatalogue(SiteCatalogue catalogue, ProviderSettings? provider, string name, Address client)
    {
        var entry = provider is null ? catalogue.Entries.FirstOrDefault(one => IsNamed(one.Name, name)) : CatalogueOf.Provider(catalogue, provider);
        return entry is null ? "" : RemovalPage.For(entry.RemovalPage, client);
    }

    private static bool IsNamed(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
