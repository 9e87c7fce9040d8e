using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>Reads a file of catalogue entries, ours or an overlay of the site: both keep to the same rules.</summary>
internal sealed class CatalogueReader
{
    private const string Form = "write { \"format\": 1, \"lists\": [ ... ] }";
    private readonly string _file;
    private readonly List<SettingsError> _errors = [];
    private Issue? _issue;
    private JArray? _zones;

    private CatalogueReader(string file) => _file = file;

    /// <summary>The entries of a text; the file is named in its errors.</summary>
    public static CatalogueFile Read(string text, string file)
    {
        var reader = new CatalogueReader(file);
        return new CatalogueFile(reader.Read(text), reader._errors) { Issue = reader._issue, Zones = reader._zones };
    }

    /// <summary>Notes what is wrong at a place.</summary>
    public void Fail(JToken at, string path, string reason, string? cure)
    {
        var place = (IJsonLineInfo)at;
        _errors.Add(new SettingsError(_file, place.LineNumber, place.LinePosition, path, reason, cure));
    }

    private List<CatalogueEntry> Read(string text)
    {
        var entries = new List<CatalogueEntry>();
        var (root, error) = CatalogueJson.Parse(text, _file, Form);
        if (root is null)
        {
            _errors.Add(error!);
            return entries;
        }

        foreach (var property in root.Properties())
        {
            if (property.Name is not ("format" or "lists" or "zones" or Issue.Version or Issue.Expires))
                Fail(property, property.Name, "there is no such property in a catalogue", "remove it");
        }

        if (!CatalogueJson.IsFormatOne(root["format"]))
            Fail(root["format"] ?? root, "format", "the format is not 1, the only one that this version reads", Form);
        _issue = Issue.Read(root, this);
        ReadZones(root);
        if (root["lists"] is not JArray lists)
        {
            Fail(root["lists"] ?? root, "lists", "the lists are missing, or are not an array", Form);
            return entries;
        }

        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < lists.Count; i++)
        {
            var path = "lists[" + i.ToString(CultureInfo.InvariantCulture) + "]";
            if (new CatalogueEntryReader(this, lists[i], path).Read() is not { } entry)
                continue;
            if (ids.Add(entry.Id))
                entries.Add(entry);
            else
                Fail(lists[i], path + ".id", $"'{entry.Id}' is already the id of another entry", "give each entry a unique id");
        }

        return entries;
    }

    // They come into force with a signed catalogue only, which names its issue.
    private void ReadZones(JObject root)
    {
        if (root["zones"] is not { } zones)
            return;
        if (root[Issue.Version] is null)
            Fail(zones, "zones", "zones are allowed only in signed catalogues", "remove them");
        else if (ZoneRows.Read(zones).Why is { } why)
            Fail(zones, "zones", why, cure: null);
        else
            _zones = (JArray)zones;
    }
}
