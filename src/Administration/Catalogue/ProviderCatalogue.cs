using System;
using System.Collections.Generic;
using System.IO;

namespace IpBlock.Administration.Catalogue;

/// <summary>
/// The lists that most mail servers use, so that nobody has to look up their codes. They are read
/// from the program's own <c>catalogue.json</c> when somebody asks, and once.
/// </summary>
public static class ProviderCatalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> BuiltIn = new(ReadBuiltIn);

    /// <summary>All entries: block lists, then allow lists.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries => BuiltIn.Value;

    /// <summary>The entry of this id, case aside; null when there is none.</summary>
    public static CatalogueEntry? Find(string id) => Find(Entries, id);

    internal static CatalogueEntry? Find(IReadOnlyList<CatalogueEntry> entries, string id)
    {
        foreach (var entry in entries)
        {
            if (string.Equals(entry.Id, id, StringComparison.OrdinalIgnoreCase))
                return entry;
        }

        return null;
    }

    /// <summary>The program's own catalogue as it was built in.</summary>
    internal static string BuiltInText()
    {
        using var stream = typeof(ProviderCatalogue).Assembly.GetManifestResourceStream("IpBlock.catalogue.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IReadOnlyList<CatalogueEntry> ReadBuiltIn()
    {
        var file = CatalogueReader.Read(BuiltInText(), "catalogue.json");
        return file.Errors.Count == 0 ? file.Entries : throw new InvalidOperationException(file.Errors[0].ToString());
    }
}
