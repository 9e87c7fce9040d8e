using System;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Logs;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Log;

/// <summary>Where the owner of a listed client asks for removal, as far as the catalogue knows the list.</summary>
internal static class RemovalLink
{
    /// <summary>The page; null when none is known. It is a page of the catalogue and no text of a list, which could lead anywhere.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="settings">The settings, in which the list has a lookup domain.</param>
    /// <param name="settingsPath">Where they are, for the site's own catalogue.</param>
    public static Uri? Of(DecisionRecord decision, FilterSettings settings, string settingsPath)
    {
        if (decision.Provider.Length == 0 || decision.Client is not { } client)
            return null;
        var domain = settings.BlockProviders
            .FirstOrDefault(provider => string.Equals(provider.Name, decision.Provider, StringComparison.OrdinalIgnoreCase))?.LookupDomain.PublicName;
        var entry = SiteCatalogue.Read(settingsPath).Entries.FirstOrDefault(entry =>
            entry.RemovalPage.Length > 0 && (string.Equals(entry.Name, decision.Provider, StringComparison.OrdinalIgnoreCase)
                || string.Equals(entry.DomainPattern, domain, StringComparison.OrdinalIgnoreCase)));
        var page = entry?.RemovalPage.Replace("%0", Uri.EscapeDataString(client.ToString()), StringComparison.Ordinal);
        return Uri.TryCreate(page, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;
    }
}
