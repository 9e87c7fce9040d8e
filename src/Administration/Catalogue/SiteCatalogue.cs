using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Files;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Catalogue;

/// <summary>
/// The catalogue as a site has it: the program's own, over it the signed one that an update has put beside the settings file, and over both the
/// overlays in the folder <c>catalogue.d</c>.
/// </summary>
public sealed class SiteCatalogue
{
    /// <summary>Where an entry comes from that is the program's own.</summary>
    public const string FromProgram = "program";

    /// <summary>Where an entry comes from that is in the signed catalogue.</summary>
    public const string FromSigned = "signed";

    /// <summary>The overlays' folder, beside the settings file.</summary>
    public const string FolderName = "catalogue.d";

    private const int MaxBytes = 4 * 1024 * 1024;
    private readonly List<CatalogueEntry> _entries = [.. ProviderCatalogue.Entries];
    private readonly List<SettingsError> _errors = [];
    private readonly Dictionary<CatalogueEntry, string> _origins = [];

    private readonly ProbedDays _probed;

    private SiteCatalogue(ProbedDays probed) => _probed = probed;

    /// <summary>The program's entries in their order, those of the overlays in their place or behind.</summary>
    public IReadOnlyList<CatalogueEntry> Entries => _entries;

    /// <summary>What is wrong with the signed catalogue and with overlays. Such a file counts for nothing, the others count.</summary>
    public IReadOnlyList<SettingsError> Errors => _errors;

    /// <summary>The signed catalogue in force; null when there is none, or it counts for nothing.</summary>
    public SignedCatalogue? Signed { get; private set; }

    /// <summary>True when the signed catalogue in force is past its date of expiry. It is used all the same.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>The entries without those of the site itself.</summary>
    internal IReadOnlyList<CatalogueEntry> WithoutOverlays { get; private set; } = [];

    /// <summary>
    /// Reads the signed catalogue, whose signature is checked each time, and the files <c>*.json</c> of the folder in the order of their names; of two
    /// entries with the same id the later counts.
    /// </summary>
    /// <param name="settingsPath">The settings file, which need not be there.</param>
    /// <param name="clock">The time; that of the system unless given.</param>
    public static SiteCatalogue Read(string settingsPath, Clock? clock = null)
    {
        var catalogue = new SiteCatalogue(ProbedDays.Read(settingsPath));
        catalogue.AddSigned(settingsPath, (clock ?? Clock.System).UtcNow);
        catalogue.WithoutOverlays = [.. catalogue._entries];
        if (SiteZones.Read(settingsPath).Trouble is { } zones)
            catalogue._errors.Add(new SettingsError(SiteZones.PathFor(settingsPath), 0, 0, path: null, zones, "update the catalogue, or remove the file"));
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", FolderName);
        foreach (var file in catalogue.FilesIn(folder))
            catalogue.Add(file);
        return catalogue;
    }

    /// <summary>The entry of this id, case aside; null when there is none.</summary>
    public CatalogueEntry? Find(string id) => ProviderCatalogue.Find(_entries, id);

    /// <summary>Where an entry comes from: <see cref="FromProgram"/>, <see cref="FromSigned"/>, or the name of the overlay's file.</summary>
    public string OriginOf(CatalogueEntry entry) => _origins.TryGetValue(entry, out var origin) ? origin : FromProgram;

    /// <summary>
    /// The day on which the list was last seen answering as a list must, as <c>2026-11-28</c>: the later of the doctor's here (<see cref="ProbedDays"/>) and that of
    /// whoever wrote the entry; null when nobody has looked.
    /// </summary>
    public string? LastProbed(CatalogueEntry entry)
    {
        var here = _probed.Of(entry);
        return string.CompareOrdinal(here, entry.LastProbed) > 0 ? here : entry.LastProbed;
    }

    private void AddSigned(string settingsPath, DateTimeOffset now)
    {
        var (signed, errors) = SignedInForce.Read(settingsPath);
        _errors.AddRange(errors);
        if (signed is null)
            return;
        (Signed, IsExpired) = (signed, signed.IsExpired(now));
        foreach (var entry in signed.Entries)
            Take(entry, FromSigned);
    }

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
                Take(entry, Path.GetFileName(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unreadable(file, failure.Message);
        }
    }

    private void Take(CatalogueEntry entry, string origin)
    {
        _origins[entry] = origin;
        var place = _entries.FindIndex(known => string.Equals(known.Id, entry.Id, StringComparison.OrdinalIgnoreCase));
        if (place < 0)
            _entries.Add(entry);
        else
            _entries[place] = entry;
    }

    private void Unreadable(string file, string why) =>
        _errors.Add(new SettingsError(file, 0, 0, path: null, "it cannot be read: " + why, "grant this account read access, or remove it"));
}
