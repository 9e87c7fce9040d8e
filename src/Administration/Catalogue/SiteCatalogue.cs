using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue;

/// <summary>The catalogue as a site has it: the program's own, with the overlays in the folder <c>catalogue.d</c> beside the settings file.</summary>
public sealed class SiteCatalogue
{
    /// <summary>The overlays' folder, beside the settings file.</summary>
    public const string FolderName = "catalogue.d";

    private const int MaxBytes = 4 * 1024 * 1024;
    private readonly List<CatalogueEntry> _entries = [.. ProviderCatalogue.Entries];
    private readonly List<SettingsError> _errors = [];

    private SiteCatalogue()
    {
    }

    /// <summary>The program's entries in their order, those of the overlays in their place or behind.</summary>
    public IReadOnlyList<CatalogueEntry> Entries => _entries;

    /// <summary>What is wrong with overlays. Such a file counts for nothing, the others count.</summary>
    public IReadOnlyList<SettingsError> Errors => _errors;

    /// <summary>Reads the files <c>*.json</c> of the folder in the order of their names; of two with the same id the later counts.</summary>
    /// <param name="settingsPath">The settings file, which need not be there.</param>
    public static SiteCatalogue Read(string settingsPath)
    {
        var catalogue = new SiteCatalogue();
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", FolderName);
        foreach (var file in catalogue.FilesIn(folder))
            catalogue.Add(file);
        return catalogue;
    }

    /// <summary>The entry of this id, case aside; null when there is none.</summary>
    public CatalogueEntry? Find(string id) => ProviderCatalogue.Find(_entries, id);

    private string[] FilesIn(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                return [];
            var files = Directory.GetFiles(folder, "*.json");
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unreadable(folder, failure.Message);
            return [];
        }
    }

    private void Add(string file)
    {
        try
        {
            using var stream = RegularFile.OpenRead(file);
            if (stream.Length > MaxBytes)
            {
                Unreadable(file, "it is larger than 4 MB");
                return;
            }

            using var reader = new StreamReader(stream);
            var read = CatalogueReader.Read(reader.ReadToEnd(), file);
            _errors.AddRange(read.Errors);
            foreach (var entry in read.Entries)
                Take(entry);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unreadable(file, failure.Message);
        }
    }

    private void Take(CatalogueEntry entry)
    {
        var place = _entries.FindIndex(known => string.Equals(known.Id, entry.Id, StringComparison.OrdinalIgnoreCase));
        if (place < 0)
            _entries.Add(entry);
        else
            _entries[place] = entry;
    }

    private void Unreadable(string file, string why) =>
        _errors.Add(new SettingsError(file, 0, 0, path: null, "it cannot be read: " + why, "let this account read it, or remove it"));
}
