using System.Collections.Generic;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>What a file of catalogue entries holds: entries, or what is wrong with it.</summary>
internal sealed class CatalogueFile(IReadOnlyList<CatalogueEntry> entries, IReadOnlyList<SettingsError> errors)
{
    /// <summary>Empty when there are errors: a file counts as a whole or not at all.</summary>
    public IReadOnlyList<CatalogueEntry> Entries { get; } = errors.Count == 0 ? entries : [];

    public IReadOnlyList<SettingsError> Errors { get; } = errors;

    /// <summary>The zones that should not be asked, as the file has them; null where it says nothing of zones.</summary>
    public JArray? Zones { get; init; }

    /// <summary>Which issue of its publisher's catalogue it is; null where the file does not say so.</summary>
    public Issue? Issue { get; init; }
}
