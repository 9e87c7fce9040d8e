using System.Collections;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Completes the entries of the catalogue.</summary>
public sealed class CatalogEntryCompleter : SettingsNameCompleter
{
    private protected override IEnumerable<string> Complete(FilterSettings? settings, IDictionary given, string? word) =>
        ProviderNames.Complete(SiteCatalogue.Read(given["SettingsPath"]?.ToString() ?? SettingsPath.Default).Entries.Select(static entry => entry.Id), word);
}
