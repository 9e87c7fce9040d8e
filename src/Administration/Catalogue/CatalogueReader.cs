using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>Reads a file of catalogue entries, ours or an overlay of the site: both keep to the same rules.</summary>
internal sealed class CatalogueReader
{
    private const int Format = 1;
    private const string Form = "write { \"format\": 1, \"lists\": [ ... ] }";
    private readonly string _file;
    private readonly List<SettingsError> _errors = [];

    private CatalogueReader(string file) => _file = file;

    /// <summary>The entries of a text; the file is named in its errors.</summary>
    public static CatalogueFile Read(string text, string file)
    {
        var reader = new CatalogueReader(file);
        return new CatalogueFile(reader.Read(text), reader._errors);
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
        if (Parse(text) is not JObject root)
            return entries;
        foreach (var property in root.Properties())
        {
            if (property.Name is not ("format" or "lists"))
                Fail(property, property.Name, "a catalogue has no such property", "remove it");
        }

        if (root["format"] is not JValue { Type: JTokenType.Integer } format || Convert.ToInt64(format.Value, CultureInfo.InvariantCulture) != Format)
            Fail(root["format"] ?? root, "format", "the format is not 1, the only one that this version reads", Form);
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
                Fail(lists[i], path + ".id", $"'{entry.Id}' is already the id of another entry", "give each entry an id of its own");
        }

        return entries;
    }

    private JObject? Parse(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
            };
            var load = new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };
            var root = JToken.ReadFrom(reader, load);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                    throw new JsonReaderException("More than one value.", "", reader.LineNumber, reader.LinePosition, innerException: null);
            }

            if (root is JObject o)
                return o;
            Fail(root, "", "the file holds no object", Form);
        }
        catch (JsonReaderException failure)
        {
            const string Reason = "this is not valid JSON, or a property stands twice";
            _errors.Add(new SettingsError(_file, failure.LineNumber, failure.LinePosition, path: null, Reason, "correct it"));
        }

        return null;
    }
}
