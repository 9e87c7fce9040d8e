using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>What an update of the catalogue has changed, would change, or why it was refused.</summary>
public sealed class CatalogueUpdateResult
{
    private CatalogueUpdateResult()
    {
    }

    /// <summary>Why it was refused; empty when it was not.</summary>
    public IReadOnlyList<SettingsError> Errors { get; private init; } = [];

    /// <summary>True when the new catalogue is good.</summary>
    public bool Succeeded => Errors.Count == 0;

    /// <summary>The new catalogue; null when it was refused.</summary>
    public SignedCatalogue? Catalogue { get; private init; }

    /// <summary>The signed catalogue that was in force before; null when there was none, or it counted for nothing.</summary>
    public SignedCatalogue? Before { get; private init; }

    /// <summary>The ids of the lists that come anew.</summary>
    public IReadOnlyList<string> Added { get; private init; } = [];

    /// <summary>The ids of the lists of which something changes.</summary>
    public IReadOnlyList<string> Changed { get; private init; } = [];

    /// <summary>The ids of the lists that go: those of the signed catalogue before that neither the new one nor the program has.</summary>
    public IReadOnlyList<string> Removed { get; private init; } = [];

    internal static CatalogueUpdateResult Refused(IReadOnlyList<SettingsError> errors) => new() { Errors = errors };

    internal static CatalogueUpdateResult Of(SignedCatalogue catalogue, SiteCatalogue present)
    {
        var before = ById(present.WithoutOverlays);
        var after = ById([.. ProviderCatalogue.Entries, .. catalogue.Entries]);
        return new()
        {
            Catalogue = catalogue,
            Before = present.Signed,
            Added = [.. after.Keys.Where(id => !before.ContainsKey(id))],
            Changed = [.. after.Keys.Where(id => before.TryGetValue(id, out var old) && !string.Equals(old.Text, after[id].Text, StringComparison.Ordinal))],
            Removed = [.. before.Keys.Where(id => !after.ContainsKey(id))],
        };
    }

    private static Dictionary<string, CatalogueEntry> ById(IEnumerable<CatalogueEntry> entries)
    {
        var byId = new Dictionary<string, CatalogueEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
            byId[entry.Id] = entry;
        return byId;
    }
}
